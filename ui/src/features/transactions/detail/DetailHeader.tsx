import { IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { ActionButtons } from "../actions/ActionButtons";
import { type TransactionAction, whyNotEdit } from "../actions/rules";
import { useTransactionActions } from "../actions/useTransactionActions";
import classes from "./detail.module.css";
import { Facts } from "./Facts";
import { Headline } from "./Headline";

interface DetailHeaderProps {
  detail: TransactionDetail;
  close: ReactNode;
  onEdit: (transactionId: string) => void;
}

/** Name, status, whose it is, what is wrong with it, and what can be done. */
export function DetailHeader({ detail, close, onEdit }: DetailHeaderProps) {
  const { transaction, owner, profile, version } = detail;
  const { Id: id, Name: name, Status: status } = transaction;
  const actions = useTransactionActions();
  const whose = [owner?.Name ?? transaction.OwnerId, profile?.Name, owner?.Territory].filter(
    (text) => typeof text === "string",
  );

  return (
    <header className={classes.header}>
      <div className={classes.titleRow}>
        <h2 className={classes.name}>{name}</h2>
        <StatusLabel status={status} />
        <span className={classes.close}>{close}</span>
      </div>
      <p className={classes.whose}>
        {whose.map((text, at) => (
          <span key={at}>
            {at > 0 && " · "}
            <DataText text={text} />
          </span>
        ))}
      </p>
      <Headline detail={detail} />
      <Facts detail={detail} />
      <div className={classes.actions}>
        <GuardedButton
          size="compact-sm"
          // What an admin does first with a Failed one is to mend it.
          variant={status === "Failed" ? "filled" : "default"}
          leftSection={<IconPencil size={14} aria-hidden />}
          whyNot={whyNotEdit(status)}
          onClick={() => onEdit(id)}
        >
          Edit
        </GuardedButton>
        <ActionButtons
          targets={[{ id, name, status, version }]}
          onStart={actions.start}
          whyNotToo={(action) => whyNotByDependencies(action, detail)}
        />
      </div>
      {actions.dialog}
    </header>
  );
}

function whyNotByDependencies(action: TransactionAction, { transaction, dependencies }: TransactionDetail) {
  if (action !== "retry" || transaction.Status !== "Canceled") return null;
  const open = dependencies.filter(({ status }) => status !== "Success").length;
  if (open === 0) return null;
  return `It depends on ${open.toLocaleString("en")} that ${open === 1 ? "is" : "are"} not Success yet; see Dependencies.`;
}
