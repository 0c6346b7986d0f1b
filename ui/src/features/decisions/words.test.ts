import { expect, it } from "vitest";

import { shown } from "./words";

it.each([
  ["isKnown", "true", "Known"],
  ["isKnown", "false", "New"],
  ["note", "null", "nothing"],
  ["title", null, "nothing"],
  ["note", '"waits <b>"', "waits <b>"],
  ["recipe", '["Ask","Retry"]', "Ask; Retry"],
  ["matches", '{"errorCode":"NOT_FOUND","objectName":"Visit"}', "NOT_FOUND, Visit"],
])("the %s %s is told as %s", (field, json, told) => {
  expect(shown(field, json)).toBe(told);
});
