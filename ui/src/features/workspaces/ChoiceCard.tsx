import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./WelcomeScreen.module.css";

interface ChoiceCardProps {
  icon: Icon;
  title: string;
  /** The choice for those who are new. */
  primary?: boolean;
  busy?: boolean;
  onClick: () => void;
  /** What one gets. */
  children: ReactNode;
}

/** A large button: one way to begin. */
export function ChoiceCard({
  icon: Icon,
  title,
  primary = false,
  busy = false,
  onClick,
  children,
}: ChoiceCardProps) {
  return (
    <button
      type="button"
      className={classes.card}
      data-primary={primary || undefined}
      disabled={busy}
      onClick={onClick}
    >
      <Icon size={22} stroke={1.7} aria-hidden className={classes.cardIcon} />
      <span className={classes.cardTitle}>{title}</span>
      <span className={classes.cardText}>{children}</span>
    </button>
  );
}
