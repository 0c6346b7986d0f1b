import type { LinkProps } from "@tanstack/react-router";

import type { ManyErrorGroups } from "../../../bindings/ManyErrorGroups";
import type { NoticeAbout } from "../../../bindings/NoticeAbout";
import type { GroupView } from "../../error-groups/search";

/** Where a notice leads: to where an admin can act. */
export interface NoticeTarget {
  /** What is there, in a few words. */
  label: string;
  link: LinkProps;
}

/** `is:stuck` of the query means New for more than so many hours. */
const STUCK_HOURS = 24;

/** Where a notice leads. */
export function targetOf(about: NoticeAbout): NoticeTarget {
  switch (about.kind) {
    case "stuckNew": {
      const search = about.hours === STUCK_HOURS ? { q: "is:stuck" } : { view: "new" as const };
      // Those that have waited longest first.
      return {
        label: "Open these transactions",
        link: { to: "/transactions", search: { ...search, ascending: true } },
      };
    }
    case "failureRate":
      return {
        label: "Open the failed transactions",
        link: { to: "/transactions", search: { view: "failed", sort: "lastModified" } },
      };
    case "errorGroup":
      return {
        label: "Open the error group",
        link: { to: "/transactions/groups", search: { open: about.groupId } },
      };
    case "manyErrorGroups":
      return { label: "Open the error groups", link: { to: "/transactions/groups", search: viewOf(about) } };
    case "runFailed":
      return { label: "Open the run", link: runLink(about.runId) };
    case "runMissed":
      return about.runId === null
        ? { label: "Open the schedules", link: { to: "/processor/schedules" } }
        : { label: "Open the run that made up for it", link: runLink(about.runId) };
    case "reportNotSaved":
    case "test":
      return { label: "Open the settings of the watch", link: { to: "/settings/watch" } };
  }
}

/** The groups that are new, those that came back, or, of both, all that fail. */
function viewOf({ count, regressed }: ManyErrorGroups): { view?: GroupView } {
  if (regressed === 0) return { view: "new" };
  return regressed === count ? { view: "regressed" } : {};
}

function runLink(runId: number): LinkProps {
  return { to: "/processor/runs/$runId", params: { runId: String(runId) } };
}
