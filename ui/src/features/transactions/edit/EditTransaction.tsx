import { EditDrawer } from "./EditDrawer";
import { EditForm } from "./EditForm";

interface EditTransactionProps {
  /** Id, Name or OfflineUniqueIdentifier. */
  id: string;
  onClose: () => void;
}

/** Editing a transaction and its items: every field. */
export function EditTransaction({ id, onClose }: EditTransactionProps) {
  return <EditDrawer id={id} title="Edit" form={(props) => <EditForm {...props} />} onClose={onClose} />;
}
