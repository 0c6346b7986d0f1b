import { Button, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";

import classes from "./payload.module.css";

/** Characters of a payload that are shown without being asked for: about 2 MB. */
const WITHOUT_ASKING = 2_000_000;

/** Asks before something large is rendered, which may keep the window busy for a while. */
export function LargePayloadGate({ text, children }: { text: string; children: ReactNode }) {
  const [asked, setAsked] = useState(false);
  if (asked || text.length <= WITHOUT_ASKING) return children;
  return (
    <div className={classes.gate}>
      <Text size="sm">
        This payload has {(text.length / 1_000_000).toFixed(1)} MB. To show it may keep the window busy for a
        while.
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
        Show it
      </Button>
    </div>
  );
}
