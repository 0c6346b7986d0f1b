import { Button, Group, Textarea } from "@mantine/core";
import { type SubmitEvent, useState } from "react";

import { useCommandMutation } from "../../../api/query";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import classes from "./detail.module.css";

/** What admins wrote about the transaction, newest first, what came with it, and a form to write more. */
export function CommentsTab({ detail: { transaction, comments } }: { detail: TransactionDetail }) {
  return (
    <>
      <AddComment transactionId={transaction.Id} />
      {transaction.Comments !== null && (
        <section className={classes.group}>
          <h3 className={classes.groupTitle}>With the transaction</h3>
          <p className={classes.cardText}>
            <DataText text={transaction.Comments} />
          </p>
        </section>
      )}
      <ul className={classes.cards} aria-label="Comments">
        {comments.map(({ writtenAt, author, text }, at) => (
          <li key={`${writtenAt} ${at}`} className={classes.card}>
            <div className={classes.cardHead}>
              <b>
                <DataText text={author} />
              </b>
              <span className={classes.cardFacts}>
                <RelativeTime at={writtenAt} />
              </span>
            </div>
            <p className={classes.cardText}>
              <DataText text={text} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function AddComment({ transactionId }: { transactionId: string }) {
  const [text, setText] = useState("");
  const comment = useCommandMutation("transactions.comment");
  const isGone = comment.data?.answers.some(({ result }) => result.kind !== "done");

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const request = { targets: [{ id: transactionId, expectedVersion: null }], reason: text.trim() };
    comment.mutate(request, {
      onSuccess: ({ answers }) => {
        if (answers.every(({ result }) => result.kind === "done")) setText("");
      },
    });
  };

  return (
    <form onSubmit={submit} className={classes.addComment}>
      <Textarea
        label="Add a comment"
        description="Every admin sees it. It cannot be changed or removed."
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {comment.isError && <ErrorNotice error={comment.error} />}
      {isGone && (
        <p role="alert">The comment was not added: the transaction is not in this store any more.</p>
      )}
      <Group justify="flex-end">
        <Button type="submit" size="compact-sm" disabled={text.trim() === ""} loading={comment.isPending}>
          Add comment
        </Button>
      </Group>
    </form>
  );
}
