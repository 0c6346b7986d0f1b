import { Autocomplete, SimpleGrid, TextInput } from "@mantine/core";

import { useCommand } from "../../api/query";
import type { CauseDraft, CauseProblems } from "./draft";

/** What a part of the form gets. */
export interface CauseFieldsProps {
  draft: CauseDraft;
  problems: CauseProblems;
  onChange: (draft: CauseDraft) => void;
}

/** Which errors an entry explains. */
export function MatchFields({ draft, problems, onChange }: CauseFieldsProps) {
  const options = useCommand("transactions.filterOptions", {});
  const causes = useCommand("causes.list", {});
  const codes = [
    ...(options.data?.errorCodes ?? []),
    ...(causes.data?.map(({ matches }) => matches.errorCode) ?? []),
  ];
  const field = (name: "errorCode" | "objectName" | "fieldName" | "messageContains") => ({
    value: draft[name],
    error: problems[name],
    spellCheck: false,
  });
  return (
    <SimpleGrid cols={2} spacing="sm" role="group" aria-label="Which errors it explains">
      <Autocomplete
        data-autofocus={draft.errorCode === "" || undefined}
        label="Error code"
        required
        data={[...new Set(codes)].sort()}
        limit={50}
        {...field("errorCode")}
        onChange={(errorCode) => onChange({ ...draft, errorCode })}
      />
      <TextInput
        label="Message has"
        placeholder="Any message"
        {...field("messageContains")}
        onChange={(event) => onChange({ ...draft, messageContains: event.currentTarget.value })}
      />
      <Autocomplete
        label="Object"
        placeholder="Any object"
        data={options.data?.objects ?? []}
        limit={50}
        {...field("objectName")}
        onChange={(objectName) => onChange({ ...draft, objectName })}
      />
      <TextInput
        label="Field"
        placeholder="Any field"
        {...field("fieldName")}
        onChange={(event) => onChange({ ...draft, fieldName: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}
