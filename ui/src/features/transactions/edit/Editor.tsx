import { type ReactNode, useEffect, useState } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { ConflictView } from "./ConflictView";
import { type Draft, editOf, isDirty, UNTOUCHED } from "./draft";
import type { EditFormProps } from "./EditForm";
import { Review } from "./Review";
import { SimulateStep } from "./SimulateStep";
import { useEditCheck } from "./useEditCheck";

interface EditorProps {
  /** The transaction as it is now; what it was when the editor was opened is kept. */
  opened: TransactionDetail;
  /** Why it cannot be edited now; none when it can. */
  whyNot: string | null;
  /** How the draft is filled in. */
  form: (props: EditFormProps) => ReactNode;
  onDirty: (dirty: boolean) => void;
  onDone: () => void;
}

/** The steps of an edit: fill in, simulate, review, save; and compare, when somebody else saved first. */
export function Editor({ opened: now, whyNot, form, onDirty, onDone }: EditorProps) {
  const [base, setBase] = useState(now);
  const [draft, setDraft] = useState<Draft>(UNTOUCHED);
  const [step, setStep] = useState<"fill" | "review" | "compare" | "simulate">("fill");
  const [theirs, setTheirs] = useState<TransactionDetail>();
  const check = useEditCheck(base, draft);
  const dirty = isDirty(base, draft);

  useEffect(() => onDirty(dirty), [dirty, onDirty]);

  const compareWith = (detail: TransactionDetail) => {
    setTheirs(detail);
    setStep("compare");
  };

  if (step === "compare" && theirs) {
    return (
      <ConflictView
        base={base}
        theirs={theirs}
        draft={draft}
        onResolved={(merged) => {
          setBase(theirs);
          setDraft(merged);
          setStep(isDirty(theirs, merged) ? "review" : "fill");
        }}
        onBack={() => setStep("fill")}
      />
    );
  }
  if (step === "simulate") {
    return (
      <SimulateStep
        edit={editOf(base, draft)}
        whyNotReview={whyNot}
        onBack={() => setStep("fill")}
        onReview={() => setStep("review")}
      />
    );
  }
  if (step === "review") {
    return (
      <Review
        base={base}
        draft={draft}
        check={check}
        onBack={() => setStep("fill")}
        onSimulate={() => setStep("simulate")}
        onConflict={compareWith}
        onSaved={() => {
          onDirty(false);
          onDone();
        }}
      />
    );
  }
  return form({
    base,
    draft,
    check,
    whyNot,
    changedMeanwhile: now.version !== base.version,
    onChange: setDraft,
    onCompare: () => compareWith(now),
    onSimulate: () => setStep("simulate"),
    onReview: () => setStep("review"),
  });
}
