import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconUsers,
} from "@tabler/icons-react";

import type { TransactionRow } from "../../../bindings/TransactionRow";
import { StatusLabel } from "../../../components/status/StatusLabel";
import type { Tone } from "../../../theme/status";
import { DataText } from "../../../components/text/DataText";
import classes from "./actions.module.css";
import type { Answer } from "./run";

interface ResultRowProps extends Answer {
  /** The transaction as it is now, when it changed meanwhile. */
  now: TransactionRow | undefined;
}

const LOOKS = {
  done: { tone: "success", icon: IconCircleCheck, word: "Done" },
  conflict: { tone: "amber", icon: IconUsers, word: "Changed" },
  notAllowed: { tone: "failed", icon: IconCircleX, word: "Not allowed" },
  notFound: { tone: "failed", icon: IconAlertTriangle, word: "Not found" },
  notAsked: { tone: "grey", icon: IconCircleDashed, word: "Not asked" },
} as const satisfies Record<Answer["result"]["kind"], { tone: Tone; icon: unknown; word: string }>;

/** What happened to one transaction. */
export function ResultRow({ target, result, now }: ResultRowProps) {
  const { tone, icon: Icon, word } = LOOKS[result.kind];
  return (
    <div role="listitem" className={classes.result}>
      <span className="mono">
        <DataText text={target.name} />
      </span>
      <span className={classes.what} data-tone={tone}>
        <Icon size={15} aria-hidden /> {word}
      </span>
      <Explanation target={target} result={result} now={now} />
    </div>
  );
}

function Explanation({ target, result, now }: ResultRowProps) {
  switch (result.kind) {
    case "done":
      return (
        <span>
          <StatusLabel status={result.status} />
        </span>
      );
    case "notAllowed":
      return (
        <span>
          <StatusLabel status={result.status} /> {result.reason}
        </span>
      );
    case "conflict":
      return (
        <span className={classes.countedStatus}>
          You saw <StatusLabel status={target.status} />
          {now && (
            <>
              {now.status === target.status ? "; changed since, and still" : "; now it is"}{" "}
              <StatusLabel status={now.status} />
            </>
          )}
        </span>
      );
    case "notFound":
      return <span>It is not in this store any more.</span>;
    case "notAsked":
      return <span>The run ended before its turn; it is as it was.</span>;
  }
}
