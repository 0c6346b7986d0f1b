import { Button, Group, Input } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { ErrorNotice } from "../../../../components/feedback/ErrorNotice";
import { HiddenMark } from "../../../../components/text/HiddenMark";
import { RevealButton } from "../../../personal-data/RevealButton";
import { type Hidden, useReveal } from "../../../personal-data/useReveal";

interface HiddenControlProps {
  label: ReactNode;
  hidden: Hidden;
  error: ReactNode;
  /** Gets the value that stands from now on, as JSON text. */
  onChange: (json: string) => void;
}

/** A field whose value is hidden: it stays as it is unless somebody reveals or replaces it. */
export function HiddenControl({ label, hidden, error, onChange }: HiddenControlProps) {
  const { reveal, isPending, error: refusal, whyNot } = useReveal(hidden);
  return (
    <Input.Wrapper labelElement="div" label={label} error={error}>
      <Group gap="xs">
        <HiddenMark />
        <RevealButton
          label={hidden.label}
          busy={isPending}
          whyNot={whyNot}
          onClick={() => reveal(onChange)}
        />
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Replace ${hidden.label}`}
          leftSection={<IconPencil size={13} aria-hidden />}
          data-hint="Enter another value without seeing this one."
          onClick={() => onChange("null")}
        >
          Replace
        </Button>
      </Group>
      {refusal && <ErrorNotice error={refusal} />}
    </Input.Wrapper>
  );
}
