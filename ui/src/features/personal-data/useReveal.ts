import { useCommand, useCommandMutation } from "../../api/query";
import type { RevealPlace } from "../../bindings/RevealPlace";

/** Which hidden value. */
export interface Hidden {
  /** Where it is. */
  place: RevealPlace;
  /** API name of the field. */
  field: string;
  /** What the field is called on screen. */
  label: string;
}

/** Reveals one hidden value, which is recorded. */
export function useReveal({ place, field }: Hidden) {
  const isViewer = useCommand("app.info", {}).data?.caller.role === "viewer";
  const { mutate, data, isPending, error } = useCommandMutation("payload.reveal");
  return {
    /** Asks for the value; `then` gets it as JSON text. */
    reveal: (then?: (json: string) => void) =>
      mutate({ place, field }, { onSuccess: ({ value }) => then?.(value) }),
    /** The value as JSON text, once it is revealed. */
    value: data?.value,
    isPending,
    error,
    whyNot: isViewer ? "Revealing needs the permission Life Sciences Commercial Admin." : null,
  };
}
