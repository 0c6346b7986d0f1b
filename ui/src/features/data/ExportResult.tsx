import type { ExportReport } from "../../bindings/ExportReport";
import classes from "./results.module.css";

/** What an export wrote. */
export function ExportResult({ report }: { report: ExportReport }) {
  return (
    <div className={classes.result}>
      <p>
        {count(report.transactions)} transactions, {count(report.items)} items, {count(report.logEntries)} log
        entries in
      </p>
      <ul className={classes.files}>
        {report.files.map((file) => (
          <li key={file} className="mono">
            {file}
          </li>
        ))}
      </ul>
      {report.cutValues > 0 && (
        <p>
          {count(report.cutValues)} values were cut, because a cell of a workbook holds 32,767 characters.
        </p>
      )}
    </div>
  );
}

function count(number: number): string {
  return number.toLocaleString("en");
}
