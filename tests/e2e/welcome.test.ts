import { expect } from "vitest";

import { windowTest } from "./harness/window-test";

const test = windowTest();

test("without a workspace the window opens at the welcome screen", async ({ window: { browser, page } }) => {
  await page.find("button", /Create a sample/);
  await page.find("button", /Open/);
  expect(await browser.getTitle()).toBe("Synchronization Admin Console");
});
