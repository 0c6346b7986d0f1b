import { Group, NumberInput, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { useCommandMutation } from "../../../api/query";
import { ReasonDialog } from "../../../components/dialogs/ReasonDialog";
import { LONGEST_LOOKBACK } from "../lookback";
import { CronField } from "./CronField";
import type { ScheduleDialogProps } from "./ScheduleDialogs";
import { useCronPreview } from "./useCronPreview";
import { useExpectedVersion } from "./useExpectedVersion";

/** Changes the name, the times and the lookback of a schedule. */
export function EditDialog({ schedule, onClose, onSettled }: ScheduleDialogProps) {
  const [name, setName] = useState(schedule.name);
  const [cron, setCron] = useState(schedule.cron);
  const [lookback, setLookback] = useState<number | string>(schedule.lookbackDays);
  const [asked, setAsked] = useState(false);
  const preview = useCronPreview(cron);
  const save = useCommandMutation("schedules.save");
  const expectedVersion = useExpectedVersion(schedule, save.error);

  const confirm = (reason: string) => {
    setAsked(true);
    if (name.trim() === "" || lookback === "" || preview.problem !== null) return;
    save.mutate(
      {
        id: schedule.id,
        expectedVersion,
        name: name.trim(),
        cron: cron.trim(),
        lookbackDays: Number(lookback),
        reason,
      },
      {
        onSettled,
        onSuccess: (after) => {
          notifications.show({ message: `${after.name} is saved` });
          onClose();
        },
      },
    );
  };

  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={`Edit ${schedule.name}`}
      size={580}
      confirmLabel="Save"
      busy={save.isPending}
      error={save.error}
      onConfirm={confirm}
    >
      <Group align="flex-start" gap="md" wrap="nowrap">
        <TextInput
          data-autofocus
          flex={1}
          label="Name"
          required
          value={name}
          error={asked && name.trim() === "" && "Name is needed"}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          label="Lookback"
          suffix=" days"
          min={1}
          max={LONGEST_LOOKBACK}
          clampBehavior="strict"
          allowDecimal={false}
          required
          value={lookback}
          error={asked && lookback === "" && "Lookback is needed"}
          onChange={setLookback}
          w={150}
        />
      </Group>
      <CronField value={cron} onChange={setCron} preview={preview} />
    </ReasonDialog>
  );
}
