import { IconEye } from "@tabler/icons-react";

import { GuardedButton } from "../../components/buttons/GuardedButton";
import { RECORDED } from "./words";

interface RevealButtonProps {
  /** What the field is called. */
  label: string;
  busy: boolean;
  /** Why it cannot be revealed; none when it can. */
  whyNot: string | null;
  onClick: () => void;
}

/** Reveals one hidden value. */
export function RevealButton({ label, busy, whyNot, onClick }: RevealButtonProps) {
  return (
    <span data-hint={whyNot === null ? RECORDED : undefined}>
      <GuardedButton
        size="compact-xs"
        variant="subtle"
        aria-label={`Reveal ${label}`}
        leftSection={<IconEye size={13} aria-hidden />}
        loading={busy}
        whyNot={whyNot}
        onClick={onClick}
      >
        Reveal
      </GuardedButton>
    </span>
  );
}
