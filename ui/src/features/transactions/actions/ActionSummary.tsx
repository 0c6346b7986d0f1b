import { List, Text } from "@mantine/core";

import { StatusLabel } from "../../../components/status/StatusLabel";
import type { Status } from "../../../bindings/Status";
import { STATUSES } from "../../../theme/status";
import classes from "./actions.module.css";
import { Dependents } from "./Dependents";
import { type ActionTarget, split, type TransactionAction, whyNot } from "./rules";
import { transactions, WORDING } from "./wording";

/** What an action will do, to how many, what it leaves alone and why, and what cannot be undone. */
export function ActionSummary({ action, targets }: { action: TransactionAction; targets: ActionTarget[] }) {
  const { will, consequences } = WORDING[action];
  const { allowed, refused } = split(action, targets);
  const [only] = targets.length === 1 ? targets : [];
  return (
    <div className={classes.summary}>
      <Text size="sm">
        <b>{transactions(allowed.length)}</b> {allowed.length === 1 ? will.one : will.many}
      </Text>
      <ByStatus targets={allowed} />
      {refused.length > 0 && (
        <div className={classes.refused}>
          <Text size="sm">
            <b>{transactions(refused.length)}</b>{" "}
            {refused.length === 1 ? "stays as it is:" : "stay as they are:"}
          </Text>
          <ul className={classes.reasons}>
            {STATUSES.filter((status) => refused.some((target) => target.status === status)).map((status) => (
              <li key={status}>
                {refused.filter((target) => target.status === status).length.toLocaleString("en")}{" "}
                <StatusLabel status={status} /> {whyNot(action, status)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <List size="sm" spacing={4} className={classes.consequences}>
        {action === "ignore" && (only ? <Dependents transactionId={only.id} /> : <CascadeOfMany />)}
        {consequences.map((consequence) => (
          <List.Item key={consequence}>{consequence}</List.Item>
        ))}
      </List>
    </div>
  );
}

function ByStatus({ targets }: { targets: ActionTarget[] }) {
  const counts = new Map<Status, number>();
  for (const { status } of targets) counts.set(status, (counts.get(status) ?? 0) + 1);
  return (
    <div className={classes.byStatus}>
      {STATUSES.filter((status) => counts.has(status)).map((status) => (
        <span key={status} className={classes.countedStatus}>
          {targets.length > 1 && counts.get(status)?.toLocaleString("en")} <StatusLabel status={status} />
        </span>
      ))}
    </div>
  );
}

function CascadeOfMany() {
  return <List.Item>Waiting transactions that depend on them are canceled too, and say why.</List.Item>;
}
