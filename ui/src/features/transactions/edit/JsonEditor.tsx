import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useRef } from "react";

import classes from "./edit.module.css";
import type { Mark } from "./JsonView";

interface JsonEditorProps {
  text: string;
  marks: Mark[];
  onChange: (text: string) => void;
}

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: tags.string, color: "var(--status-success)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--status-violet)" },
]);

/** What does not depend on the text. Tab moves on to the next control, as everywhere in a form. */
const EXTENSIONS = [
  lineNumbers(),
  lintGutter(),
  history(),
  highlightSpecialChars(),
  indentOnInput(),
  bracketMatching(),
  json(),
  syntaxHighlighting(COLOURS),
  EditorView.lineWrapping,
  // Other line breaks stay characters of the text, so that nothing changes by being looked at.
  EditorState.lineSeparator.of("\n"),
  EditorView.contentAttributes.of({ "aria-label": "Payload as JSON", dir: "ltr" }),
  keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
];

/** A code editor for one payload. Its text is the payload, character by character. */
export default function JsonEditor({ text, marks, onChange }: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useEffectEvent(onChange);
  const first = useEffectEvent(() => text);

  useEffect(() => {
    const listener = EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.sliceDoc());
    });
    const state = EditorState.create({ doc: first(), extensions: [EXTENSIONS, listener] });
    const editor = new EditorView({ state, parent: host.current ?? document.body });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.sliceDoc() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const { length } = editor.state.doc;
    const diagnostics = marks.map(({ from, to, message }) => ({
      from: Math.min(from, length),
      to: Math.min(to, length),
      severity: "error" as const,
      message,
    }));
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [marks]);

  return <div ref={host} className={classes.code} />;
}
