import { IconFlask, IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { whyNotSimulate } from "../../simulation/rules";
import { useSimulation } from "../../simulation/useSimulation";
import { ActionButtons } from "../actions/ActionButtons";
import { type TransactionAction, whyNot, whyNotByDependencies, whyNotEdit } from "../actions/rules";
import { useTransactionActions } from "../actions/useTransactionActions";
import classes from "./detail.module.css";
import { Facts } from "./Facts";
import { Headline } from "./Headline";
import { WhyNotYet } from "./why/WhyNotYet";

interface DetailHeaderProps {
  detail: TransactionDetail;
  close: ReactNode;
  /** Opens another transaction. */
  onOpen: (transactionId: string) => void;
  onEdit: (transactionId: string) => void;
}

/** Name, status, whose it is, what is wrong with it, and what can be done. */
export function DetailHeader({ detail, close, onOpen, onEdit }: DetailHeaderProps) {
  const { transaction, owner, profile, version } = detail;
  const { Id: id, Name: name, Status: status } = transaction;
  const actions = useTransactionActions();
  const targets = [{ id, name, status, version }];
  const whyNotYet = (action: TransactionAction) =>
    whyNotByDependencies(
      action,
      status,
      detail.dependencies.map((other) => other.status),
    );
  const canRetry = whyNot("retry", status) === null && whyNotYet("retry") === null;
  const simulation = useSimulation(canRetry ? () => actions.start("retry", targets) : undefined);
  const whose = [owner?.Name ?? transaction.OwnerId, profile?.Name, owner?.Territory].filter(
    (text) => typeof text === "string",
  );

  return (
    <header className={classes.header}>
      <div className={classes.titleRow}>
        <h2 className={classes.name}>
          <DataText text={name} />
        </h2>
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
      {status !== "Success" && <WhyNotYet transactionId={id} onOpen={onOpen} />}
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
        <GuardedButton
          size="compact-sm"
          variant="default"
          leftSection={<IconFlask size={14} aria-hidden />}
          whyNot={whyNotSimulate(status)}
          onClick={() => simulation.start({ id, name })}
        >
          Simulate
        </GuardedButton>
        <ActionButtons targets={targets} onStart={actions.start} whyNotToo={whyNotYet} />
      </div>
      {actions.dialog}
      {simulation.dialog}
    </header>
  );
}
