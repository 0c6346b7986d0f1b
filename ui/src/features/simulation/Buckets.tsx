import { Link } from "@tanstack/react-router";

import type { SimulationBucket } from "../../bindings/SimulationBucket";
import type { SimulationReport } from "../../bindings/SimulationReport";
import { DataText } from "../../components/text/DataText";
import { STATUS_LOOKS } from "../../theme/status";
import { WOULD } from "./outcomes";
import classes from "./simulation.module.css";

/** The buckets of a simulation: how many would end the same way, and some of them to look at. */
export function Buckets({ report }: { report: SimulationReport }) {
  return (
    <ul className={classes.buckets} aria-label="Outcomes">
      {report.buckets.map((bucket) => (
        <Bucket key={keyOf(bucket)} bucket={bucket} of={report.simulated} />
      ))}
    </ul>
  );
}

function Bucket({ bucket, of }: { bucket: SimulationBucket; of: number }) {
  const { outcome, errorCode, objectName, fieldName, message, count, sample } = bucket;
  const { tone, icon: Icon } = STATUS_LOOKS[outcome];
  const about = [objectName, fieldName].filter((part) => part !== null).join(".");
  return (
    <li className={classes.bucket} data-tone={tone}>
      <div className={classes.bucketCount}>
        <b>{count.toLocaleString("en")}</b>
        <span className={classes.share} aria-hidden>
          <span style={{ width: `${(count / Math.max(1, of)) * 100}%` }} />
        </span>
      </div>
      <div className={classes.bucketBody}>
        <p className={classes.bucketTitle}>
          <Icon size={16} stroke={2} aria-hidden />
          <span>
            {WOULD[outcome]}
            {errorCode !== null && (
              <>
                {" "}
                with <span className="mono">{errorCode}</span>
              </>
            )}
          </span>
          {about !== "" && (
            <span className={`mono ${classes.about}`}>
              <DataText text={about} />
            </span>
          )}
        </p>
        {message !== null && (
          <p className={classes.bucketText}>
            <DataText text={message} />
          </p>
        )}
        <p className={classes.samples}>
          <span className="dim">{count > sample.length ? "For example " : ""}</span>
          {sample.map(({ id, name, status }) => (
            <Link
              key={id}
              to="/transactions"
              search={{ open: id }}
              className={classes.sample}
              data-hint={`${status} now. Opens the transaction.`}
            >
              {name}
            </Link>
          ))}
        </p>
      </div>
    </li>
  );
}

function keyOf({ outcome, errorCode, objectName, fieldName }: SimulationBucket): string {
  return [outcome, errorCode, objectName, fieldName].join(" ");
}
