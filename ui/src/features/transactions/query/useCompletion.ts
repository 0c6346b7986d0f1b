import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery } from "../../../api/query";
import type { QueryOption } from "../../../bindings/QueryOption";

/** What is offered below the query field. */
export interface Completion {
  options: QueryOption[];
  isOpen: boolean;
  /** Place of the option that the keyboard is at; -1 for none. */
  active: number;
  /** Offers what can stand where the cursor is. */
  open: (text: string, cursor: number) => void;
  close: () => void;
  /** Goes to the next option, or with -1 to the one before; round the end. */
  move: (by: 1 | -1) => void;
  /** The text with an option in it, and where the cursor is then. */
  take: (option: QueryOption) => { text: string; cursor: number };
}

interface Place {
  text: string;
  cursor: number;
}

/** Asks the console what can be typed at a place, while the field is open. */
export function useCompletion(): Completion {
  const [place, setPlace] = useState<Place>();
  const [active, setActive] = useState(-1);
  const { data, isPlaceholderData } = useQuery({
    ...commandQuery("query.complete", place ?? { text: "", cursor: 0 }),
    enabled: place !== undefined,
    placeholderData: keepPreviousData,
  });
  const options = place === undefined ? [] : (data?.options ?? []);
  return {
    options,
    isOpen: options.length > 0,
    active: active < options.length ? active : -1,
    open: (text, cursor) => {
      setPlace({ text, cursor });
      setActive(-1);
    },
    close: () => setPlace(undefined),
    move: (by) =>
      setActive((at) =>
        at === -1 && by === -1 ? options.length - 1 : (at + by + options.length) % options.length,
      ),
    take: (option) => {
      const { text, cursor } = place ?? { text: "", cursor: 0 };
      // What is offered for an earlier text does not fit this one.
      if (data === undefined || isPlaceholderData) return { text, cursor };
      return {
        text: text.slice(0, data.from) + option.text + text.slice(data.to),
        cursor: data.from + option.text.length,
      };
    },
  };
}
