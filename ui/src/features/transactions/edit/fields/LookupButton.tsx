import { ActionIcon, Combobox, NativeSelect, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery } from "../../../../api/query";
import { DataText } from "../../../../components/text/DataText";
import { shortened } from "../../../../components/text/RecordId";

interface LookupButtonProps {
  /** Label of the reference field. */
  name: string;
  /** API names of the objects that the reference may name. */
  objects: string[];
  onPick: (id: string) => void;
}

/** Records listed at once. */
const LIMIT = 20;
/** How long nobody types before records are asked for, in milliseconds. */
const PAUSE = 200;

/** Finds a record of the org by its name. */
export function LookupButton({ name, objects, onPick }: LookupButtonProps) {
  const [objectName, setObjectName] = useState(objects[0] ?? "");
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, PAUSE);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const rows = useQuery({
    ...commandQuery("org.lookup", { objectName, search: asked, limit: LIMIT }),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  });

  const pick = (id: string) => {
    onPick(id);
    setSearch("");
    combobox.closeDropdown();
  };

  return (
    <Combobox store={combobox} width={340} position="bottom-end" zIndex={350} onOptionSubmit={pick}>
      <Combobox.Target withAriaAttributes={false}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Look up ${name}`}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          <IconSearch size={15} aria-hidden />
        </ActionIcon>
      </Combobox.Target>
      <Combobox.Dropdown>
        {objects.length > 1 && (
          <NativeSelect
            size="xs"
            m={4}
            aria-label="Object"
            data={objects}
            value={objectName}
            onChange={(event) => setObjectName(event.currentTarget.value)}
          />
        )}
        <Combobox.Search
          value={search}
          aria-label={`Name or Id of ${objectName}`}
          placeholder={`Name or Id of ${objectName}`}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Combobox.Options mah={260} style={{ overflow: "auto" }} aria-label="Records">
          {rows.data?.map((row) => (
            <Combobox.Option key={row.id} value={row.id}>
              <DataText text={row.name} /> <span className="mono dim">{shortened(row.id)}</span>
            </Combobox.Option>
          ))}
          {rows.data?.length === 0 && <Combobox.Empty>No record of that name</Combobox.Empty>}
          {rows.isError && <Combobox.Empty>{rows.error.message}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
