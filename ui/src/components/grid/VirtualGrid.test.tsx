import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../test/axe";
import { renderPart } from "../../test/render";
import type { Column } from "./column";
import { useSelection } from "./useSelection";
import { VirtualGrid } from "./VirtualGrid";

interface Row {
  id: string;
  size: number;
}

const COLUMNS: Column<Row>[] = [
  { id: "id", label: "Id", width: 100, render: ({ id }) => id },
  { id: "size", label: "Size", width: 80, align: "right", render: ({ size }) => size },
];

interface Heard {
  opened: (id: string) => void;
  asked: () => void;
  sorted: (column: string) => void;
}

function Grid({ count, heard }: { count: number; heard: Heard }) {
  const rows = Array.from({ length: count }, (_, at) => ({ id: `r${at}`, size: at * 10 }));
  const selection = useSelection(rows.map(({ id }) => id));
  const [active, setActive] = useState<string>();
  return (
    <div style={{ height: 700, display: "flex" }}>
      <VirtualGrid
        label="Rows"
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        rowName={({ id }) => id}
        selection={selection}
        activeId={active}
        onActivate={setActive}
        onOpen={({ id }) => heard.opened(id)}
        sort={{ columnId: "size", descending: true }}
        sortable={["size"]}
        onSort={heard.sorted}
        onEndReached={heard.asked}
      />
      <output>{[...selection.ids].join(" ")}</output>
    </div>
  );
}

async function grid(count = 500) {
  const heard: Heard = { opened: vi.fn(), asked: vi.fn(), sorted: vi.fn() };
  const { container } = await renderPart(<Grid count={count} heard={heard} />);
  return { heard, container, user: userEvent.setup(), grid: screen.getByRole("grid") };
}

function selected() {
  return screen.getByRole("status").textContent;
}

describe("a long list", () => {
  it("draws only the rows on screen, and asks for more near its end", async () => {
    const long = await grid(500);
    expect(within(long.grid).getAllByRole("row").length).toBeLessThan(60);
    expect(long.heard.asked).not.toHaveBeenCalled();
  });

  it("draws a row anew only when it is another one", async () => {
    const render = vi.fn(({ id }: Row) => id);
    const columns = [{ id: "id", label: "Id", width: 100, render }];
    const rows = Array.from({ length: 40 }, (_, at) => ({ id: `r${at}`, size: at }));
    const rowId = ({ id }: Row) => id;
    const list = (shown: Row[]) => (
      <VirtualGrid
        label="Rows"
        columns={columns}
        rows={shown}
        rowId={rowId}
        rowName={rowId}
        activeId={undefined}
        onActivate={() => undefined}
        onOpen={() => undefined}
      />
    );
    function Growing() {
      const [shown, setShown] = useState(rows);
      const grow = () => setShown([...rows.with(3, changed), { id: "r40", size: 0 }]);
      return (
        <div style={{ height: 700, display: "flex" }}>
          <button onClick={grow}>Grow</button>
          {list(shown)}
        </div>
      );
    }
    const changed = { id: "r3", size: 7 };
    await renderPart(<Growing />);
    render.mockClear();
    await userEvent.click(screen.getByRole("button", { name: "Grow" }));
    expect(render.mock.calls.map(([row]) => row)).toEqual([changed]);
  });

  it("asks for more when its end is near", async () => {
    const short = await grid(20);
    expect(short.heard.asked).toHaveBeenCalled();
  });

  it("works by keyboard: moves, opens, selects, extends, clears", async () => {
    const { grid: element, heard, user } = await grid();
    element.focus();
    await user.keyboard("jjk{Enter}");
    expect(heard.opened).toHaveBeenLastCalledWith("r0");
    await user.keyboard("xj{Shift>}jj{/Shift}");
    expect(selected()).toBe("r0 r1 r2 r3");
    await user.keyboard("{Escape}");
    expect(selected()).toBe("");
  });

  it("tells a screen reader which row has the keyboard", async () => {
    const { grid: element, user } = await grid();
    element.focus();
    await user.keyboard("jj");
    const id = element.getAttribute("aria-activedescendant") ?? "";
    expect(document.getElementById(id)).toHaveTextContent("r1");
  });

  it("selects by check boxes, a range with Shift, and all loaded rows", async () => {
    const { user } = await grid(30);
    await user.click(screen.getByRole("checkbox", { name: "Select r1" }));
    await user.keyboard("{Shift>}");
    await user.click(screen.getByRole("checkbox", { name: "Select r3" }));
    await user.keyboard("{/Shift}");
    expect(selected()).toBe("r1 r2 r3");
    await user.click(screen.getByRole("checkbox", { name: "Select all loaded rows" }));
    expect(selected().split(" ")).toHaveLength(30);
  });

  it("opens a row by a click, but not by a click on its check box", async () => {
    const { user, heard } = await grid();
    await user.click(screen.getByRole("checkbox", { name: "Select r2" }));
    expect(heard.opened).not.toHaveBeenCalled();
    await user.click(screen.getByText("r4"));
    expect(heard.opened).toHaveBeenCalledWith("r4");
  });

  it("sorts by the columns that can, and says which way", async () => {
    const { user, heard } = await grid();
    expect(screen.getByRole("columnheader", { name: "Size" })).toHaveAttribute("aria-sort", "descending");
    expect(screen.getByRole("columnheader", { name: "Id" })).not.toHaveAttribute("aria-sort");
    await user.click(screen.getByRole("button", { name: "Size" }));
    expect(heard.sorted).toHaveBeenCalledWith("size");
  });

  it("is accessible", async () => {
    const { container } = await grid(40);
    await expectAccessible(container);
  });
});
