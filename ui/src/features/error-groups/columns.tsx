import type { ErrorGroup } from "../../bindings/ErrorGroup";
import type { Column } from "../../components/grid/column";
import { ToneLabel } from "../../components/status/ToneLabel";
import { RelativeTime } from "../../components/time/RelativeTime";
import { ClippedText } from "../../components/text/ClippedText";
import { placeOf, STATE_LOOKS } from "./states";
import { TrendBars } from "./TrendBars";

/** What the list tells about a group, the most important first: a narrow window cuts the rest. */
export const COLUMNS: Column<ErrorGroup>[] = [
  { id: "state", label: "State", width: 132, render: ({ state }) => <ToneLabel look={STATE_LOOKS[state]} /> },
  { id: "errorCode", label: "Error", width: 168, grow: 1, render: errorCode },
  { id: "failed", label: "Failed now", width: 104, align: "right", render: ({ failed }) => amount(failed) },
  { id: "place", label: "About", width: 132, grow: 1, render: place },
  { id: "pattern", label: "Message", width: 170, grow: 3, render: pattern },
  { id: "trend", label: "Last 14 days", width: 106, render: ({ trend }) => <TrendBars trend={trend} /> },
  { id: "lastSeen", label: "Last seen", width: 92, render: ({ lastSeen }) => <RelativeTime at={lastSeen} /> },
  { id: "queued", label: "Queued again", width: 118, align: "right", render: ({ queued }) => amount(queued) },
  { id: "users", label: "Users", width: 68, align: "right", render: ({ users }) => amount(users) },
  { id: "devices", label: "Devices", width: 82, align: "right", render: ({ devices }) => amount(devices) },
  {
    id: "firstSeen",
    label: "First seen",
    width: 92,
    render: ({ firstSeen }) => <RelativeTime at={firstSeen} />,
  },
  {
    id: "assignee",
    label: "Assignee",
    width: 110,
    render: ({ assignee }) => assignee && <ClippedText text={assignee} />,
  },
];

function errorCode({ errorCode: code }: ErrorGroup) {
  return <ClippedText text={code} mono />;
}

function place(group: ErrorGroup) {
  const about = placeOf(group);
  return about === undefined ? <span className="dim">no object</span> : <ClippedText text={about} />;
}

function pattern({ pattern: message }: ErrorGroup) {
  return <ClippedText text={message} />;
}

function amount(count: number) {
  return count === 0 ? <span className="dim">0</span> : count.toLocaleString("en");
}
