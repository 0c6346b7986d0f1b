import { mkdir } from "node:fs/promises";
import path from "node:path";
import { remote, type Browser } from "webdriverio";

import { startDriver } from "./driver";
import { Page } from "./page";
import { programs, results } from "./programs";
import type { Scratch } from "./scratch";

/** A console in a real window. */
export interface ConsoleWindow {
  browser: Browser;
  page: Page;
  close(): Promise<void>;
}

/** The size of the window's content, in logical pixels. */
const SIZE = { width: 1360, height: 860 };

/** Opens the console on scratch files; its preferences land there too. On a desktop of our own, if its bus is named. */
export async function openConsole(
  { folder, store }: Scratch,
  { bus }: { bus?: string } = {},
): Promise<ConsoleWindow> {
  const driver = await startDriver({
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    // Whose name field history gets.
    SYNCADM_ACTOR: "Ada Admin",
    ...(bus === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: bus }),
  });
  const browser = await remote({
    hostname: "127.0.0.1",
    port: driver.port,
    logLevel: "error",
    waitforTimeout: 10_000,
    capabilities: {
      browserName: "wry",
      "wdio:enforceWebDriverClassic": true,
      "tauri:options": { application: programs.desktop, args: store === undefined ? [] : [store] },
    } as WebdriverIO.Capabilities,
  });
  await browser.setWindowSize(SIZE.width, SIZE.height);
  return {
    browser,
    page: Page.of(browser),
    async close() {
      await browser.deleteSession().finally(driver.stop);
    },
  };
}

/** Opens the console for some work, and closes it whatever comes of that. */
export async function inConsole<Answer>(
  scratch: Scratch,
  work: (window: ConsoleWindow) => Promise<Answer>,
): Promise<Answer> {
  const window = await openConsole(scratch);
  try {
    return await work(window);
  } finally {
    await window.close();
  }
}

/** Keeps a picture of a window whose test failed. */
export async function keepPicture(window: ConsoleWindow, name: string): Promise<void> {
  await mkdir(results, { recursive: true });
  await window.browser.saveScreenshot(path.join(results, `${name.replaceAll(/[^\w-]+/g, "-")}.png`));
}
