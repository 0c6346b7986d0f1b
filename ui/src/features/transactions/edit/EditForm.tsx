import { Group, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { type Draft, withItem, withTransactionField } from "./draft";
import classes from "./edit.module.css";
import { EditNotices } from "./EditNotices";
import { ItemEditor } from "./ItemEditor";
import { problemsOf } from "./problems";
import { DETAILS, SectionList } from "./SectionList";
import { TransactionForm } from "./TransactionForm";
import type { EditCheck } from "./useEditCheck";
import { whyNotReview } from "./why-not-review";

/** What a form that fills a draft in is told, and what it tells. */
export interface EditFormProps {
  base: TransactionDetail;
  draft: Draft;
  check: EditCheck;
  /** Why it cannot be edited now; none when it can. */
  whyNot: string | null;
  /** Whether somebody else saved since the editor was opened. */
  changedMeanwhile: boolean;
  onChange: (draft: Draft) => void;
  /** Shows what somebody else saved beside the draft. */
  onCompare: () => void;
  onSimulate: () => void;
  onReview: () => void;
}

/** Filling in: the sections at the left, the fields of the chosen one at the right. */
export function EditForm(props: EditFormProps) {
  const { base, draft, check, whyNot, onChange, onSimulate, onReview } = props;
  const problems = check.preview?.problems ?? [];
  // One opens the editor to mend something: the first item that has a problem, else the first.
  const [chosen, setChosen] = useState<string>();
  const wrong = problems.find(({ itemId }) => itemId !== null)?.itemId;
  const section = chosen ?? wrong ?? base.items[0]?.Id ?? null;
  const item = base.items.find(({ Id }) => Id === section);
  const form = useRef<HTMLDivElement>(null);
  const began = useRef(false);

  useEffect(() => {
    if (began.current || !check.isCurrent) return;
    began.current = true;
    // The keyboard begins where something is wrong.
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [check.isCurrent]);

  const change = (next: Draft) => {
    // What is edited stays on screen, also when its problem is gone.
    setChosen(item?.Id ?? DETAILS);
    onChange(next);
  };

  return (
    <div className={classes.editor}>
      <SectionList
        base={base}
        draft={draft}
        problems={problems}
        chosen={item?.Id ?? null}
        onChoose={setChosen}
      />
      <div ref={form} className={classes.section}>
        <EditNotices {...props} />
        {check.error !== null && <ErrorNotice error={check.error} />}
        {item ? (
          <ItemEditor
            key={item.Id}
            item={item}
            draft={draft}
            problems={problemsOf(problems, item.Id)}
            onChange={(touched) => change(withItem(draft, item.Id, touched))}
          />
        ) : (
          <TransactionForm
            base={base}
            draft={draft}
            onChange={(name, value) => change(withTransactionField(draft, name, value))}
          />
        )}
      </div>
      <footer className={classes.footer}>
        <Text size="sm" c="dimmed" role="status">
          {check.preview ? counted(problems.length) : "Checking…"}
        </Text>
        <Group gap="xs">
          <GuardedButton
            variant="default"
            leftSection={<IconFlask size={16} aria-hidden />}
            whyNot={whyNotReview(base, draft)}
            onClick={onSimulate}
          >
            Would this fix work?
          </GuardedButton>
          <GuardedButton whyNot={whyNot ?? whyNotReview(base, draft)} onClick={onReview}>
            Review changes
          </GuardedButton>
        </Group>
      </footer>
    </div>
  );
}

function counted(problems: number): string {
  if (problems === 0) return "No problems found";
  return problems === 1
    ? "1 problem: the org would refuse it"
    : `${problems} problems: the org would refuse it`;
}
