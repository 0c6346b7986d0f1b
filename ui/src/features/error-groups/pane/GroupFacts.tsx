import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import { RelativeTime } from "../../../components/time/RelativeTime";
import classes from "./pane.module.css";

/** How many, whose, since when. */
export function GroupFacts({ group }: { group: ErrorGroup }) {
  const { id, failed, queued, failures, users, devices, firstSeen, lastSeen, sample } = group;
  return (
    <dl className={classes.facts}>
      <Fact label="Failed now">
        {failed === 0 ? (
          "none"
        ) : (
          <Link to="/transactions" search={{ view: "failed", errorGroup: id }}>
            {failed.toLocaleString("en")}
          </Link>
        )}
      </Fact>
      <Fact label="Queued again">{queued.toLocaleString("en")}</Fact>
      <Fact label="Failures so far">{failures.toLocaleString("en")}</Fact>
      <Fact label="Users, devices">
        {users.toLocaleString("en")}, {devices.toLocaleString("en")}
      </Fact>
      <Fact label="First seen">
        <RelativeTime at={firstSeen} />
      </Fact>
      <Fact label="Last seen">
        <RelativeTime at={lastSeen} />
      </Fact>
      {group.regressedAt !== null && (
        <Fact label="Came back">
          <RelativeTime at={group.regressedAt} />
        </Fact>
      )}
      {group.clearedAt !== null && (
        <Fact label="Gone since">
          <RelativeTime at={group.clearedAt} />
        </Fact>
      )}
      {sample !== null && (
        <Fact label="Sample">
          <Link
            to="/transactions"
            search={{ errorGroup: id, open: sample }}
            aria-label="Open the newest transaction with it"
          >
            Open the newest
          </Link>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
