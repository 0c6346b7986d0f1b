import type { DailyReport } from "../../bindings/DailyReport";
import { ReportTable } from "./ReportTable";
import classes from "./report.module.css";

/** The report as it will be written: the first table, and the others to be unfolded. */
export function ReportPreview({ report }: { report: DailyReport }) {
  const [first, ...others] = report.sections;
  return (
    <section aria-label="Preview" className={classes.preview}>
      <h3 className={classes.title}>{report.title}</h3>
      <p className={classes.summary}>{report.summary}</p>
      {first && <ReportTable section={first} />}
      {others.map((section) => (
        <details key={section.title} className={classes.more}>
          <summary>
            {section.title} ({section.rows.length.toLocaleString("en")})
          </summary>
          <ReportTable section={section} />
        </details>
      ))}
    </section>
  );
}
