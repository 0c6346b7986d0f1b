import { CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { useCommand } from "../../../api/query";
import { DataText } from "../../../components/text/DataText";
import classes from "./FilterBar.module.css";

interface ErrorGroupFilterProps {
  groupId: number;
  onRemove: () => void;
}

/** Says which error group the list is narrowed to, leads to it, and widens the list again. */
export function ErrorGroupFilter({ groupId, onRemove }: ErrorGroupFilterProps) {
  const { data: group } = useCommand("errorGroups.get", { id: groupId });
  const name = group
    ? [group.errorCode, group.objectName, group.fieldName].filter((part) => part !== null).join(" · ")
    : String(groupId);
  return (
    <span className={classes.group} role="group" aria-label="Error group">
      <Link
        to="/transactions/groups"
        search={{ open: groupId }}
        className={classes.groupName}
        data-hint={group?.pattern ?? name}
      >
        <DataText text={name} />
      </Link>
      <CloseButton size="xs" aria-label="Show other errors too" onClick={onRemove} />
    </span>
  );
}
