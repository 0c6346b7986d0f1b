import { IconAlertTriangle } from "@tabler/icons-react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { DataText } from "../../../components/text/DataText";
import { STATUS_LOOKS } from "../../../theme/status";
import { ExplainedCause } from "../../causes/ExplainedCause";
import type { KnownError } from "../../causes/match";
import { OthersLikeThis } from "../../error-groups/OthersLikeThis";
import classes from "./detail.module.css";
import { lastErrors } from "./log-groups";

/** The error of the transaction, what that means, and how many others have it. */
export function Headline({ detail }: { detail: TransactionDetail }) {
  const { errorCode, errorGroup, errorMessage, transaction } = detail;
  if (transaction.Status === "Success" || (errorCode === null && errorMessage === null)) return null;

  const error = errorOf(detail);
  return (
    <section className={classes.headline} data-tone={STATUS_LOOKS[transaction.Status].tone} aria-label="Why">
      <IconAlertTriangle size={17} aria-hidden />
      <div>
        {errorCode !== null && <p className={classes.code}>{errorCode}</p>}
        {errorMessage !== null && (
          <p className={classes.message}>
            <DataText text={errorMessage} />
          </p>
        )}
        {error && (
          <div className={classes.meaning}>
            <ExplainedCause error={error} />
          </div>
        )}
        {errorGroup !== null && (
          <p className={classes.others}>
            <OthersLikeThis groupId={errorGroup} isFailed={transaction.Status === "Failed"} />
          </p>
        )}
      </div>
    </section>
  );
}

/** The error with the object and field that the log names; none without a code. */
function errorOf({
  errorCode,
  errorMessage,
  logEntries,
  attempts,
}: TransactionDetail): KnownError | undefined {
  if (errorCode === null) return undefined;
  const entry = lastErrors(logEntries, attempts).find(({ ExceptionCode }) => ExceptionCode === errorCode);
  return {
    errorCode,
    objectName: entry?.ObjectName ?? null,
    fieldName: entry?.FieldName ?? null,
    message: errorMessage,
  };
}
