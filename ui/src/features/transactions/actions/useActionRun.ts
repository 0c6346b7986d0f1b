import { useEffect, useRef, useState } from "react";

import type { RpcError } from "../../../api/rpc-error";
import { type ActionInput, type Answer, runAction } from "./run";
import type { ActionTarget, TransactionAction } from "./rules";

/** How far an action is. */
export interface ActionRun {
  /** How many were asked of how many; none while nothing runs. */
  running: { done: number; total: number } | null;
  /** What happened to each; none before anything happened. */
  answers: Answer[] | null;
  /** What ended the run early. */
  error: RpcError | null;
}

/** Runs an action, again for some of its targets if asked to. `onAnswered` hears what happened each time. */
export function useActionRun(action: TransactionAction, onAnswered: (answers: Answer[]) => void) {
  const [run, setRun] = useState<ActionRun>({ running: null, answers: null, error: null });
  const stopper = useRef<AbortController>(null);
  useEffect(() => () => stopper.current?.abort(), []);

  const start = async (targets: ActionTarget[], input: ActionInput) => {
    const controller = new AbortController();
    stopper.current = controller;
    const progress = (done: number) => {
      setRun((before) => ({ ...before, running: { done, total: targets.length }, error: null }));
    };
    progress(0);
    const { answers, error } = await runAction(action, targets, input, progress, controller.signal);
    // When nothing happened yet, what the admin wrote stays there to be sent again.
    const nothingHappened = answers.every(({ result }) => result.kind === "notAsked");
    setRun((before) => ({
      running: null,
      answers: nothingHappened ? before.answers : merged(before.answers ?? [], answers),
      error,
    }));
    if (!nothingHappened) onAnswered(answers);
  };

  return { run, start, stop: () => stopper.current?.abort() };
}

/** The answers with the newer ones in the places of the same transactions. */
function merged(before: Answer[], newer: Answer[]): Answer[] {
  if (before.length === 0) return newer;
  const byId = new Map(newer.map((answer) => [answer.target.id, answer]));
  return before.map((answer) => byId.get(answer.target.id) ?? answer);
}
