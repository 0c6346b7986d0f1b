import { Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";

import { GuardedButton } from "../../../components/buttons/GuardedButton";
import classes from "./actions.module.css";
import { type ActionTarget, type TransactionAction, whyNotAny } from "./rules";
import { WORDING } from "./wording";

interface ActionButtonsProps {
  targets: ActionTarget[];
  onStart: (action: TransactionAction, targets: ActionTarget[]) => void;
  /** What else speaks against an action, beyond the status. */
  whyNotToo?: (action: TransactionAction) => string | null;
}

/** What admins do daily has a button of its own; the others stand in a menu. */
const DAILY: TransactionAction[] = ["retry", "ignore", "comment"];
const FURTHER: TransactionAction[] = ["markManual", "markResolved", "log"];

/** The actions on the targets. What none of them allows is disabled and says why. */
export function ActionButtons({ targets, onStart, whyNotToo }: ActionButtonsProps) {
  const refusalOf = (action: TransactionAction) => whyNotAny(action, targets) ?? whyNotToo?.(action) ?? null;
  return (
    <>
      {DAILY.map((action) => {
        const { label, icon: Icon } = WORDING[action];
        return (
          <GuardedButton
            key={action}
            size="compact-sm"
            variant="default"
            leftSection={<Icon size={14} aria-hidden />}
            whyNot={refusalOf(action)}
            onClick={() => onStart(action, targets)}
          >
            {label}
          </GuardedButton>
        );
      })}
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label="More actions" px={7}>
            <IconDots size={15} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FURTHER.map((action) => {
            const { label, icon: Icon } = WORDING[action];
            const refusal = refusalOf(action);
            return (
              <Menu.Item
                key={action}
                leftSection={<Icon size={15} aria-hidden />}
                // Reachable also when it cannot be done, because it tells why.
                aria-disabled={refusal !== null || undefined}
                closeMenuOnClick={refusal === null}
                onClick={() => refusal === null && onStart(action, targets)}
              >
                {label}
                {refusal !== null && <span className={classes.refusal}>{refusal}</span>}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
