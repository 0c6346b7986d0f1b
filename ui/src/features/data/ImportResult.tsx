import type { FileReport } from "../../bindings/FileReport";
import type { ImportReport } from "../../bindings/ImportReport";
import { DataText } from "../../components/text/DataText";
import classes from "./results.module.css";

/** What an import read, file by file, and which rows it refused. */
export function ImportResult({ report }: { report: ImportReport }) {
  return (
    <div className={classes.result}>
      {report.files.map((file) => (
        <FileResult key={file.file} file={file} />
      ))}
    </div>
  );
}

function FileResult({ file }: { file: FileReport }) {
  return (
    <section className={classes.file}>
      <h3 className={classes.fileName}>
        <span className="mono">{file.file}</span> <span className="dim">{file.objectName}</span>
      </h3>
      <p>{summary(file)}</p>
      {file.unknownColumns.length > 0 && (
        <p data-tone="amber" className={classes.warning}>
          Columns that {file.objectName} does not have were not read:{" "}
          <DataText text={file.unknownColumns.join(", ")} />
        </p>
      )}
      {file.firstRejects.length > 0 && <Rejects file={file} />}
    </section>
  );
}

function Rejects({ file }: { file: FileReport }) {
  return (
    <>
      <table className={classes.rejects}>
        <caption>
          {file.rejected > file.firstRejects.length
            ? `The first ${file.firstRejects.length} of ${file.rejected.toLocaleString("en")} refused rows`
            : "Refused rows"}
        </caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Column</th>
            <th scope="col">Value</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {file.firstRejects.map((row) => (
            <tr key={`${row.line} ${row.column ?? ""}`}>
              <td>{row.line}</td>
              <td>{row.column ?? "–"}</td>
              <td className="mono">
                <DataText text={row.value ?? "–"} />
              </td>
              <td>
                <DataText text={row.reason} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {file.rejectsFile && (
        <p>
          All of them, with their reasons: <span className="mono">{file.rejectsFile}</span>
        </p>
      )}
    </>
  );
}

function summary(file: FileReport): string {
  const parts = [
    `${file.added.toLocaleString("en")} added`,
    `${file.unchanged.toLocaleString("en")} there already`,
    `${file.rejected.toLocaleString("en")} refused`,
  ];
  if (file.resumedAtRow > 0) parts.push(`taken up at row ${file.resumedAtRow.toLocaleString("en")}`);
  return parts.join(" · ");
}
