import type { ItemSimulation } from "../../bindings/ItemSimulation";
import type { Simulated } from "./hidden";
import { SimulatedItem } from "./SimulatedItem";
import classes from "./simulation.module.css";

interface SimulatedItemsProps {
  items: ItemSimulation[];
  simulated: Simulated;
  succeeds: boolean;
}

/** What each item would do, by the batch in which it is applied. */
export function SimulatedItems({ items, ...of }: SimulatedItemsProps) {
  if (items.length === 0) return <p className="dim">It has no items.</p>;
  return batchesOf(items).map((batch, at) => (
    <section key={at} aria-label={`Batch ${at + 1}`}>
      <h3 className={classes.batchTitle}>
        Batch {at + 1}
        <span className={classes.batchFacts}>
          {batch.length === 1 ? "1 item" : `${batch.length.toLocaleString("en")} items in one statement`}
        </span>
      </h3>
      <ol className={classes.items}>
        {batch.map((item) => (
          <SimulatedItem key={item.itemId} item={item} {...of} />
        ))}
      </ol>
    </section>
  ));
}

/** The items by their order value, which is the batch they are applied in. */
function batchesOf(items: ItemSimulation[]): ItemSimulation[][] {
  const batches = new Map<number, ItemSimulation[]>();
  for (const item of items) batches.set(item.order, [...(batches.get(item.order) ?? []), item]);
  return [...batches].sort(([a], [b]) => a - b).map(([, batch]) => batch);
}
