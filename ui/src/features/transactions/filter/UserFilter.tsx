import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery } from "../../../api/query";
import type { User } from "../../../bindings/User";

/** Users that are offered at a time. */
const OFFERED = 50;
/** What may be the Id of a user that this workspace does not know. */
const USER_ID = /^005[a-zA-Z0-9]{12}([a-zA-Z0-9]{3})?$/;

interface UserFilterProps {
  /** The user's Id. */
  value: string | undefined;
  /** The user's name, where the list tells it. */
  name: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** The user whose device made the transaction: by name, or by the Id of one that is not known here. */
export function UserFilter({ value, name, onChange }: UserFilterProps) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 200);
  const { data: users = [] } = useQuery({
    ...commandQuery("users.list", { search, limit: OFFERED }),
    placeholderData: keepPreviousData,
  });

  return (
    <Select
      size="xs"
      w={132}
      aria-label="User"
      placeholder="User"
      searchable
      clearable
      nothingFoundMessage="No user of that name"
      comboboxProps={{ width: 300, position: "bottom-start" }}
      maxDropdownHeight={320}
      // The console has searched already.
      filter={({ options }) => options}
      data={options(users, value, name, typed.trim())}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      onSearchChange={setTyped}
    />
  );
}

function options(users: User[], chosen: string | undefined, name: string | undefined, typed: string) {
  const labels = new Map(users.map(({ Id, Name }) => [Id, Name]));
  if (chosen !== undefined && !labels.has(chosen)) labels.set(chosen, name ?? chosen);
  if (USER_ID.test(typed) && !labels.has(typed)) labels.set(typed, `${typed} (not known here)`);
  return [...labels].map(([id, label]) => ({ value: id, label }));
}
