import { Link } from "@tanstack/react-router";

import { useCommand } from "../../api/query";
import classes from "./groups.module.css";

interface OthersLikeThisProps {
  groupId: number;
  /** Whether the transaction itself is one of those that are Failed. */
  isFailed: boolean;
}

/** Leads from a transaction to its error group, and says how many others fail like it. */
export function OthersLikeThis({ groupId, isFailed }: OthersLikeThisProps) {
  const group = useCommand("errorGroups.get", { id: groupId });
  const others = (group.data?.failed ?? 0) - (isFailed ? 1 : 0);
  return (
    <Link to="/transactions/groups" search={{ open: groupId }} className={classes.link}>
      {others > 0
        ? `${others.toLocaleString("en")} ${others === 1 ? "other fails" : "others fail"} like this`
        : "Its error group"}
    </Link>
  );
}
