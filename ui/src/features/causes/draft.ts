import type { Cause } from "../../bindings/Cause";
import type { CauseFix } from "../../bindings/CauseFix";
import type { CauseOwner } from "../../bindings/CauseOwner";
import type { CauseValues } from "../../bindings/CauseValues";

/** What is written: an entry that an admin made, or a new one that begins with some values. */
export type CauseSubject = { own: Cause } | { values: Partial<CauseValues> };

/** An entry as its form holds it: an empty text is no condition. */
export interface CauseDraft {
  errorCode: string;
  objectName: string;
  fieldName: string;
  messageContains: string;
  title: string;
  cause: string;
  owner: CauseOwner;
  /** One step in each line. */
  recipe: string;
  fix: CauseFix | null;
}

/** What is wrong, by field. */
export type CauseProblems = Partial<Record<keyof CauseDraft, string>>;

/** The form's beginning. */
export function draftOf(values: Partial<CauseValues>): CauseDraft {
  const { matches, title = "", cause = "", owner = "admin", recipe = [], fix = null } = values;
  return {
    errorCode: matches?.errorCode ?? "",
    objectName: matches?.objectName ?? "",
    fieldName: matches?.fieldName ?? "",
    messageContains: matches?.messageContains ?? "",
    title,
    cause,
    owner,
    recipe: recipe.join("\n"),
    fix,
  };
}

/** What the form comes to. */
export function valuesOf(draft: CauseDraft): CauseValues {
  const { errorCode, objectName, fieldName, messageContains, title, cause, owner, recipe, fix } = draft;
  const conditions = Object.entries({ objectName, fieldName, messageContains }).flatMap(([name, text]) =>
    text.trim() === "" ? [] : [[name, text.trim()] as const],
  );
  return {
    matches: { errorCode: errorCode.trim(), ...Object.fromEntries(conditions) },
    title: title.trim(),
    cause: cause.trim(),
    owner,
    recipe: recipe
      .split("\n")
      .map((step) => step.trim())
      .filter((step) => step !== ""),
    fix,
  };
}

const NEEDED: CauseProblems = {
  errorCode: "Say which error code it explains",
  title: "Title is needed",
  cause: "Say what the cause is",
  recipe: "Say what to do",
};

/** What is missing. */
export function missingIn(draft: CauseDraft): CauseProblems {
  const missing = Object.entries(NEEDED).filter(
    ([name]) => String(draft[name as keyof CauseDraft]).trim() === "",
  );
  return Object.fromEntries(missing);
}
