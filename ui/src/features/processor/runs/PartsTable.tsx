import { Button, Group } from "@mantine/core";
import { useState } from "react";

import type { BatchJobPart } from "../../../bindings/BatchJobPart";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { useNow } from "../../../components/time/useNow";
import { CountCells, CountHeads } from "./Counts";
import { took } from "./run-words";
import classes from "./runs.module.css";
import { RunStatusLabel } from "./RunStatusLabel";

/** Parts drawn before the rest is asked for. */
const SHOWN_FIRST = 200;

/** The parts of a run: one for each batch it took. */
export function PartsTable({ parts }: { parts: BatchJobPart[] }) {
  const now = useNow();
  const [all, setAll] = useState(false);
  const drawn = all ? parts : parts.slice(0, SHOWN_FIRST);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Parts of the run">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Status</th>
            <th scope="col">Started</th>
            <th scope="col">Took</th>
            <CountHeads />
          </tr>
        </thead>
        <tbody>
          {drawn.map((part) => (
            <tr key={part.number}>
              <th scope="row">
                {part.number.toLocaleString("en")}
                {part.error !== null && (
                  <span className={classes.error}>
                    <DataText text={part.error} />
                  </span>
                )}
              </th>
              <td>
                <RunStatusLabel status={part.status} />
              </td>
              <td className={classes.moment}>
                <RelativeTime at={part.startedAt} />
              </td>
              <td className={classes.moment}>{took(part.startedAt, part.endedAt, now)}</td>
              <CountCells of={part} />
            </tr>
          ))}
        </tbody>
      </table>
      {drawn.length < parts.length && (
        <Group justify="center" p="sm">
          <Button variant="default" size="compact-md" onClick={() => setAll(true)}>
            Show all {parts.length.toLocaleString("en")} parts
          </Button>
        </Group>
      )}
    </div>
  );
}
