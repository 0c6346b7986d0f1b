import { IconTool } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import { useCommand } from "../../../api/query";
import { explainRequest, type KnownError } from "../../causes/match";
import { FIXES } from "../../causes/words";
import classes from "./pane.module.css";

/** What mends the error of a group, where the console can do it. */
export function FixAdvice({ error }: { error: KnownError }) {
  const fix = useCommand("causes.explain", explainRequest(error)).data?.cause?.fix;
  if (!fix) return null;
  return (
    <p className={classes.fix}>
      <IconTool size={15} aria-hidden />
      <span>
        {FIXES[fix].advice}{" "}
        {fix === "releaseLock" && (
          <Link to="/processor" hash="locks" className={classes.link}>
            Show the record locks
          </Link>
        )}
      </span>
    </p>
  );
}
