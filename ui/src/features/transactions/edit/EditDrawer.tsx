import { Drawer } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";

import { useCommand } from "../../../api/query";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { UnsavedGuard } from "../../../components/dialogs/UnsavedGuard";
import { whyNotEdit } from "../actions/rules";
import { DiscardDialog } from "./DiscardDialog";
import { Editor } from "./Editor";
import classes from "./edit.module.css";
import type { EditFormProps } from "./EditForm";

interface EditDrawerProps {
  /** Id, Name or OfflineUniqueIdentifier. */
  id: string;
  /** What it is called, before the name of the transaction. */
  title: string;
  /** How the draft is filled in. */
  form: (props: EditFormProps) => ReactNode;
  onClose: () => void;
}

/** Where a transaction is edited, over the screen. Warns before changes are lost. */
export function EditDrawer({ id, title, form, onClose }: EditDrawerProps) {
  const detail = useCommand("transactions.get", { key: id });
  const [dirty, setDirty] = useState(false);
  const [closing, setClosing] = useState<"no" | "asking" | "yes">("no");
  const name = detail.data?.transaction.Name ?? id;

  // The guard of the URL has to know first that nothing is kept back any more.
  useEffect(() => {
    if (closing === "yes") onClose();
  }, [closing, onClose]);

  return (
    <Drawer
      opened
      onClose={() => setClosing(dirty ? "asking" : "yes")}
      position="right"
      size="min(1020px, 100%)"
      title={`${title} ${name}`}
      closeButtonProps={{ "aria-label": "Close the editor" }}
      closeOnClickOutside={false}
      // Escape belongs to the dialog above, while there is one.
      closeOnEscape={closing === "no"}
      classNames={{
        content: classes.drawer ?? "",
        body: classes.drawerBody ?? "",
      }}
    >
      {detail.isError && <ErrorNotice error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <SkeletonText lines={14} />}
      {detail.data && (
        <Editor
          opened={detail.data}
          whyNot={whyNotEdit(detail.data.transaction.Status)}
          form={form}
          onDirty={setDirty}
          onDone={() => setClosing("yes")}
        />
      )}
      <DiscardDialog
        opened={closing === "asking"}
        what={name}
        onKeep={() => setClosing("no")}
        onDiscard={() => setClosing("yes")}
      />
      <UnsavedGuard dirty={dirty && closing !== "yes"} what={`your edit of ${name}`} />
    </Drawer>
  );
}
