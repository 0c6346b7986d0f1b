import type { ErrorGroup } from "../../bindings/ErrorGroup";
import classes from "./groups.module.css";
import { GROUP_VIEWS, type GroupView, isIn } from "./search";
import { STATE_LOOKS } from "./states";

interface ViewChipsProps {
  groups: ErrorGroup[];
  current: GroupView;
  onChange: (view: GroupView) => void;
}

const OTHERS = { failing: "Failing now", gone: "Gone" };
const MEANINGS = {
  failing: "Those with transactions that are Failed.",
  gone: "Those of which no transaction is Failed any more.",
};

/** Which groups are shown, and how many each would show. */
export function ViewChips({ groups, current, onChange }: ViewChipsProps) {
  return (
    <div className={classes.chips} role="group" aria-label="Which groups">
      {GROUP_VIEWS.map((view) => {
        const isState = view !== "failing" && view !== "gone";
        return (
          <button
            key={view}
            type="button"
            className={classes.chip}
            aria-pressed={view === current}
            data-hint={isState ? STATE_LOOKS[view].meaning : MEANINGS[view]}
            onClick={() => onChange(view)}
          >
            {isState ? STATE_LOOKS[view].word : OTHERS[view]}{" "}
            <span className={classes.chipCount}>
              {groups.filter((group) => isIn(view, group)).length.toLocaleString("en")}
            </span>
          </button>
        );
      })}
    </div>
  );
}
