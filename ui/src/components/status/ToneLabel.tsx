import type { Icon } from "@tabler/icons-react";

import type { Tone } from "../../theme/status";
import classes from "./StatusLabel.module.css";

/** How a state looks. */
export interface ToneLook {
  word: string;
  tone: Tone;
  icon: Icon;
  /** What it means, to those who point at it. */
  meaning?: string;
}

/** A state: never by colour alone, always icon and word. */
export function ToneLabel({ look: { word, tone, icon: Icon, meaning } }: { look: ToneLook }) {
  return (
    <span className={classes.label} data-tone={tone} data-hint={meaning}>
      <Icon size={14} stroke={2} aria-hidden />
      {word}
    </span>
  );
}
