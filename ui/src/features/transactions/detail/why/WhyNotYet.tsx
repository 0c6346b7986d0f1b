import { Skeleton } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";

import { useCommand } from "../../../../api/query";
import { ErrorNotice } from "../../../../components/feedback/ErrorNotice";
import { STATUS_LOOKS } from "../../../../theme/status";
import classes from "../detail.module.css";
import { Reason } from "./Reason";

interface WhyNotYetProps {
  transactionId: string;
  onOpen: (transactionId: string) => void;
}

/** Why the transaction is not done yet, what to look at first on top. Follows the queue and the schedules. */
export function WhyNotYet({ transactionId, onOpen }: WhyNotYetProps) {
  const explanation = useCommand("transactions.explain", { id: transactionId });
  if (explanation.isError) {
    return <ErrorNotice error={explanation.error} onRetry={() => void explanation.refetch()} />;
  }
  const reasons = explanation.data?.reasons ?? [];
  if (explanation.data && reasons.length === 0) return null;
  const tone = explanation.data ? STATUS_LOOKS[explanation.data.status].tone : "grey";
  return (
    <section
      className={classes.why}
      data-tone={tone}
      aria-label="Why not yet?"
      aria-busy={explanation.isPending}
    >
      <IconHelpCircle size={17} aria-hidden />
      <div>
        <h3 className={classes.whyTitle}>Why not yet?</h3>
        {explanation.isPending ? (
          <Skeleton height={11} width="72%" mt={9} />
        ) : (
          <ol className={classes.whyReasons}>
            {reasons.map((reason, at) => (
              <li key={at}>
                {reasons.length > 1 && (
                  <span className={classes.whyNumber} aria-hidden>
                    {at + 1}
                  </span>
                )}
                <span>
                  <Reason reason={reason} onOpen={onOpen} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
