import { Button, type ButtonProps, VisuallyHidden } from "@mantine/core";
import { type MouseEvent, useId } from "react";

interface GuardedButtonProps extends ButtonProps {
  /** Why it cannot be pressed now; none when it can. */
  whyNot: string | null;
  /** Its name, where what it shows does not say to what it belongs. */
  "aria-label"?: string;
  onClick: (event: MouseEvent<HTMLButtonElement>) => void;
}

/**
 * A button that says why it is disabled: to the pointer, to the keyboard and to a screen reader. It stays
 * reachable, because a button that cannot be focused cannot tell its reason.
 */
export function GuardedButton({ whyNot, onClick, children, ...props }: GuardedButtonProps) {
  const reasonId = useId();
  if (whyNot === null) {
    return (
      <Button {...props} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Button
        {...props}
        data-disabled
        data-hint={whyNot}
        aria-disabled
        aria-describedby={reasonId}
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
      <VisuallyHidden id={reasonId}>{whyNot}</VisuallyHidden>
    </>
  );
}
