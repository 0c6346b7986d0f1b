import { Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery } from "../../../api/query";

interface UserSelectProps extends Omit<SelectProps, "value" | "onChange"> {
  /** Id of the user, who may not be known here. */
  value: string | null;
  onChange: (userId: string | null) => void;
}

/** Users listed at once. */
const LIMIT = 50;
/** How long nobody types before users are asked for, in milliseconds. */
const PAUSE = 200;

/** A field user, found by name. */
export function UserSelect({ value, onChange, ...props }: UserSelectProps) {
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, PAUSE);
  const known = useQuery(commandQuery("users.list", { search: value ?? "", limit: 1 })).data?.[0];
  const label = known?.Id === value ? known.Name : value;
  // The name of the chosen user stands in the field; it is no search.
  const users = useQuery({
    ...commandQuery("users.list", { search: asked === label ? "" : asked, limit: LIMIT }),
    placeholderData: keepPreviousData,
  });
  const options = (users.data ?? []).map(({ Id, Name }) => ({ value: Id, label: Name }));
  const chosen = value !== null && !options.some((option) => option.value === value);

  return (
    <Select
      {...props}
      searchable
      openOnFocus={false}
      // The console has searched already, by name, log-in name and Id.
      filter={({ options: found }) => found}
      data={[...(chosen ? [{ value, label: label ?? value }] : []), ...options]}
      value={value}
      onChange={onChange}
      onSearchChange={setSearch}
      nothingFoundMessage="No user of that name"
    />
  );
}
