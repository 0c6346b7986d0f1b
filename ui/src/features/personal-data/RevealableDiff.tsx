import type { RevealSide } from "../../bindings/RevealSide";
import { type Difference, ValueDiff, type ValueDiffProps } from "../../components/diff/ValueDiff";
import { DataText } from "../../components/text/DataText";
import { HiddenMark } from "../../components/text/HiddenMark";
import { HiddenValue } from "./HiddenValue";
import type { Hidden } from "./useReveal";

/** One value before and after, which may be hidden. */
export interface RevealableDifference extends Difference {
  /** Which hidden value stands on a side; none where it cannot be revealed. */
  hiddenOn: (side: RevealSide) => Hidden | undefined;
}

interface RevealableDiffProps extends Omit<ValueDiffProps<RevealableDifference>, "hidden"> {
  /** The text of a value that is revealed, which is given as JSON text; none: the JSON text. */
  textOf?: (json: string) => string;
}

/** Values before and after, side by side; hidden ones with a way to reveal them. */
export function RevealableDiff({ textOf = (json) => json, ...diff }: RevealableDiffProps) {
  return (
    <ValueDiff
      {...diff}
      hidden={({ hiddenOn }, side) => {
        const hidden = hiddenOn(side);
        if (!hidden) return <HiddenMark />;
        return <HiddenValue hidden={hidden}>{(json) => <DataText text={textOf(json)} />}</HiddenValue>;
      }}
    />
  );
}
