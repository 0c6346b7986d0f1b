import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

// It is always the same moment: no test depends on the day it runs, or on how long it takes.
vi.setSystemTime("2026-11-16T10:00:00Z");
beforeEach(() => {
  vi.setSystemTime("2026-11-16T10:00:00Z");
});

// What Mantine and the virtual list ask of a browser and jsdom lacks.
class NarrowQuery extends EventTarget {
  readonly matches = false;
  readonly onchange = null;
  constructor(readonly media: string) {
    super();
  }
  addListener() {}
  removeListener() {}
}
window.matchMedia = (query) => new NarrowQuery(query);
class QuietResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = QuietResizeObserver;
// A text area that grows with its text measures anew when fonts arrive.
Object.defineProperty(document, "fonts", { configurable: true, value: new EventTarget() });
window.HTMLElement.prototype.scrollIntoView = () => undefined;
window.HTMLElement.prototype.scrollTo = () => undefined;
// A window of a size, so that virtual lists draw rows.
for (const [name, size] of [
  ["offsetHeight", 700],
  ["offsetWidth", 1200],
  ["clientHeight", 700],
  ["clientWidth", 1200],
] as const) {
  Object.defineProperty(window.HTMLElement.prototype, name, { configurable: true, value: size });
}

// Whole screens are drawn, on machines that are busy with other work.
configure({ asyncUtilTimeout: 30_000 });

afterEach(cleanup);
