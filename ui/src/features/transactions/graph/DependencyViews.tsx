import { Button, Modal, SegmentedControl, Skeleton } from "@mantine/core";
import { IconArrowsMaximize } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";

import { usePreference } from "../../../api/preferences";
import type { TransactionGraph } from "../../../bindings/TransactionGraph";
import { useTransactionActions } from "../actions/useTransactionActions";
import { DependencyTree } from "./DependencyTree";
import { nameOf } from "./forest";
import classes from "./graph.module.css";
import { NodeActions } from "./NodeActions";

// What draws graphs is large, and the tree does without it.
const DependencyGraph = lazy(() => import("./DependencyGraph"));

interface DependencyViewsProps {
  graph: TransactionGraph;
  onOpen: (transactionId: string) => void;
}

/** What a transaction hangs together with, as a tree or as a graph, and what can be done with each. */
export function DependencyViews({ graph, onOpen }: DependencyViewsProps) {
  const [view, setView] = usePreference("dependenciesView", "tree");
  const [selected, setSelected] = useState<string>();
  const [isLarge, setIsLarge] = useState(false);
  const actions = useTransactionActions();
  const [root] = graph.nodes;

  const shared = { graph, selected, onSelect: setSelected, onOpen };
  const drawn = (
    <Suspense fallback={<Skeleton height="100%" />}>
      <DependencyGraph {...shared} />
    </Suspense>
  );
  const bar = <NodeActions graph={graph} selected={selected} onOpen={onOpen} onStart={actions.start} />;

  return (
    <section className={classes.views} aria-label="Dependencies">
      <div className={classes.viewsHead}>
        <SegmentedControl
          size="xs"
          aria-label="Show dependencies as"
          value={view}
          onChange={(value) => setView(value)}
          data={[
            { value: "graph", label: "Graph" },
            { value: "tree", label: "Tree" },
          ]}
        />
        {view === "graph" && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconArrowsMaximize size={14} aria-hidden />}
            onClick={() => setIsLarge(true)}
          >
            Full window
          </Button>
        )}
      </div>
      {graph.more && (
        <p className={classes.more}>
          There are more: these are the {graph.nodes.length.toLocaleString("en")} nearest.
        </p>
      )}
      {view === "tree" && <DependencyTree {...shared} />}
      {view === "graph" && <div className={classes.frame}>{!isLarge && drawn}</div>}
      {bar}
      <Modal
        opened={isLarge}
        onClose={() => setIsLarge(false)}
        title={`Dependencies: ${root ? nameOf(root) : ""}`}
        fullScreen
        classNames={{ content: classes.large ?? "", body: classes.largeBody ?? "" }}
      >
        <div className={classes.largeFrame}>{drawn}</div>
        {bar}
      </Modal>
      {actions.dialog}
    </section>
  );
}
