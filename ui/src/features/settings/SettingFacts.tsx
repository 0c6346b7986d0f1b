import { Anchor } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { SettingInfo } from "../../bindings/SettingInfo";
import classes from "./settings.module.css";
import { type DraftValue, rangeOf, recommendedOf, type SettingValue, shown } from "./value";

interface SettingFactsProps {
  info: SettingInfo;
  value: DraftValue;
  /** Sets the recommended value; none where the value cannot be changed here. */
  onRecommended: ((value: NonNullable<SettingValue>) => void) | undefined;
  /** Facts of the scope: where the value comes from, who overrides it. */
  children?: ReactNode;
}

/** What an admin decides by: the recommended value, the range, advice. */
export function SettingFacts({ info, value, onRecommended, children }: SettingFactsProps) {
  const recommended = recommendedOf(info);
  const range = rangeOf(info);
  return (
    <div className={classes.facts}>
      {range !== undefined && <span>Allowed: {range}</span>}
      {recommended !== "" && (
        <span className={classes.fact}>
          Recommended: {shown(recommended, info)}
          {onRecommended && value !== recommended && (
            <Anchor
              component="button"
              type="button"
              fz="inherit"
              aria-label={`Use the recommended value of ${info.label}`}
              onClick={() => onRecommended(recommended)}
            >
              Use it
            </Anchor>
          )}
        </span>
      )}
      {children}
      {info.advice !== null && (
        <span className={classes.advice}>
          <IconInfoCircle size={14} aria-hidden />
          {info.advice}
        </span>
      )}
    </div>
  );
}
