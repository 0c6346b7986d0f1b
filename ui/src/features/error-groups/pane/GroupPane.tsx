import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import { CloseButton, EmptyPane, Pane } from "../../transactions/frame/Pane";
import { GroupContent } from "./GroupContent";

interface GroupPaneProps {
  groupId: number;
  onClose: () => void;
}

/** Everything about one error group, and what can be done with it. Follows what happens to it by itself. */
export function GroupPane({ groupId, onClose }: GroupPaneProps) {
  const group = useQuery({
    ...commandQuery("errorGroups.get", { id: groupId }),
    placeholderData: keepPreviousData,
  });
  const close = <CloseButton onClose={onClose} />;
  if (group.isError || !group.data) {
    const retry = () => void group.refetch();
    return <EmptyPane label="Error group" close={close} error={group.error} onRetry={retry} />;
  }
  return (
    <Pane label={`Error group ${group.data.errorCode}`} stale={group.isPlaceholderData}>
      <GroupContent group={group.data} close={close} />
    </Pane>
  );
}
