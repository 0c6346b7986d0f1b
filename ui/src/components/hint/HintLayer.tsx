import { useEffect, useState } from "react";
import { createPortal } from "react-dom";

import classes from "./HintLayer.module.css";
import { DataText } from "../text/DataText";

interface Hint {
  text: string;
  target: DOMRect;
}

/** How long the pointer rests before a hint shows, in milliseconds. */
const DELAY = 350;
/** Room kept between a hint and the window's edge, in pixels. */
const MARGIN = 8;

/**
 * Shows the text of any element with `data-hint` when the pointer rests on it or the keyboard reaches it; with
 * `data-hint-when="clipped"` only where the element's own text is cut off.
 * One layer for the whole window: a tooltip component in each cell would make long lists slow to scroll.
 */
export function HintLayer() {
  const [hint, setHint] = useState<Hint>();

  useEffect(() => {
    let timer: number | undefined;
    const hide = () => {
      window.clearTimeout(timer);
      setHint(undefined);
    };
    const show = (event: Event) => {
      hide();
      const element =
        event.target instanceof Element ? event.target.closest<HTMLElement>("[data-hint]") : null;
      const text = element?.dataset["hint"];
      if (!element || !text || (element.dataset["hintWhen"] === "clipped" && !isClipped(element))) return;
      timer = window.setTimeout(() => setHint({ text, target: element.getBoundingClientRect() }), DELAY);
    };
    const byKeyboard = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) show(event);
    };
    const onEscape = (event: KeyboardEvent) => event.key === "Escape" && hide();

    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", byKeyboard);
    document.addEventListener("focusout", hide);
    document.addEventListener("pointerdown", hide);
    document.addEventListener("keydown", onEscape);
    window.addEventListener("scroll", hide, true);
    return () => {
      hide();
      document.removeEventListener("pointerover", show);
      document.removeEventListener("focusin", byKeyboard);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("pointerdown", hide);
      document.removeEventListener("keydown", onEscape);
      window.removeEventListener("scroll", hide, true);
    };
  }, []);

  if (!hint) return null;
  return createPortal(
    <div
      className={classes.hint}
      role="tooltip"
      ref={(element) => {
        if (element) place(element, hint.target);
      }}
    >
      <DataText text={hint.text} />
    </div>,
    document.body,
  );
}

/** Whether the box around a text cuts it off. */
function isClipped({ parentElement: box }: HTMLElement): boolean {
  return box !== null && box.scrollWidth > box.clientWidth;
}

/** Below its target, or above where there is no room; always inside the window. */
function place(element: HTMLElement, target: DOMRect) {
  const { offsetWidth: width, offsetHeight: height } = element;
  const left = Math.min(target.left, window.innerWidth - width - MARGIN);
  const below = target.bottom + 6;
  const top = below + height + MARGIN > window.innerHeight ? target.top - height - 6 : below;
  element.style.transform = `translate(${Math.max(MARGIN, left)}px, ${Math.max(MARGIN, top)}px)`;
}
