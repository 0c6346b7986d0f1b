import type { FieldDescribe } from "../../../bindings/FieldDescribe";
import type { PatchRule } from "../../../bindings/PatchRule";
import { isNumeric, numberJson, textJson } from "../../transactions/payload/field-text";

/** What a patch does to its field. */
export type ChangeKind = PatchRule["change"]["kind"];

/** A patch as it is being typed. */
export interface PatchDraft {
  objectName: string | null;
  field: string | null;
  kind: ChangeKind;
  /** The value to set, or the text to look for. */
  first: string;
  /** What replaces it. */
  second: string;
  /** A line for each value: before, after. */
  pairs: { from: string; to: string }[];
}

export const EMPTY_PATCH: PatchDraft = {
  objectName: null,
  field: null,
  kind: "set",
  first: "",
  second: "",
  pairs: [{ from: "", to: "" }],
};

/** The rule that a draft stands for; none while something is missing. */
export function ruleOf(draft: PatchDraft, describe: FieldDescribe | undefined): PatchRule | undefined {
  const { objectName, field } = draft;
  if (objectName === null || field === null) return undefined;
  const change = changeOf(draft, describe);
  return change && { objectName, field, change };
}

function changeOf(draft: PatchDraft, describe: FieldDescribe | undefined): PatchRule["change"] | undefined {
  const json = (text: string) => jsonOf(text, describe);
  switch (draft.kind) {
    case "set":
      return { kind: "set", value: json(draft.first) };
    case "replace":
      return draft.first === "" ? undefined : { kind: "replace", find: draft.first, with: draft.second };
    case "map": {
      const pairs = draft.pairs.filter(({ from, to }) => from !== "" || to !== "");
      if (pairs.length === 0) return undefined;
      return { kind: "map", pairs: pairs.map(({ from, to }) => ({ from: json(from), to: json(to) })) };
    }
    case "remove":
      return { kind: "remove" };
  }
}

/** The JSON of what was typed for a field; nothing typed is null. */
function jsonOf(text: string, describe: FieldDescribe | undefined): string {
  if (describe?.type === "boolean" && /^(true|false)$/i.test(text.trim())) return text.trim().toLowerCase();
  return describe && isNumeric(describe.type) ? numberJson(text) : textJson(text);
}
