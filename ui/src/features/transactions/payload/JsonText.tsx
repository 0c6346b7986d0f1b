import { type ReactNode, useMemo } from "react";

import { DataText } from "../../../components/text/DataText";
import { indented, type Token, tokens } from "./json-text";
import { readPayload } from "./payload";
import classes from "./payload.module.css";
import { PayloadProblem } from "./PayloadProblem";

/** Characters up to which names and values are coloured; beyond that colour costs more than it tells. */
const COLOURED = 100_000;

/** A payload as JSON, each field on a line of its own; what is no JSON object as it is, with the place that is wrong. */
export function JsonText({ text }: { text: string }) {
  const { problem } = useMemo(() => readPayload(text), [text]);
  const shown = useMemo(() => (problem ? text : indented(text)), [text, problem]);
  return (
    <>
      {problem && <PayloadProblem text={text} problem={problem} />}
      {/* A region that scrolls must be reachable by keyboard. */}
      <pre className={classes.json} dir="ltr" tabIndex={0} role="region" aria-label="Payload as JSON">
        {problem || shown.length > COLOURED ? <DataText text={shown} /> : coloured(shown)}
      </pre>
    </>
  );
}

function coloured(text: string): ReactNode[] {
  const all = tokens(text);
  let written = 0;
  return all.flatMap((token, index) => {
    const space = text.slice(written, token.at);
    written = token.end;
    const piece = text.slice(token.at, token.end);
    const kind = kindOf(token, all[index + 1]);
    const shown = kind ? (
      <span key={token.at} className={classes[kind]}>
        <DataText text={piece} />
      </span>
    ) : (
      piece
    );
    return [space, shown];
  });
}

function kindOf(token: Token, next: Token | undefined): "name" | "string" | "number" | undefined {
  if (token.kind === "string") return next?.kind === ":" ? "name" : "string";
  return token.kind === "number" || token.kind === "word" ? "number" : undefined;
}
