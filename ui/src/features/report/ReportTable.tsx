import type { ReportCell } from "../../bindings/ReportCell";
import type { ReportSection } from "../../bindings/ReportSection";
import { DataTable } from "../../components/table/DataTable";
import { DataText } from "../../components/text/DataText";
import classes from "./report.module.css";

/** In pixels. */
const MOST_HEIGHT = 260;

/** A table of the report. */
export function ReportTable({ section }: { section: ReportSection }) {
  if (section.rows.length === 0) return <p className={classes.note}>{section.whenEmpty}</p>;
  return (
    <>
      {section.note !== null && <p className={classes.note}>{section.note}</p>}
      <DataTable label={section.title} columns={section.columns} maxHeight={MOST_HEIGHT}>
        {section.rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) => (
              <td key={column} data-align={section.columns[column]?.isNumber ? "right" : undefined}>
                <Cell cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
    </>
  );
}

function Cell({ cell }: { cell: ReportCell }) {
  if (cell.kind === "text") return <DataText text={cell.value} />;
  return cell.kind === "count" ? cell.value.toLocaleString("en") : `${(cell.value * 100).toFixed(1)} %`;
}
