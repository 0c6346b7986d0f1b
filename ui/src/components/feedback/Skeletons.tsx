import { Skeleton } from "@mantine/core";

import classes from "./feedback.module.css";

/** Widths that look like text of different lengths, in percent. */
const WIDTHS = [72, 58, 84, 66, 49, 77];

/** Stands for rows of a list while they load. */
export function SkeletonRows({ count }: { count: number }) {
  return (
    <div role="status" aria-label="Loading" className={classes.skeletons}>
      {Array.from({ length: count }, (_, at) => (
        <div key={at} className={classes.skeletonRow}>
          <Skeleton height={10} width={`${WIDTHS[at % WIDTHS.length] ?? 60}%`} />
        </div>
      ))}
    </div>
  );
}

/** Stands for a form or a text while it loads. */
export function SkeletonText({ lines = 4 }: { lines?: number }) {
  return (
    <div role="status" aria-label="Loading" className={classes.skeletonText}>
      {Array.from({ length: lines }, (_, at) => (
        <Skeleton key={at} height={11} width={`${WIDTHS[at % WIDTHS.length] ?? 60}%`} />
      ))}
    </div>
  );
}
