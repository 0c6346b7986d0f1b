import { Button } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";

import { useCommand } from "../../../api/query";
import { hasConditions } from "../search";
import type { TransactionsNavigation } from "../useTransactionsNavigation";
import { ChoiceFilter } from "./ChoiceFilter";
import classes from "./FilterBar.module.css";
import { ErrorGroupFilter } from "./ErrorGroupFilter";
import { PeriodFilter } from "./PeriodFilter";
import { SearchField } from "./SearchField";
import { TextFilter } from "./TextFilter";
import { UserFilter } from "./UserFilter";
import { ViewFilter } from "./ViewFilter";

interface FilterBarProps {
  navigation: TransactionsNavigation;
  /** Name of the user that the list is narrowed to, where the list tells it. */
  ownerName: string | undefined;
}

/** The conditions of the list. Each lands in the URL at once. */
export function FilterBar({ navigation, ownerName }: FilterBarProps) {
  const { search, go, adjust, clearConditions } = navigation;
  const { data: options } = useCommand("transactions.filterOptions", {});
  return (
    <div className={classes.bar} role="search" aria-label="Filter transactions">
      <ViewFilter navigation={navigation} />
      <SearchField value={search.text} onChange={(text) => adjust({ text })} />
      <TextFilter label="Name" width={112} value={search.name} onChange={(name) => adjust({ name })} />
      <TextFilter
        label="Record Id"
        width={150}
        value={search.recordId}
        onChange={(recordId) => adjust({ recordId })}
      />
      <PeriodFilter from={search.from} to={search.to} onChange={go} />
      <UserFilter value={search.ownerId} name={ownerName} onChange={(ownerId) => go({ ownerId })} />
      <ChoiceFilter
        label="Object"
        width={124}
        choices={options?.objects ?? []}
        value={search.objectName}
        onChange={(objectName) => go({ objectName })}
      />
      <ChoiceFilter
        label="Error"
        width={132}
        choices={options?.errorCodes ?? []}
        value={search.errorCode}
        onChange={(errorCode) => go({ errorCode })}
      />
      {search.errorGroup !== undefined && (
        <ErrorGroupFilter groupId={search.errorGroup} onRemove={() => go({ errorGroup: undefined })} />
      )}
      {hasConditions(search) && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconFilterOff size={14} aria-hidden />}
          onClick={clearConditions}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
