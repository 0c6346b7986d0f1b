import { Button } from "@mantine/core";
import { IconBookmarkPlus } from "@tabler/icons-react";
import { useState } from "react";

import type { TransactionSort } from "../../../bindings/TransactionSort";
import { useSavedViews } from "./saved-views";
import { ViewNameDialog } from "./ViewNameDialog";

interface SaveViewButtonProps {
  /** The filter of the list as a text; none until it is known. */
  query: string | undefined;
  sort: TransactionSort;
}

/** Keeps what the list shows under a name. */
export function SaveViewButton({ query, sort }: SaveViewButtonProps) {
  const { views, save } = useSavedViews();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconBookmarkPlus size={14} aria-hidden />}
        disabled={query === undefined}
        onClick={() => setAsking(true)}
      >
        Save as view…
      </Button>
      {isAsking && query !== undefined && (
        <ViewNameDialog
          title="Save as view"
          name=""
          taken={views.map(({ name }) => name)}
          onName={(name) => {
            save({ name, query, sort });
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
