import { ActionIcon } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { Notice } from "../../../bindings/Notice";
import { RelativeTime } from "../../../components/time/RelativeTime";
import classes from "./inbox.module.css";
import { NOTICE_LOOKS } from "./looks";
import { targetOf } from "./target";

interface NoticeEntryProps {
  notice: Notice;
  /** Marks it as read. */
  onRead: () => void;
  /** It was followed to where it leads. */
  onFollow: () => void;
}

/** A notice: what, when, why, and the way to where to act. */
export function NoticeEntry({ notice, onRead, onFollow }: NoticeEntryProps) {
  const { icon: Icon, tone } = NOTICE_LOOKS[notice.about.kind];
  const { label, link } = targetOf(notice.about);
  const unread = notice.readAt === null;
  return (
    <li className={classes.entry} data-unread={unread || undefined} data-tone={tone}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.what}>
        <h3 className={classes.title}>
          {unread && <span className={classes.unread}>Unread</span>}
          {unread && " "}
          {notice.title}
        </h3>
        <p className={classes.text}>{notice.text}</p>
        <p className={classes.facts}>
          <RelativeTime at={notice.firstAt} />
          {notice.endedAt !== null && notice.about.kind !== "test" && (
            <span>
              Ended <RelativeTime at={notice.endedAt} />
            </span>
          )}
          <Link
            {...link}
            className={classes.link}
            aria-label={`${label}: ${notice.title}`}
            onClick={() => {
              if (unread) onRead();
              onFollow();
            }}
          >
            {label}
          </Link>
        </p>
      </div>
      {unread && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Mark as read: ${notice.title}`}
          data-hint="Mark as read"
          onClick={onRead}
        >
          <IconCheck size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
