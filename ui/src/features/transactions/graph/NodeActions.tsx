import { IconExternalLink } from "@tabler/icons-react";

import type { GraphEdge } from "../../../bindings/GraphEdge";
import type { GraphNode } from "../../../bindings/GraphNode";
import type { TransactionGraph } from "../../../bindings/TransactionGraph";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { ActionButtons } from "../actions/ActionButtons";
import { type ActionTarget, type TransactionAction, whyNotByDependencies } from "../actions/rules";
import { nameOf } from "./forest";
import classes from "./graph.module.css";

interface NodeActionsProps {
  graph: TransactionGraph;
  /** Identifier of the selected transaction. */
  selected: string | undefined;
  onOpen: (transactionId: string) => void;
  onStart: (action: TransactionAction, targets: ActionTarget[]) => void;
}

/** The transaction that is selected, and what can be done with it. As high without one: nothing moves. */
export function NodeActions({ graph, selected, onOpen, onStart }: NodeActionsProps) {
  const node = graph.nodes.find(({ offlineUniqueIdentifier }) => offlineUniqueIdentifier === selected);
  const { transaction } = node ?? {};
  return (
    <section className={classes.bar} aria-label={node ? `Selected: ${nameOf(node)}` : "Selected"}>
      {!node && <p className="dim">Select a transaction to see what can be done with it.</p>}
      {node && (
        <p className={classes.barHead}>
          <b>
            <DataText text={nameOf(node)} />
          </b>
          {transaction ? (
            <>
              <StatusLabel status={transaction.status} />
              {transaction.errorCode !== null && (
                <span className={`${classes.nodeError} mono`}>
                  <DataText text={transaction.errorCode} />
                </span>
              )}
              <span className="dim">
                made <RelativeTime at={transaction.offlineTimestamp} />
              </span>
            </>
          ) : (
            <span className="dim">not received yet: its device has not uploaded it</span>
          )}
        </p>
      )}
      {node && transaction && (
        <div className={classes.barActions}>
          <GuardedButton
            size="compact-sm"
            variant="default"
            leftSection={<IconExternalLink size={14} aria-hidden />}
            whyNot={node === graph.nodes[0] ? "It is open already." : null}
            onClick={() => onOpen(transaction.id)}
          >
            Open
          </GuardedButton>
          <ActionButtons
            targets={[transaction]}
            onStart={onStart}
            whyNotToo={(action) =>
              whyNotByDependencies(action, transaction.status, statusesBefore(node, graph))
            }
          />
        </div>
      )}
    </section>
  );
}

/** The statuses of those that must be Success before it. */
function statusesBefore({ offlineUniqueIdentifier }: GraphNode, { nodes, edges }: TransactionGraph) {
  const leadsHere = ({ to, reason }: GraphEdge) =>
    to === offlineUniqueIdentifier && reason.kind === "dependsOn";
  const before = new Set(edges.filter(leadsHere).map(({ from }) => from));
  return nodes
    .filter((node) => before.has(node.offlineUniqueIdentifier))
    .map(({ transaction }) => transaction?.status ?? null);
}
