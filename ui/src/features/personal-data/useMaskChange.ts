import { useQueryClient } from "@tanstack/react-query";

import { commandQuery, useCommandMutation } from "../../api/query";
import type { MaskRules } from "../../bindings/MaskRules";
import type { MaskRulesView } from "../../bindings/MaskRulesView";

/** Saves the mask rules, changed from those that are shown. */
export function useMaskChange(view: MaskRulesView, onSaved: () => void) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useCommandMutation("masks.save");
  return {
    save: (change: Partial<MaskRules>, reason: string) =>
      mutate(
        { value: { ...view.value, ...change }, expectedVersion: view.version, reason },
        {
          onSuccess: (after) => {
            client.setQueryData(commandQuery("masks.get", {}).queryKey, after);
            onSaved();
          },
        },
      ),
    busy: isPending,
    error,
  };
}
