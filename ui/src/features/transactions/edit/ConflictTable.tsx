import { DataText } from "../../../components/text/DataText";
import { isHidden } from "../../../components/text/mask";
import { HiddenValue } from "../../personal-data/HiddenValue";
import { placeOf } from "../payload/place";
import { type Choice, type ConflictRow, winner } from "./conflict";
import classes from "./edit.module.css";

interface ConflictTableProps {
  rows: ConflictRow[];
  choices: Record<string, Choice>;
  onChoose: (key: string, choice: Choice) => void;
}

const NOTES: Record<ConflictRow["changedBy"], string> = {
  both: "both changed it",
  bothAlike: "both made it the same",
  mine: "only you changed it",
  theirs: "only they changed it",
};

/** One row for each value that changed: before, theirs, mine. */
export function ConflictTable({ rows, choices, onChoose }: ConflictTableProps) {
  return (
    <table className={classes.conflicts}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">When you opened it</th>
          <th scope="col">Theirs</th>
          <th scope="col">Yours</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-open={winner(row, choices) === undefined || undefined}>
            <th scope="row">
              <span className="mono">
                {row.item && `${row.item.ObjectName}.`}
                <DataText text={row.field} />
              </span>
              <span className={classes.note}>{NOTES[row.changedBy]}</span>
            </th>
            <td>
              <Value text={row.base} />
            </td>
            {(["theirs", "mine"] as const).map((side) => (
              <td key={side} data-wins={winner(row, choices) === side || undefined}>
                <Side row={row} side={side} choices={choices} onChoose={onChoose} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SideProps extends Omit<ConflictTableProps, "rows"> {
  row: ConflictRow;
  side: Choice;
}

function Side({ row, side, choices, onChoose }: SideProps) {
  const text = row[side];
  const value =
    // What they made of it is what is stored now.
    row.item && side === "theirs" && isHidden(text) ? (
      <HiddenValue hidden={{ place: placeOf(row.item), field: row.field, label: `their ${row.field}` }}>
        {(json) => <Value text={json} />}
      </HiddenValue>
    ) : (
      <Value text={text} />
    );
  if (row.changedBy !== "both") return value;
  return (
    <label className={classes.choice}>
      <input
        type="radio"
        name={row.key}
        checked={choices[row.key] === side}
        aria-label={`${side === "mine" ? "Take yours" : "Take theirs"} for ${row.field}`}
        onChange={() => onChoose(row.key, side)}
      />
      {value}
    </label>
  );
}

function Value({ text }: { text: string | null }) {
  if (text === null) return <i className="dim">no value</i>;
  return (
    <span className={`${classes.conflictValue} mono`}>
      <DataText text={text === "" ? "empty text" : text} />
    </span>
  );
}
