import {
  type Icon,
  IconAlertCircle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconClockExclamation,
  IconDeviceTabletOff,
  IconHandStop,
} from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { ErrorGroup } from "../../bindings/ErrorGroup";
import type { Overview } from "../../bindings/Overview";
import type { Tone } from "../../theme/status";
import { needsAttention } from "../error-groups/states";
import classes from "./Attention.module.css";

interface AttentionProps {
  overview: Overview;
  groups: ErrorGroup[];
}

/** What an admin has to do today, each with the way there; or the good news that there is nothing. */
export function Attention({ overview, groups }: AttentionProps) {
  const { counts, usersWithOldNew: users, offlineDevices: devices } = overview;
  const undecided = groups.filter(needsAttention);
  const regressed = undecided.filter(({ state }) => state === "regressed").length;
  const fresh = undecided.length - regressed;
  const nothing =
    counts.Failed === 0 &&
    counts.Manual === 0 &&
    users.length === 0 &&
    undecided.length === 0 &&
    devices.near + devices.over === 0;
  if (nothing) {
    return (
      <section className={classes.good} data-tone="success" aria-label="What needs attention">
        <IconCircleCheck size={20} aria-hidden />
        <p>
          <strong>Nothing needs your attention.</strong> No transaction is Failed or Manual, and none has been
          New for more than a day; no device is near its offline limit.
        </p>
      </section>
    );
  }
  return (
    <section aria-label="What needs attention">
      <ul className={classes.list}>
        {regressed > 0 && (
          <Entry
            icon={IconArrowBackUp}
            tone="failed"
            link={{ to: "/transactions/groups", search: { view: "regressed" } }}
          >
            <strong>{amount(regressed, "error")} came back.</strong> Look what changed since{" "}
            {regressed === 1 ? "it was" : "they were"} gone.
          </Entry>
        )}
        {fresh > 0 && (
          <Entry
            icon={IconAlertCircle}
            tone="amber"
            link={{ to: "/transactions/groups", search: { view: "new" } }}
          >
            <strong>{amount(fresh, "new error")}.</strong> Nobody has looked at {fresh === 1 ? "it" : "them"}{" "}
            yet.
          </Entry>
        )}
        {counts.Failed > 0 && (
          <Entry icon={IconCircleX} tone="failed" link={{ to: "/transactions", search: { view: "failed" } }}>
            <strong>{amount(counts.Failed, "transaction")} failed.</strong> Find out why, then edit, retry or
            ignore.
          </Entry>
        )}
        {counts.Manual > 0 && (
          <Entry icon={IconHandStop} tone="violet" link={{ to: "/transactions", search: { view: "manual" } }}>
            <strong>{amount(counts.Manual, "transaction")} to be handled by hand.</strong> Mark them resolved
            when they are.
          </Entry>
        )}
        {users.length > 0 && (
          <Entry icon={IconClockExclamation} tone="amber" link={{ to: "/overview", hash: "backlog" }}>
            <strong>{amount(users.length, "user")} with transactions New for more than a day.</strong> Contact
            them.
          </Entry>
        )}
        {devices.near > 0 && (
          <Entry icon={IconDeviceTabletOff} tone="amber" link={{ to: "/overview", hash: "devices" }}>
            <strong>{amount(devices.near, "device")} near the offline limit.</strong> Ask the users to sync
            before a full sync is forced.
          </Entry>
        )}
        {devices.over > 0 && (
          <Entry icon={IconDeviceTabletOff} tone="failed" link={{ to: "/overview", hash: "devices" }}>
            <strong>{amount(devices.over, "device")} over the offline limit.</strong> The next sync is a full
            one.
          </Entry>
        )}
      </ul>
    </section>
  );
}

interface EntryProps {
  icon: Icon;
  tone: Tone;
  link: LinkProps;
  children: ReactNode;
}

function Entry({ icon: Icon, tone, link, children }: EntryProps) {
  return (
    <li data-tone={tone}>
      <Link {...link} className={classes.entry}>
        <Icon size={20} aria-hidden className={classes.icon} />
        <span>{children}</span>
      </Link>
    </li>
  );
}

function amount(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
