import { Skeleton } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";

import { useDialogs } from "../../app/dialogs/dialogs";
import { useCommand } from "../../api/query";
import type { Cause } from "../../bindings/Cause";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { DataText } from "../../components/text/DataText";
import classes from "./causes.module.css";
import { CauseText } from "./CauseText";
import { explainRequest, type KnownError, matchOf } from "./match";

/** What the catalogue says about an error: what it means, who can mend it and how; and a way to say it better. */
export function ExplainedCause({ error }: { error: KnownError }) {
  const explained = useCommand("causes.explain", explainRequest(error));
  if (explained.isError) {
    return <ErrorNotice error={explained.error} onRetry={() => void explained.refetch()} />;
  }
  return (
    <div className={classes.explained} aria-busy={explained.isPending}>
      {explained.data ? (
        <Explanation error={error} cause={explained.data.cause} />
      ) : (
        <>
          <Skeleton height={11} width="45%" mt={4} />
          <Skeleton height={11} width="88%" mt={10} />
          <Skeleton height={11} width="62%" mt={10} />
        </>
      )}
    </div>
  );
}

function Explanation({ error, cause }: { error: KnownError; cause: Cause | null }) {
  const openDialog = useDialogs();
  const isOwn = cause !== null && cause.ownId !== null;
  return (
    <>
      {cause ? (
        <>
          <h3 className={classes.title}>
            <DataText text={cause.title} />
          </h3>
          <CauseText cause={cause} />
        </>
      ) : (
        <p className={classes.cause}>The cause catalogue does not know this error.</p>
      )}
      <button
        type="button"
        className={classes.better}
        onClick={() =>
          openDialog({
            kind: "cause",
            // A new entry begins with what is known, for errors like this one only.
            of: isOwn ? { own: cause } : { values: { ...cause, matches: matchOf(error) } },
          })
        }
      >
        <IconBulb size={14} aria-hidden />
        {cause === null ? "Explain it" : isOwn ? "Change this explanation" : "Explain it better"}
      </button>
    </>
  );
}
