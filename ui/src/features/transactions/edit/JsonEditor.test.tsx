import { EditorView } from "@codemirror/view";
import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { renderPart } from "../../../test/render";
import JsonEditor from "./JsonEditor";

const onChange = vi.fn<(text: string) => void>();

function editorOf(element: HTMLElement): EditorView {
  const view = EditorView.findFromDOM(element);
  if (!view) throw new Error("no editor was drawn");
  return view;
}

describe("the JSON editor", () => {
  it("shows the payload character by character, and gives back what is typed into it", async () => {
    const text = '{"Amount":12345678901234567890.10,\r\n"Text":"\u200b"}';
    await renderPart(<JsonEditor text={text} marks={[]} onChange={onChange} />);
    const editor = editorOf(await screen.findByRole("textbox", { name: "Payload as JSON" }));
    expect(editor.state.sliceDoc()).toBe(text);
    expect(onChange).not.toHaveBeenCalled();

    editor.dispatch({ changes: { from: 1, insert: '"New":1,' } });
    expect(onChange).toHaveBeenCalledWith(`{"New":1,${text.slice(1)}`);
  });

  it("marks what is wrong where it stands", async () => {
    const marks = [{ from: 5, to: 6, message: "A number is expected" }];
    const { container } = await renderPart(<JsonEditor text={'{"a":x}'} marks={marks} onChange={onChange} />);
    expect(container.querySelector(".cm-lintRange-error")).toHaveTextContent("x");
  });
});
