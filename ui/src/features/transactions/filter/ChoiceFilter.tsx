import { Select } from "@mantine/core";

interface ChoiceFilterProps {
  label: string;
  width: number;
  choices: string[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A condition chosen from a list. A value of the URL that the list lacks is kept. */
export function ChoiceFilter({ label, width, choices, value, onChange }: ChoiceFilterProps) {
  return (
    <Select
      size="xs"
      w={width}
      aria-label={label}
      placeholder={label}
      searchable
      clearable
      nothingFoundMessage="Nothing found"
      comboboxProps={{ width: 320, position: "bottom-start" }}
      maxDropdownHeight={320}
      data={value !== undefined && !choices.includes(value) ? [value, ...choices] : choices}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}
