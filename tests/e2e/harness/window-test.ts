import { test as base } from "vitest";

import { scratchFiles, type Scratch } from "./scratch";
import { type ConsoleWindow, keepPicture, openConsole } from "./window";

/** A test with scratch files, with a store made by the arguments of `syncadm init` if there are any. */
export function scratchTest(init?: string[]) {
  return base.extend<{ scratch: Scratch }>({
    scratch: async ({}, use) => {
      const scratch = await scratchFiles(init);
      await use(scratch);
      await scratch.remove();
    },
  });
}

/** A test in a window on scratch files. A picture of it is kept when the test fails. */
export function windowTest(init?: string[]) {
  return scratchTest(init).extend<{ window: ConsoleWindow }>({
    window: async ({ scratch, task }, use) => {
      const window = await openConsole(scratch);
      await use(window);
      if (task.result?.state === "fail") await keepPicture(window, task.name);
      await window.close();
    },
  });
}
