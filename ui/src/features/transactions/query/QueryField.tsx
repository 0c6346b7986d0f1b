import { CloseButton } from "@mantine/core";
import { IconTerminal2 } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";

import { SEARCH_FIELD_ID } from "../../../app/shell/useShellKeys";
import type { QueryOption } from "../../../bindings/QueryOption";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import classes from "./query.module.css";
import { QueryMarks } from "./QueryMarks";
import { optionId, QueryOptions } from "./QueryOptions";
import { useCompletion } from "./useCompletion";
import { useQueryDraft } from "./useQueryDraft";
import type { QueryText } from "./useQueryText";

interface QueryFieldProps {
  /** The filter of the list as a text. */
  written: QueryText;
  onApply: (filter: TransactionFilter) => void;
  /** What stands beside the field. */
  children?: ReactNode;
}

/** The filter as a text: Enter applies it. */
export function QueryField({ written, onApply, children }: QueryFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const [listId, problemId] = [useId(), useId()];
  const draft = useQueryDraft(written, onApply, input);
  const completion = useCompletion();
  const [problem] = draft.problems;
  const told = problem?.message ?? draft.error?.message;

  const complete = (text = draft.text) => completion.open(text, input.current?.selectionStart ?? text.length);
  const take = (option: QueryOption) => {
    const { text, cursor } = completion.take(option);
    draft.type(text);
    // The cursor can go there once the text is there.
    requestAnimationFrame(() => input.current?.setSelectionRange(cursor, cursor));
    if (/[:=]$/.test(option.text)) completion.open(text, cursor);
    else completion.close();
  };
  const apply = (text: string) => {
    completion.close();
    draft.apply(text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = completion.options[completion.active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (completion.isOpen) completion.move(event.key === "ArrowDown" ? 1 : -1);
      else complete();
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (completion.isOpen && chosen) take(chosen);
      else apply(draft.text);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (completion.isOpen) completion.close();
      else event.currentTarget.blur();
    }
  };

  return (
    <div className={classes.row}>
      <div className={classes.field} data-wrong={told !== undefined || undefined}>
        <IconTerminal2 size={15} stroke={1.7} aria-hidden className={classes.icon} />
        <QueryMarks ref={marks} text={draft.text} problems={draft.problems} />
        <input
          ref={input}
          id={SEARCH_FIELD_ID}
          className={classes.input}
          role="combobox"
          aria-label="Query"
          aria-autocomplete="list"
          aria-expanded={completion.isOpen}
          aria-controls={completion.isOpen ? listId : undefined}
          aria-activedescendant={completion.active >= 0 ? optionId(listId, completion.active) : undefined}
          aria-invalid={told !== undefined}
          aria-describedby={told === undefined ? undefined : problemId}
          placeholder={'status:failed object:Visit after:3d -is:stuck "row lock"'}
          data-hint={"The filter as a text: Enter applies it, arrow down shows what can be typed."}
          autoComplete="off"
          spellCheck={false}
          value={draft.text}
          onChange={(event) => {
            draft.type(event.currentTarget.value);
            complete(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
          onBlur={completion.close}
          onScroll={(event) => {
            if (marks.current) marks.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
        />
        {draft.text !== "" && (
          <CloseButton size="xs" aria-label="Clear the query" onClick={() => apply("")} />
        )}
        {completion.isOpen && <QueryOptions id={listId} completion={completion} onTake={take} />}
      </div>
      {children}
      {told !== undefined && (
        <p id={problemId} role="alert" className={classes.problem}>
          {told}
          {draft.problems.length > 1 && ` (and ${draft.problems.length - 1} more)`}
        </p>
      )}
    </div>
  );
}
