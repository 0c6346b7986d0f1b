import { Button } from "@mantine/core";
import { IconDatabasePlus, IconFlask, IconFolderOpen } from "@tabler/icons-react";
import { useState } from "react";

import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { ChoiceCard } from "./ChoiceCard";
import { CreateDialog } from "./CreateDialog";
import { forgetWorkspace } from "./recent";
import { SampleDialog } from "./SampleDialog";
import { SampleProgress } from "./SampleProgress";
import { UpgradeProgress } from "./UpgradeProgress";
import { askForStore, useOpenFailure, useOpenWorkspace } from "./useOpenWorkspace";
import classes from "./WelcomeScreen.module.css";

/** The three ways to a workspace, and what became of the last try. */
export function NewWorkspace() {
  const [dialog, setDialog] = useState<"sample" | "empty">();
  const open = useOpenWorkspace();
  const close = () => setDialog(undefined);

  const chooseFile = async () => {
    const storePath = await askForStore();
    if (storePath !== undefined) open.mutate({ storePath });
  };

  return (
    <section aria-label="Create or open a workspace">
      <div className={classes.cards}>
        <ChoiceCard icon={IconFlask} title="Create a sample" onClick={() => setDialog("sample")} primary>
          An org with users and territories, and 60 days of their transactions. The best way to look around.
        </ChoiceCard>
        <ChoiceCard icon={IconDatabasePlus} title="Create an empty one" onClick={() => setDialog("empty")}>
          An empty queue and org, to import Data Loader files into.
        </ChoiceCard>
        <ChoiceCard
          icon={IconFolderOpen}
          title="Open a file"
          busy={open.isPending}
          onClick={() => void chooseFile()}
        >
          A sync store (.syncstore) on this machine, your own or a colleague’s.
        </ChoiceCard>
      </div>
      <div className={classes.messages}>
        <SampleProgress />
        <UpgradeProgress />
        <OpenFailureNotice />
      </div>
      <SampleDialog opened={dialog === "sample"} onClose={close} />
      <CreateDialog opened={dialog === "empty"} onClose={close} />
    </section>
  );
}

function OpenFailureNotice() {
  const failure = useOpenFailure();
  const open = useOpenWorkspace();
  if (!failure) return null;
  const { storePath, error } = failure;
  return (
    <ErrorNotice
      error={error}
      onRetry={() => open.mutate({ storePath })}
      actions={
        error.code === "notFound" && (
          <Button size="compact-sm" variant="default" onClick={() => forgetWorkspace(storePath)}>
            Remove it from the recent workspaces
          </Button>
        )
      }
    />
  );
}
