import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { commandQuery } from "../../../api/query";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import type { Tab } from "../search";
import classes from "./detail.module.css";
import { DetailContent } from "./DetailContent";

interface TransactionDetailPaneProps {
  /** Id, Name or OfflineUniqueIdentifier. */
  transactionId: string;
  onClose: () => void;
  /** Opens another transaction, from Dependencies. */
  onOpen: (transactionId: string) => void;
  onEdit: (transactionId: string) => void;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

/** Everything about one transaction, and what can be done with it. Follows what happens to it by itself. */
export function TransactionDetailPane({ transactionId, onClose, ...rest }: TransactionDetailPaneProps) {
  const detail = useQuery({
    ...commandQuery("transactions.get", { key: transactionId }),
    // The one before stays, out of reach, while the next loads: a pane that empties and fills again flickers.
    placeholderData: keepPreviousData,
  });
  const close = (
    <ActionIcon variant="subtle" color="gray" aria-label="Close the detail" onClick={onClose}>
      <IconX size={17} aria-hidden />
    </ActionIcon>
  );

  if (detail.isError) {
    return (
      <Frame close={close}>
        <ErrorNotice error={detail.error} onRetry={() => void detail.refetch()} />
      </Frame>
    );
  }
  if (!detail.data) {
    return (
      <Frame close={close}>
        <SkeletonText lines={12} />
      </Frame>
    );
  }
  return (
    <aside className={classes.pane} aria-label={`Transaction ${detail.data.transaction.Name}`}>
      <div
        className={classes.body}
        inert={detail.isPlaceholderData}
        data-stale={detail.isPlaceholderData || undefined}
      >
        <DetailContent detail={detail.data} close={close} {...rest} />
      </div>
    </aside>
  );
}

function Frame({ close, children }: { close: ReactNode; children: ReactNode }) {
  return (
    <aside className={classes.pane} aria-label="Transaction">
      <div className={classes.alone}>
        <div className={classes.closeAlone}>{close}</div>
        {children}
      </div>
    </aside>
  );
}
