import { Group, Switch, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery, useCommand } from "../../../api/query";
import type { Comparison } from "../../../bindings/Comparison";
import type { Item } from "../../../bindings/Item";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { isDirty } from "../edit/draft";
import editClasses from "../edit/edit.module.css";
import type { EditFormProps } from "../edit/EditForm";
import { EditNotices, Notice } from "../edit/EditNotices";
import { placeOf } from "../payload/place";
import { choiceOf, choose, differs, isEmptied } from "./choices";
import classes from "./compare.module.css";
import { CompareNotices } from "./CompareNotices";
import { CompareTable } from "./CompareTable";

interface CompareFormProps extends EditFormProps {
  itemId: string;
}

/** What the device had, what the org has now, what is proposed: field by field whose value shall stand. */
export function CompareForm({ itemId, ...props }: CompareFormProps) {
  const { base, draft, whyNot, onSimulate, onReview } = props;
  const item = base.items.find(({ Id }) => Id === itemId);
  // Compared once for each time it is opened, and when other masks hold: what one decides on must not change under the
  // pointer.
  const comparison = useQuery({
    ...commandQuery("transactions.compare", { id: base.transaction.Id, itemId }),
    gcTime: 0,
    staleTime: Infinity,
  });
  const notYet = isDirty(base, draft) ? null : "Take a value of the org first.";
  return (
    <div className={editClasses.review}>
      <div className={editClasses.reviewBody}>
        <EditNotices {...props} />
        {comparison.isError && (
          <ErrorNotice error={comparison.error} onRetry={() => void comparison.refetch()} />
        )}
        {comparison.isPending && <SkeletonText lines={10} />}
        {comparison.data && item && <Compared {...props} item={item} comparison={comparison.data} />}
      </div>
      <footer className={editClasses.footer}>
        <Text size="sm" c="dimmed">
          For any other value, use Edit.
        </Text>
        <Group gap="xs">
          <GuardedButton
            variant="default"
            leftSection={<IconFlask size={16} aria-hidden />}
            whyNot={notYet}
            onClick={onSimulate}
          >
            Would this fix work?
          </GuardedButton>
          <GuardedButton whyNot={whyNot ?? notYet} onClick={onReview}>
            Review changes
          </GuardedButton>
        </Group>
      </footer>
    </div>
  );
}

function Compared({
  item,
  comparison,
  draft,
  whyNot,
  onChange,
}: EditFormProps & { item: Item; comparison: Comparison }) {
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const object = useCommand("org.describe", { objectName: item.ObjectName });
  const { fields } = comparison;
  const shown = onlyDifferences ? fields.filter(differs) : fields;
  const conflicts = fields.filter(({ isConflict }) => isConflict).length;
  return (
    <>
      <CompareNotices comparison={comparison} />
      <div className={classes.head}>
        <p className={editClasses.lead}>
          <b>{counted(conflicts)}</b> Where you take the org&apos;s value, the field is taken out of the
          payload: the update then leaves what the org has.
        </p>
        <Switch
          label="Only differences"
          checked={onlyDifferences}
          onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="dim">
          {fields.length === 0
            ? "The update proposes no values."
            : "The org has every proposed value already."}
        </p>
      ) : (
        <CompareTable
          fields={shown}
          places={{
            proposed: placeOf(item),
            org: comparison.record ? { kind: "record", recordId: comparison.record.id } : undefined,
          }}
          object={object.data}
          choiceOf={(field) => choiceOf(field, item, draft)}
          onChoose={(field, choice) => onChange(choose(draft, item, fields, field, choice))}
          disabled={whyNot !== null}
        />
      )}
      {isEmptied(item, draft) && (
        <Notice>
          Nothing would be left of this update. If the whole transaction is outdated, ignore it.
        </Notice>
      )}
    </>
  );
}

function counted(conflicts: number): string {
  if (conflicts === 0) return "No conflicts.";
  return conflicts === 1 ? "1 conflict." : `${conflicts} conflicts.`;
}
