import { Autocomplete, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";

import { useCommand } from "../../../api/query";
import type { Item } from "../../../bindings/Item";
import type { LogFields } from "./log-fields";
import type { ActionTarget } from "./rules";

interface LogEntryFieldsProps {
  /** The transaction, when it is only one: then the entry may be about one of its items. */
  target: ActionTarget | undefined;
  value: LogFields;
  onChange: (value: LogFields) => void;
  /** Whether to say what is missing. */
  checked: boolean;
}

/** What a log entry says, as an admin writes it. */
export function LogEntryFields({ target, value, onChange, checked }: LogEntryFieldsProps) {
  const options = useCommand("transactions.filterOptions", {});
  const detail = useCommand("transactions.get", { key: target?.id ?? "" }, target !== undefined);
  const set = (change: Partial<LogFields>) => onChange({ ...value, ...change });
  const items = detail.data?.items ?? [];

  return (
    <Stack gap="sm">
      <Textarea
        data-autofocus
        label="Message"
        description="What happened."
        required
        autosize
        minRows={2}
        maxRows={8}
        value={value.message}
        error={checked && value.message.trim() === "" && "Message is needed"}
        onChange={(event) => set({ message: event.currentTarget.value })}
      />
      {items.length > 0 && (
        <Select
          label="Item"
          placeholder="The transaction as a whole"
          clearable
          data={items.map((item) => ({ value: item.Id, label: itemLabel(item) }))}
          value={value.itemId || null}
          onChange={(itemId) => {
            const item = items.find(({ Id }) => Id === itemId);
            set({ itemId: itemId ?? "", objectName: item?.ObjectName ?? value.objectName });
          }}
        />
      )}
      <SimpleGrid cols={2} spacing="sm">
        <Autocomplete
          label="Error code"
          data={options.data?.errorCodes ?? []}
          limit={50}
          value={value.exceptionCode}
          onChange={(exceptionCode) => set({ exceptionCode })}
        />
        <Autocomplete
          label="Object"
          data={options.data?.objects ?? []}
          limit={50}
          value={value.objectName}
          onChange={(objectName) => set({ objectName })}
        />
        <TextInput
          label="Field"
          value={value.fieldName}
          onChange={(event) => set({ fieldName: event.currentTarget.value })}
        />
        <TextInput
          label="Value"
          value={value.value}
          onChange={(event) => set({ value: event.currentTarget.value })}
        />
      </SimpleGrid>
    </Stack>
  );
}

function itemLabel({ Name, OperationType, ObjectName }: Item): string {
  return `${Name}: ${OperationType} ${ObjectName}`;
}
