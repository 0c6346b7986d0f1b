import type { GovernorLimits } from "../../bindings/GovernorLimits";
import type { LimitUsage } from "../../bindings/LimitUsage";
import { LIMITS, nearness } from "./limits";
import classes from "./limits.module.css";

const TONES = { fine: "blue", near: "amber", over: "failed" } as const;
const WORDS = { fine: "", near: "near the limit", over: "over the limit" } as const;

/** What was used of each governor limit, against what is allowed. */
export function LimitMeters({ usage, limits }: { usage: LimitUsage; limits: GovernorLimits }) {
  return (
    <dl className={classes.meters}>
      {LIMITS.map(({ name, label, meaning, shown }) => {
        const [used, allowed] = [usage[name], limits[name]];
        const near = nearness(used, allowed);
        return (
          <div key={name} className={classes.meter} data-tone={TONES[near]} data-hint={meaning}>
            <dt>{label}</dt>
            <dd>
              <span className={near === "fine" ? undefined : classes.mark}>{shown(used)}</span>{" "}
              <span className={classes.of}>of {shown(allowed)}</span>
              {near !== "fine" && <span className="visually-hidden"> ({WORDS[near]})</span>}
              <div className={classes.bar} aria-hidden>
                <span style={{ width: `${Math.min(100, (used / Math.max(1, allowed)) * 100)}%` }} />
              </div>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
