import type { ReportCell } from "../../bindings/ReportCell";
import type { ReportSection } from "../../bindings/ReportSection";
import { DataText } from "../../components/text/DataText";
import classes from "./report.module.css";

/** A table of the report. */
export function ReportTable({ section }: { section: ReportSection }) {
  if (section.rows.length === 0) return <p className={classes.note}>{section.whenEmpty}</p>;
  return (
    <>
      {section.note !== null && <p className={classes.note}>{section.note}</p>}
      <div className={classes.tableRoom} tabIndex={0} role="region" aria-label={section.title}>
        <table className={classes.table}>
          <thead>
            <tr>
              {section.columns.map(({ name, isNumber }) => (
                <th key={name} scope="col" data-align={isNumber ? "right" : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {section.rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column} data-align={section.columns[column]?.isNumber ? "right" : undefined}>
                    <Cell cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cell({ cell }: { cell: ReportCell }) {
  if (cell.kind === "text") return <DataText text={cell.value} />;
  return cell.kind === "count" ? cell.value.toLocaleString("en") : `${(cell.value * 100).toFixed(1)} %`;
}
