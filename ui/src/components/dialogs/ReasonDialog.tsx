import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { type ReactNode, type SyntheticEvent, useState } from "react";

import { ErrorNotice } from "../feedback/ErrorNotice";

interface ReasonFormProps {
  onClose: () => void;
  /** What will happen, and to how many. */
  children: ReactNode;
  /** What the reason field is called; a comment asks for its text here. */
  label?: string;
  description?: string;
  confirmLabel: string;
  /** What cannot be undone is red. */
  danger?: boolean;
  busy?: boolean;
  /** Something else that is needed is missing. */
  disabled?: boolean;
  error?: unknown;
  onConfirm: (reason: string) => void;
}

interface ReasonDialogProps extends ReasonFormProps {
  opened: boolean;
  title: string;
  /** Width in pixels, where the form is more than a reason. */
  size?: number;
}

/** Asks why, before anything is changed. The reason lands in the history of what changes. */
export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size={props.size ?? 480}>
      <ReasonForm {...props} />
    </Modal>
  );
}

/** The form of a `ReasonDialog`, for dialogs that show something else afterwards. */
export function ReasonForm({
  label = "Reason",
  description,
  busy = false,
  disabled = false,
  danger = false,
  ...props
}: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (reason.trim() === "") setMissing(true);
    else if (!disabled) props.onConfirm(reason.trim());
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {props.children}
        <Textarea
          data-autofocus
          label={label}
          description={description ?? "Kept in the history, with your name and the time."}
          required
          autosize
          minRows={2}
          maxRows={8}
          value={reason}
          error={missing && reason.trim() === "" && `${label} is needed`}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
        {props.error !== undefined && props.error !== null && <ErrorNotice error={props.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose} disabled={busy}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={disabled} color={danger ? "red" : "accent"}>
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
