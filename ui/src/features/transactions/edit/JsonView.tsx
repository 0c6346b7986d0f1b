import { Button, Group, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";

import type { EditProblem } from "../../../bindings/EditProblem";
import { indented } from "../payload/json-text";
import { findField, type Payload } from "../payload/payload";

// The code editor is large, and most edits need only the form.
const JsonEditor = lazy(() => import("./JsonEditor"));

interface JsonViewProps {
  text: string;
  payload: Payload;
  problems: EditProblem[];
  onChange: (text: string) => void;
}

/** The payload as text, with its problems marked where they are. */
export function JsonView({ text, payload, problems, onChange }: JsonViewProps) {
  return (
    <>
      <Suspense fallback={<Skeleton height={260} />}>
        <JsonEditor text={text} marks={marksOf(payload, problems)} onChange={onChange} />
      </Suspense>
      {!payload.problem && (
        <Group justify="flex-end" mt={6}>
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={indented(text) === text}
            onClick={() => onChange(indented(text))}
          >
            Format
          </Button>
        </Group>
      )}
    </>
  );
}

/** A place of the text, and what is wrong there. */
export interface Mark {
  from: number;
  to: number;
  message: string;
}

function marksOf(payload: Payload, problems: EditProblem[]): Mark[] {
  if (payload.problem) {
    const { at, message } = payload.problem;
    return [{ from: at, to: at + 1, message }];
  }
  return problems.flatMap(({ field, message }) => {
    const found = field === null ? undefined : findField(payload.fields, field);
    return found ? { from: found.valueAt, to: found.end, message } : [];
  });
}
