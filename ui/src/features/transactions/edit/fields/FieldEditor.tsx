import { ActionIcon } from "@mantine/core";
import { IconArrowBackUp, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import type { EditProblem } from "../../../../bindings/EditProblem";
import type { FieldDescribe } from "../../../../bindings/FieldDescribe";
import type { RevealPlace } from "../../../../bindings/RevealPlace";
import { DataText } from "../../../../components/text/DataText";
import { pieces } from "../../../../components/text/invisible";
import { isHidden } from "../../../../components/text/mask";
import { plainText } from "../../payload/field-text";
import classes from "../edit.module.css";
import { controlFor } from "./control";
import { HiddenControl } from "./HiddenControl";

interface FieldEditorProps {
  /** API name as the payload writes it. */
  name: string;
  /** What the org knows of the field; none when it does not know it. */
  field: FieldDescribe | undefined;
  isObjectKnown: boolean;
  /** The value as JSON text; none when the payload does not have the field. */
  json: string | null;
  /** The value before the edit; none when the payload did not have the field. */
  before: string | null;
  /** Where its value is revealed if it is hidden. */
  place: RevealPlace;
  problems: EditProblem[];
  onChange: (json: string) => void;
  onRemove: () => void;
}

/** One field of a payload: its control by type, what is wrong with it, and ways back. */
export function FieldEditor(props: FieldEditorProps) {
  const { name, field, json, before, problems, onChange, onRemove } = props;
  const changed = json !== before;
  const label = field?.label ?? name;

  return (
    <div className={classes.field} data-changed={changed || undefined}>
      <div>
        {isHidden(json) ? (
          <HiddenControl
            label={<FieldLabel {...props} />}
            hidden={{ place: props.place, field: name, label }}
            error={<Messages problems={problems} />}
            onChange={onChange}
          />
        ) : (
          <OpenControl {...props} label={label} />
        )}
        <InvisibleCharacters json={json} />
      </div>
      <div className={classes.fieldActions}>
        {changed && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Undo the change of ${label}`}
            data-hint={before === null ? "Undo: it was not in the payload" : "Undo the change"}
            onClick={() => (before === null ? onRemove() : onChange(before))}
          >
            <IconArrowBackUp size={16} aria-hidden />
          </ActionIcon>
        )}
        {json !== null && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${label} from the payload`}
            data-hint="Remove from the payload"
            onClick={onRemove}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}

function OpenControl(props: FieldEditorProps & { label: string }) {
  const { field, json, label, problems, onChange } = props;
  // Chosen once: a control that turns into another one while somebody types takes the keyboard away.
  const [Control] = useState(() => controlFor(field, json ?? "null"));
  return (
    <Control
      field={field}
      json={json ?? "null"}
      label={<FieldLabel {...props} />}
      name={label}
      error={problems.length > 0 ? <Messages problems={problems} /> : undefined}
      onChange={onChange}
    />
  );
}

function FieldLabel({ name, field, isObjectKnown, json }: FieldEditorProps) {
  const facts = field
    ? [name, field.type, !field.nillable && "required", field.unique && "unique"].filter(Boolean).join(" · ")
    : isObjectKnown
      ? "not known to the org"
      : "";
  return (
    <>
      {field ? field.label : <DataText text={name} />}
      <span className={classes.fieldFacts}>
        {facts}
        {json === null && " · not in the payload"}
      </span>
    </>
  );
}

/** Names the characters that an input cannot show. */
function InvisibleCharacters({ json }: { json: string | null }) {
  const codes = pieces(json?.startsWith('"') ? plainText(json) : "").flatMap(({ code }) => code ?? []);
  if (codes.length === 0) return null;
  return (
    <p className={classes.invisible}>
      Characters that cannot be seen: {[...new Set(codes)].join(", ")}
      {codes.length > 1 && ` (${codes.length} in all)`}
    </p>
  );
}

function Messages({ problems }: { problems: EditProblem[] }) {
  return problems.map(({ code, message }) => (
    <span key={`${code} ${message}`} className={classes.message}>
      <DataText text={message} />
    </span>
  ));
}
