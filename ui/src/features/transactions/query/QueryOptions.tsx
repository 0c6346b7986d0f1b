import type { QueryOption } from "../../../bindings/QueryOption";
import { DataText } from "../../../components/text/DataText";
import classes from "./query.module.css";
import type { Completion } from "./useCompletion";

interface QueryOptionsProps {
  id: string;
  completion: Completion;
  onTake: (option: QueryOption) => void;
}

/** Id of an option, for the field to say where the keyboard is. */
export function optionId(listId: string, at: number): string {
  return `${listId}-${at}`;
}

/** What can be typed next. The keyboard stays in the field. */
export function QueryOptions({ id, completion: { options, active }, onTake }: QueryOptionsProps) {
  return (
    <ul id={id} role="listbox" aria-label="What can be typed next" className={classes.options}>
      {options.map((option, at) => (
        <li
          key={option.text}
          id={optionId(id, at)}
          role="option"
          aria-selected={at === active}
          className={classes.option}
          ref={(element) => {
            if (at === active) element?.scrollIntoView({ block: "nearest" });
          }}
          // The field must not lose the keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
        >
          <span className="mono">
            <DataText text={option.text} />
          </span>
          <span className={`${classes.about} clip`}>
            <DataText text={option.about} />
          </span>
        </li>
      ))}
    </ul>
  );
}
