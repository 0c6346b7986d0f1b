import { useState } from "react";

import { useCommand } from "../../api/query";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../components/feedback/Skeletons";
import { DetailFrame } from "../transactions/frame/DetailFrame";
import listClasses from "../transactions/list/list.module.css";
import { ListSwitch } from "../transactions/ListSwitch";
import { GroupPane } from "./pane/GroupPane";
import classes from "./groups.module.css";
import { GroupsGrid } from "./GroupsGrid";
import { useGroupsNavigation } from "./useGroupsNavigation";
import { ViewChips } from "./ViewChips";

/** Failures of the same kind: how many, whose, how they stand; and one of them beside the list. */
export function GroupsScreen() {
  const navigation = useGroupsNavigation();
  const { search, go } = navigation;
  const answer = useCommand("errorGroups.list", {});
  const groups = answer.data?.groups;
  const [isPointed, setPointed] = useState(false);
  const close = () => go({ open: undefined });
  return (
    <div className={listClasses.screen}>
      <h1 className="visually-hidden">Error groups</h1>
      <section className={listClasses.list} aria-label="Error groups">
        <ListSwitch />
        <div className={classes.bar}>
          <ViewChips
            groups={groups ?? []}
            current={search.view ?? "failing"}
            onChange={(view) => go({ view: view === "failing" ? undefined : view })}
          />
        </div>
        <div
          className={listClasses.gridArea}
          onPointerEnter={() => setPointed(true)}
          onPointerLeave={() => setPointed(false)}
        >
          {groups ? (
            <GroupsGrid groups={groups} navigation={navigation} isPointed={isPointed} />
          ) : answer.isError ? (
            <div className={listClasses.notice}>
              <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
            </div>
          ) : (
            <SkeletonRows count={12} />
          )}
        </div>
      </section>
      {search.open !== undefined && (
        <DetailFrame onClose={close}>
          <GroupPane groupId={search.open} onClose={close} />
        </DetailFrame>
      )}
    </div>
  );
}
