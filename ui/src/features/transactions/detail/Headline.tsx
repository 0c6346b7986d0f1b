import { IconAlertTriangle, IconHourglass } from "@tabler/icons-react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { STATUS_LOOKS } from "../../../theme/status";
import classes from "./detail.module.css";
import { meaningOf } from "./error-meanings";
import { whatItWaitsFor } from "./waiting";

/** Why the transaction is where it is: its error with what that means, or what it waits for. */
export function Headline({ detail }: { detail: TransactionDetail }) {
  const { errorCode, errorMessage, nextAttemptAt, transaction } = detail;
  if (transaction.Status === "Waiting") return <WaitingHeadline detail={detail} />;
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
        {nextAttemptAt !== null && (
          <p className={classes.meaning}>
            Next attempt <RelativeTime at={nextAttemptAt} />.
          </p>
        )}
      </div>
    </section>
  );
}

function WaitingHeadline({ detail }: { detail: TransactionDetail }) {
  const reasons = whatItWaitsFor(detail);
  if (reasons.length === 0) return null;
  return (
    <section className={classes.headline} data-tone="amber" aria-label="Why">
      <IconHourglass size={17} aria-hidden />
      <div>
        {reasons.map((reason) => (
          <p key={reason} className={classes.message}>
            {reason}
          </p>
        ))}
      </div>
    </section>
  );
}
