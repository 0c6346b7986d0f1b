import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";

import { useCommand } from "../../../api/query";
import type { EditProblem } from "../../../bindings/EditProblem";
import type { Item } from "../../../bindings/Item";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { isHidden, MASK } from "../../../components/text/mask";
import { indented } from "../payload/json-text";
import { OperationLabel } from "../payload/OperationLabel";
import { LargePayloadGate } from "../payload/LargePayloadGate";
import { readPayload } from "../payload/payload";
import { PayloadProblem } from "../payload/PayloadProblem";
import { placeOf, WHOLE } from "../payload/place";
import { type Draft, isItemChanged, type ItemDraft, payloadText, recordText } from "./draft";
import classes from "./edit.module.css";
import { HiddenControl } from "./fields/HiddenControl";
import { JsonView } from "./JsonView";
import { PayloadForm } from "./PayloadForm";
import { problemsOfField, problemsOfWhole } from "./problems";

interface ItemEditorProps {
  item: Item;
  draft: Draft;
  problems: EditProblem[];
  onChange: (change: ItemDraft) => void;
}

/** One item: the record it is about, and its payload as a form or as JSON. Both views edit the same text. */
export function ItemEditor({ item, draft, problems, onChange }: ItemEditorProps) {
  const describe = useCommand("org.describe", { objectName: item.ObjectName });
  const object = describe.data;
  const text = payloadText(item, draft);
  const payload = useMemo(() => readPayload(text), [text]);
  // A text that is no JSON object cannot be shown as a form.
  const [view, setView] = useState<"form" | "json">(payload.problem ? "json" : "form");
  const hasPayload = item.OperationType !== "delete" || text !== "";
  const setText = (fieldValues: string) => onChange({ fieldValues });
  const show = (next: "form" | "json") => {
    setView(next);
    // Devices send a payload on one line, which nobody can read.
    if (next === "json" && !payload.problem) setText(indented(text));
  };

  return (
    <>
      <Group justify="space-between" mb="sm">
        <h3>
          <OperationLabel operation={item.OperationType} /> {object?.label ?? item.ObjectName}
        </h3>
        {isItemChanged(item, draft) && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() =>
              onChange({ fieldValues: item.FieldValues ?? "", recordIdentifier: item.RecordIdentifier ?? "" })
            }
          >
            Undo all changes of this item
          </Button>
        )}
      </Group>
      <div className={classes.form}>
        <div className={classes.field}>
          <TextInput
            label="Record"
            description={
              item.OperationType === "insert"
                ? "The device's own id of the new record; later items refer to it by this."
                : "Id of the record, or the device's own id of one that was made on the device."
            }
            classNames={{ input: "mono" }}
            value={recordText(item, draft)}
            error={problemsOfField(problems, "RecordIdentifier").map(({ message }) => message)[0]}
            onChange={(event) => onChange({ recordIdentifier: event.currentTarget.value })}
          />
        </div>
      </div>
      {!hasPayload && <p className="dim">A delete has no payload.</p>}
      {isHidden(text) && (
        // What is no JSON object can only be hidden, and revealed, as a whole.
        <HiddenControl
          label="Payload"
          hidden={{ place: placeOf(item), field: WHOLE, label: "the payload" }}
          error={null}
          onChange={(json) => setText(json === "null" ? "{}" : json)}
        />
      )}
      {hasPayload && !isHidden(text) && (
        <>
          <Group my="xs">
            <SegmentedControl
              size="xs"
              aria-label="Edit the payload as"
              value={view}
              onChange={show}
              data={[
                { value: "form", label: "Form", disabled: payload.problem !== undefined },
                { value: "json", label: "JSON" },
              ]}
            />
          </Group>
          {payload.problem && <PayloadProblem text={text} problem={payload.problem} />}
          {problemsOfWhole(problems).map(
            ({ code, message }) =>
              !payload.problem && (
                <p key={message} className={classes.wholeProblem} data-tone="failed">
                  <b className="mono">{code}</b> {message}
                </p>
              ),
          )}
          {view === "json" && text.includes(MASK) && (
            <p className="dim">{MASK} stands for a hidden value. Leave it, and the value stays as it is.</p>
          )}
          <LargePayloadGate text={text}>
            {view === "json" || payload.problem ? (
              <JsonView text={text} payload={payload} problems={problems} onChange={setText} />
            ) : describe.isPending ? (
              // The controls are chosen by what the org knows of the fields.
              <SkeletonText lines={6} />
            ) : (
              <PayloadForm
                item={item}
                text={text}
                fields={payload.fields}
                object={object}
                problems={problems}
                onChange={setText}
              />
            )}
          </LargePayloadGate>
        </>
      )}
    </>
  );
}
