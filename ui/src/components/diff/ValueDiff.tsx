import { IconArrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { DataText } from "../text/DataText";
import { isHidden } from "../text/mask";
import classes from "./ValueDiff.module.css";

/** One value before and after; none when there was, or will be, no value. */
export interface Difference {
  /** Unique among the differences shown together. */
  key: string;
  field: string;
  before: string | null;
  after: string | null;
}

export interface ValueDiffProps<D extends Difference = Difference> {
  differences: D[];
  beforeLabel?: string;
  afterLabel?: string;
  /** For labels instead of API names, and values as an admin says them: no monospace. */
  plain?: boolean;
  /** Draws a value that is hidden; none: that it is hidden is all that is shown. */
  hidden?: (difference: D, side: "before" | "after") => ReactNode;
}

/** Values before and after, side by side. */
export function ValueDiff<D extends Difference>({
  differences,
  beforeLabel = "Before",
  afterLabel = "After",
  plain = false,
  hidden,
}: ValueDiffProps<D>) {
  const side = (difference: D, side: "before" | "after") => {
    const value = difference[side];
    return isHidden(value) && hidden ? hidden(difference, side) : <Side value={value} />;
  };
  return (
    <table className={classes.diff} data-plain={plain || undefined}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">{beforeLabel}</th>
          <th aria-hidden />
          <th scope="col">{afterLabel}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.key}>
            <th scope="row">
              <DataText text={difference.field} />
            </th>
            <td data-tone="failed">{side(difference, "before")}</td>
            <td className={classes.arrow}>
              <IconArrowRight size={14} aria-hidden />
            </td>
            <td data-tone="success">{side(difference, "after")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ value }: { value: string | null }) {
  if (value === null) return <span className={classes.none}>no value</span>;
  return <span className={classes.value}>{value === "" ? "empty text" : <DataText text={value} />}</span>;
}
