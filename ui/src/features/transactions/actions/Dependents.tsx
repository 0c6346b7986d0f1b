import { List } from "@mantine/core";

import { useCommand } from "../../../api/query";

/** Names shown at the most; the others are counted. */
const SHOWN = 5;

/** What else is canceled when this transaction is: those that wait for it. */
export function Dependents({ transactionId }: { transactionId: string }) {
  const detail = useCommand("transactions.get", { key: transactionId });
  if (!detail.data) return <List.Item>Waiting transactions that depend on it are canceled too.</List.Item>;
  const waiting = detail.data.dependents.filter(({ status }) => status === "Waiting");
  if (waiting.length === 0) return <List.Item>No other transaction waits for it.</List.Item>;
  const names = waiting
    .slice(0, SHOWN)
    .map(({ name, offlineUniqueIdentifier }) => name ?? offlineUniqueIdentifier);
  const more = waiting.length - names.length;
  return (
    <List.Item>
      {waiting.length === 1
        ? "One that waits for it is"
        : `${waiting.length.toLocaleString("en")} that wait for it are`}{" "}
      canceled too, and whatever waits for {waiting.length === 1 ? "that" : "those"}: {names.join(", ")}
      {more > 0 && ` and ${more.toLocaleString("en")} more`}.
    </List.Item>
  );
}
