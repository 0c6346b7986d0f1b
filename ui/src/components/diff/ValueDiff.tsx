import { IconArrowRight } from "@tabler/icons-react";

import { DataText } from "../text/DataText";
import classes from "./ValueDiff.module.css";

/** One value before and after; none when there was, or will be, no value. */
export interface Difference {
  /** Unique among the differences shown together. */
  key: string;
  field: string;
  before: string | null;
  after: string | null;
}

interface ValueDiffProps {
  differences: Difference[];
  beforeLabel?: string;
  afterLabel?: string;
  /** For labels instead of API names, and values as an admin says them: no monospace. */
  plain?: boolean;
}

/** Values before and after, side by side. */
export function ValueDiff({
  differences,
  beforeLabel = "Before",
  afterLabel = "After",
  plain = false,
}: ValueDiffProps) {
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
        {differences.map(({ key, field, before, after }) => (
          <tr key={key}>
            <th scope="row">
              <DataText text={field} />
            </th>
            <td data-tone="failed">
              <Side value={before} />
            </td>
            <td className={classes.arrow}>
              <IconArrowRight size={14} aria-hidden />
            </td>
            <td data-tone="success">
              <Side value={after} />
            </td>
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
