import { Button, Group } from "@mantine/core";
import { useState } from "react";

import type { BatchJobPart } from "../../../bindings/BatchJobPart";
import { WorkTable } from "./WorkTable";

/** Parts drawn before the rest is asked for. */
const SHOWN_FIRST = 200;

/** The parts of a run: one for each batch it took. */
export function PartsTable({ parts }: { parts: BatchJobPart[] }) {
  const [all, setAll] = useState(false);
  const drawn = all ? parts : parts.slice(0, SHOWN_FIRST);
  return (
    <WorkTable
      label="Parts of the run"
      head="Part"
      rows={drawn}
      keyOf={(part) => part.number}
      title={(part) => part.number.toLocaleString("en")}
    >
      {drawn.length < parts.length && (
        <Group justify="center" p="sm">
          <Button variant="default" size="compact-md" onClick={() => setAll(true)}>
            Show all {parts.length.toLocaleString("en")} parts
          </Button>
        </Group>
      )}
    </WorkTable>
  );
}
