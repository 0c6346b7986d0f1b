import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import { CloseButton, EmptyPane, Pane } from "../frame/Pane";
import type { Tab } from "../search";
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
  const close = <CloseButton onClose={onClose} />;

  if (detail.isError || !detail.data) {
    const retry = () => void detail.refetch();
    return <EmptyPane label="Transaction" close={close} error={detail.error} onRetry={retry} />;
  }
  return (
    <Pane label={`Transaction ${detail.data.transaction.Name}`} stale={detail.isPlaceholderData}>
      <DetailContent detail={detail.data} close={close} {...rest} />
    </Pane>
  );
}
