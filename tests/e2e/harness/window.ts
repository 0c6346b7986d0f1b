import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { remote, type Browser } from "webdriverio";

import { stop } from "./display";
import { programs, results, syncadm } from "./programs";

/** A console in a real window, on scratch files that go away with it. */
export interface ConsoleWindow {
  browser: Browser;
  /** The folder of its files and preferences. */
  folder: string;
  /** The store it has open; empty without one. */
  store: string;
  close(): Promise<void>;
}

export interface WindowOptions {
  /** Arguments of `syncadm init` that make the store; none: the window opens without a store. */
  init?: string[];
  size?: { width: number; height: number };
}

/** The small sample that the tests share. */
export const smallSample = ["--sample", "--users", "12", "--transactions", "400", "--seed", "7"];

/** Opens the console. */
export async function openConsole({ init, size }: WindowOptions = {}): Promise<ConsoleWindow> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "console-"));
  const store = init ? path.join(folder, "sample.syncstore") : "";
  if (init) await syncadm(store, "init", ...init);

  const [port, nativePort] = [await freePort(), await freePort()];
  const driver = spawn(programs.driver, ["--port", String(port), "--native-port", String(nativePort)], {
    // Preferences and window state land in the scratch folder; the actor has a name that tests can look for.
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, SYNCADM_ACTOR: "Ada Admin" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await listening(port, driver);
  const browser = await remote({
    hostname: "127.0.0.1",
    port,
    logLevel: "error",
    capabilities: {
      browserName: "wry",
      "wdio:enforceWebDriverClassic": true,
      "tauri:options": { application: programs.desktop, args: store ? [store] : [] },
    } as WebdriverIO.Capabilities,
  });
  await browser.setWindowSize(size?.width ?? 1360, size?.height ?? 860);
  return {
    browser,
    folder,
    store,
    async close() {
      await browser.deleteSession();
      await stop(driver);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Keeps a picture of a window whose test failed. */
export async function keepPicture(window: ConsoleWindow, name: string): Promise<void> {
  await mkdir(results, { recursive: true });
  await window.browser.saveScreenshot(path.join(results, `${name.replaceAll(/[^\w-]+/g, "-")}.png`));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until the driver takes connections, at most ten seconds. */
async function listening(port: number, driver: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (driver.exitCode !== null) throw new Error(`tauri-driver ended with ${driver.exitCode}.`);
    if (await connects(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("tauri-driver did not start listening within ten seconds.");
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
