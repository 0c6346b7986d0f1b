import { IconTool } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import { useDialogs } from "../../../app/dialogs/dialogs";
import { useCommand } from "../../../api/query";
import type { CauseFix } from "../../../bindings/CauseFix";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import type { ChangeKind } from "../../bulk/patch/rule";
import { explainRequest, type KnownError } from "../../causes/match";
import { FIXES } from "../../causes/words";
import classes from "./pane.module.css";

interface FixAdviceProps {
  error: KnownError;
  /** The transactions that the fix is for. */
  filter: TransactionFilter;
  /** Why nothing can be done to them; null when something can. */
  whyNot: string | null;
}

/** What a fix does to the payloads, where it is a patch. */
const PATCHES: Partial<Record<CauseFix, ChangeKind>> = {
  setField: "set",
  mapValue: "map",
  replaceReference: "set",
  removeField: "remove",
};

/** What mends the error of a group, and a button for it where the console can do it. */
export function FixAdvice({ error, filter, whyNot }: FixAdviceProps) {
  const openDialog = useDialogs();
  const fix = useCommand("causes.explain", explainRequest(error)).data?.cause?.fix;
  if (!fix) return null;
  const kind = PATCHES[fix];
  return (
    <p className={classes.fix}>
      <IconTool size={15} aria-hidden />
      <span>
        {FIXES[fix].advice}{" "}
        {kind && (
          <GuardedButton
            size="compact-xs"
            variant="light"
            whyNot={whyNot}
            onClick={() => {
              const patch = { kind, objectName: error.objectName, field: error.fieldName };
              openDialog({
                kind: "bulk",
                request: { kind: "patch", scope: { kind: "filter", filter }, patch },
              });
            }}
          >
            {FIXES[fix].label}…
          </GuardedButton>
        )}
        {fix === "releaseLock" && (
          <Link to="/processor" hash="locks" className={classes.link}>
            Show the record locks
          </Link>
        )}
      </span>
    </p>
  );
}
