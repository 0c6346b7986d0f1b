import { Button, Switch } from "@mantine/core";
import { IconBellCheck } from "@tabler/icons-react";
import { useState } from "react";

import { useCommand, useCommandMutation } from "../../../api/query";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../../components/feedback/Skeletons";
import classes from "./inbox.module.css";
import { NoticeEntry } from "./NoticeEntry";
import { useInbox } from "./useInbox";

/** The notices, and what can be done with all of them. */
export function InboxContent({ onFollow }: { onFollow: () => void }) {
  const [onlyUnread, setOnlyUnread] = useState(false);
  const inbox = useInbox(onlyUnread);
  const unread = useCommand("inbox.count", {}).data?.unread ?? 0;
  const markRead = useCommandMutation("inbox.markRead");
  const clear = useCommandMutation("inbox.clear");
  const hasRead = inbox.notices.some(({ readAt }) => readAt !== null);
  const error = inbox.error ?? markRead.error ?? clear.error;

  return (
    <>
      <div className={classes.bar}>
        <Switch
          size="xs"
          label="Only unread"
          checked={onlyUnread}
          onChange={(event) => setOnlyUnread(event.currentTarget.checked)}
        />
        <GuardedButton
          size="compact-sm"
          variant="default"
          whyNot={unread === 0 ? "Everything is read" : null}
          onClick={() => markRead.mutate({ ids: null })}
        >
          Mark all read
        </GuardedButton>
        <GuardedButton
          size="compact-sm"
          variant="default"
          whyNot={hasRead ? null : "Nothing that was read is listed"}
          onClick={() => clear.mutate({})}
        >
          Clear read
        </GuardedButton>
      </div>
      {error && <ErrorNotice error={error} onRetry={inbox.retry} />}
      {inbox.isPending && <SkeletonRows count={5} />}
      {!inbox.isPending && inbox.notices.length === 0 && <Nothing onlyUnread={onlyUnread} />}
      <ul className={classes.list} aria-label="Notices">
        {inbox.notices.map((notice) => (
          <NoticeEntry
            key={notice.id}
            notice={notice}
            onRead={() => markRead.mutate({ ids: [notice.id] })}
            onFollow={onFollow}
          />
        ))}
      </ul>
      {inbox.hasMore && (
        <Button
          mt="sm"
          size="compact-sm"
          variant="default"
          loading={inbox.loadingMore}
          onClick={inbox.loadMore}
        >
          Show older notices
        </Button>
      )}
    </>
  );
}

function Nothing({ onlyUnread }: { onlyUnread: boolean }) {
  return (
    <EmptyState icon={IconBellCheck} title={onlyUnread ? "Everything is read" : "No notices"} good>
      The console tells you here when transactions stay New, too many attempts fail, a new error comes up, or
      a run fails or is missed.
    </EmptyState>
  );
}
