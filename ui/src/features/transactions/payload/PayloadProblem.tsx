import { IconAlertTriangle } from "@tabler/icons-react";

import { DataText } from "../../../components/text/DataText";
import { type JsonProblem, placeOf } from "./json-text";
import classes from "./payload.module.css";

/** Says why a text is no payload, and where it goes wrong. */
export function PayloadProblem({ text, problem }: { text: string; problem: JsonProblem }) {
  return (
    <p className={classes.problem} data-tone="failed" role="status">
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        Not a JSON object, at {placeOf(text, problem.at)}: <DataText text={problem.message} />
      </span>
    </p>
  );
}
