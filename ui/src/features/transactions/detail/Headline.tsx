import { IconAlertTriangle } from "@tabler/icons-react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { DataText } from "../../../components/text/DataText";
import { STATUS_LOOKS } from "../../../theme/status";
import classes from "./detail.module.css";
import { meaningOf } from "./error-meanings";

/** The error of the transaction, and what that means. */
export function Headline({ detail }: { detail: TransactionDetail }) {
  const { errorCode, errorMessage, transaction } = detail;
  if (transaction.Status === "Success" || (errorCode === null && errorMessage === null)) return null;

  const meaning = meaningOf(errorCode);
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
        {meaning && (
          <p className={classes.meaning}>
            {meaning.cause} {transaction.Status === "Failed" && <b>{meaning.mend}</b>}
          </p>
        )}
      </div>
    </section>
  );
}
