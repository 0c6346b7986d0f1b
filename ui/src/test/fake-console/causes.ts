import type { Cause } from "../../bindings/Cause";
import type { CauseMatch } from "../../bindings/CauseMatch";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { ExplainErrorRequest } from "../../bindings/ExplainErrorRequest";
import type { OwnCause } from "../../bindings/OwnCause";
import { type Handlers, refusal } from "../fake-platform";

/** The longest title, in characters. */
const LONGEST_TITLE = 120;

function known(
  errorCode: string,
  title: string,
  cause: string,
  owner: Cause["owner"],
  fix: Cause["fix"],
  recipe: string[],
): Cause {
  return { ownId: null, matches: { errorCode }, title, cause, owner, recipe, fix, version: 0 };
}

/** Some of the entries that come with the program. */
const KNOWN: Cause[] = [
  known(
    "UNABLE_TO_LOCK_ROW",
    "A record was locked",
    "Another process held a record that the transaction needs, for longer than the org waits.",
    "admin",
    "releaseLock",
    [
      "Look under Processor, Locks, who holds the record; release the lock if its process is long gone.",
      "Retry.",
    ],
  ),
  known(
    "REQUIRED_FIELD_MISSING",
    "A required field is missing",
    "A field that the org requires is empty or not there.",
    "deviceUser",
    "setField",
    ["Ask the user for the value.", "Set the field in the item, then retry."],
  ),
  known(
    "FIELD_CUSTOM_VALIDATION_EXCEPTION",
    "A validation rule",
    "A validation rule of the org refused the record.",
    "deviceUser",
    null,
    ["Read what the rule says.", "Correct the values that it names, then retry."],
  ),
  known(
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
    "A value that the picklist does not allow",
    "A value is none of those that the picklist allows.",
    "admin",
    "mapValue",
    ["Replace the value by an allowed one, then retry."],
  ),
  known(
    "STRING_TOO_LONG",
    "A text is too long",
    "A text is longer than its field.",
    "deviceUser",
    "setField",
    ["Shorten the text in the item, then retry."],
  ),
  known(
    "INVALID_CROSS_REFERENCE_KEY",
    "A reference to a missing record",
    "A reference names a record that is not there.",
    "admin",
    "replaceReference",
    ["Restore the record in the org, or let the reference name another one.", "Retry."],
  ),
  known("ENTITY_IS_DELETED", "The record is deleted", "The record to be changed is deleted.", "admin", null, [
    "Restore the record in the org and retry, or ignore the transaction.",
  ]),
];

/** A cause catalogue in memory. */
export function causeHandlers(emit: (event: ConsoleEvent) => void): Handlers {
  let own: Cause[] = [];
  const at = ({ id, expectedVersion }: OwnCause): Cause => {
    const cause = own.find(({ ownId }) => ownId === id);
    if (!cause) throw refusal("notFound", `The entry "${id}" is not in the cause catalogue.`);
    if (cause.version !== expectedVersion) {
      throw refusal(
        "conflict",
        "The entry of the cause catalogue was changed by someone else meanwhile.",
        cause,
      );
    }
    return cause;
  };
  const tell = () => emit({ type: "causesChanged" });
  let lastId = 0;
  return {
    "causes.list": () => [...own, ...KNOWN],
    "causes.explain": (error) => ({ cause: best([...own, ...KNOWN], error) ?? null }),
    "causes.save": ({ own: of, values }) => {
      if (values.title.length > LONGEST_TITLE) {
        const message = `It has more than ${LONGEST_TITLE} characters; shorten it.`;
        throw refusal("invalid", message, [{ field: "title", message }]);
      }
      const before = of && at(of);
      const saved: Cause = {
        ...values,
        ownId: before?.ownId ?? ++lastId,
        version: (before?.version ?? 0) + 1,
      };
      own = before ? own.map((cause) => (cause === before ? saved : cause)) : [saved, ...own];
      tell();
      return saved;
    },
    "causes.delete": ({ own: of }) => {
      const gone = at(of);
      own = own.filter((cause) => cause !== gone);
      tell();
      return {};
    },
  };
}

/** The entry with the most conditions met; of two alike the own one, which stands first. */
function best(causes: Cause[], error: ExplainErrorRequest): Cause | undefined {
  const met = causes
    .filter(({ matches }) => fits(matches, error))
    .toSorted((a, b) => Object.keys(b.matches).length - Object.keys(a.matches).length);
  return met[0];
}

function fits(matches: CauseMatch, error: ExplainErrorRequest): boolean {
  const { objectName, fieldName, messageContains } = matches;
  return (
    matches.errorCode === error.errorCode &&
    (objectName === undefined || objectName === error.objectName) &&
    (fieldName === undefined || fieldName === error.fieldName) &&
    (messageContains === undefined ||
      (error.message ?? "").toLowerCase().includes(messageContains.toLowerCase()))
  );
}
