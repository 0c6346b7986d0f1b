import { exactLocal } from "../../components/time/format";

/** How what is decided is called on the screen. */
export const FIELDS: Record<string, string> = {
  isKnown: "How it stands",
  snoozedUntil: "Snoozed until",
  assignee: "Assignee",
  note: "Note",
  matches: "Which errors",
  title: "Title",
  cause: "Cause",
  owner: "Who can mend it",
  recipe: "What to do",
  fix: "What the console can do",
};

/** A value as it was decided, which is JSON; none for what was not there, or is gone. */
export function shown(field: string, json: string | null): string {
  const value: unknown = json === null ? null : JSON.parse(json);
  if (value === null) return "nothing";
  if (field === "isKnown") return value === true ? "Known" : "New";
  if (typeof value !== "string") return Array.isArray(value) ? value.join("; ") : parts(value);
  return field === "snoozedUntil" ? exactLocal(value) : value;
}

/** The values of an object, with commas between them. */
function parts(value: unknown): string {
  return typeof value === "object" && value !== null ? Object.values(value).join(", ") : String(value);
}
