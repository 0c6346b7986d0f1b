import { Button } from "@mantine/core";
import { IconPlayerPause } from "@tabler/icons-react";

import { useDialogs } from "../../app/dialogs/dialogs";
import { useCommand } from "../../api/query";
import { DataText } from "../../components/text/DataText";
import { RelativeTime } from "../../components/time/RelativeTime";
import classes from "./PauseBanner.module.css";

/** While the processor is paused: that it is, by whom, why, and the way out. */
export function PauseBanner() {
  const openDialog = useDialogs();
  const paused = useCommand("processor.state", {}).data?.paused;
  if (!paused) return null;
  return (
    <section className={classes.banner} data-tone="amber" role="status" aria-label="Paused">
      <IconPlayerPause size={20} aria-hidden />
      <div className={classes.text}>
        <p className={classes.title}>The Sync Processor is paused: nothing is taken from the queue.</p>
        <p>
          <DataText text={paused.by} /> paused it <RelativeTime at={paused.at} />: “
          <DataText text={paused.reason} />”
        </p>
      </div>
      <Button variant="default" size="compact-md" onClick={() => openDialog({ kind: "pause" })}>
        Resume…
      </Button>
    </section>
  );
}
