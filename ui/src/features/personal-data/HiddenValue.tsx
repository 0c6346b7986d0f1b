import type { ReactNode } from "react";

import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { HiddenMark } from "../../components/text/HiddenMark";
import classes from "./personal-data.module.css";
import { RevealButton } from "./RevealButton";
import { type Hidden, useReveal } from "./useReveal";

interface HiddenValueProps {
  hidden: Hidden;
  /** Draws the value, given as JSON text, once it is revealed. */
  children: (json: string) => ReactNode;
}

/** A value that is hidden, until somebody reveals it: then it is shown for as long as it stays on screen. */
export function HiddenValue(props: HiddenValueProps) {
  const { place, field } = props.hidden;
  // What is revealed is that value: it must not stay when another one takes its place.
  return <OneHiddenValue key={JSON.stringify([place, field])} {...props} />;
}

function OneHiddenValue({ hidden, children }: HiddenValueProps) {
  const { reveal, value, isPending, error, whyNot } = useReveal(hidden);
  if (value !== undefined) {
    return (
      // The button that had the focus is gone.
      <span tabIndex={-1} role="status" ref={focusOn} className={classes.revealed}>
        {children(value)} <span className={classes.recorded}>revealed to you, recorded</span>
      </span>
    );
  }
  return (
    <>
      <HiddenMark />{" "}
      <RevealButton label={hidden.label} busy={isPending} whyNot={whyNot} onClick={() => reveal()} />
      {error && <ErrorNotice error={error} />}
    </>
  );
}

function focusOn(element: HTMLElement | null) {
  element?.focus();
}
