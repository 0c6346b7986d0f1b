import { useNavigate, useSearch } from "@tanstack/react-router";

import type { GroupsSearch } from "./search";

/** A change of the URL; undefined takes a part away. */
export type GroupsChange = { [K in keyof GroupsSearch]?: GroupsSearch[K] | undefined };

/** Where the error groups are, and how they go on. */
export interface GroupsNavigation {
  search: GroupsSearch;
  /** Changes parts of the URL, so that Back returns to what was before. */
  go: (change: GroupsChange) => void;
  /** The same without a step for Back. */
  adjust: (change: GroupsChange) => void;
}

export function useGroupsNavigation(): GroupsNavigation {
  const search: GroupsSearch = useSearch({ from: "/transactions/groups" });
  const navigate = useNavigate({ from: "/transactions/groups" });
  const change = (parts: GroupsChange, replace: boolean) =>
    void navigate({ search: (before: GroupsSearch) => without({ ...before, ...parts }), replace });
  return { search, go: (parts) => change(parts, false), adjust: (parts) => change(parts, true) };
}

function without(parts: GroupsChange): GroupsSearch {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}
