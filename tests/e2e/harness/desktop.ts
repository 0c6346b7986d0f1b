import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

import { programs } from "./programs";

/** What a desktop was asked to show. */
export interface Shown {
  title: string;
  text: string;
}

/** A desktop that shows notifications and, if it has a tray, icons; for windows that are told its bus. */
export interface Desktop {
  /** The address of its D-Bus. */
  bus: string;
  /** The next notification, when it comes. */
  shown(): Promise<Shown>;
  /** Chooses the newest one, as a click on it does. */
  choose(): void;
  /** Chooses an item in the menu of the icon in the tray, as soon as it can be chosen. */
  chooseInTray(text: string): void;
  /** The titles of the windows on the display. */
  windows(): Promise<string[]>;
  /** Closes the windows whose title has this text, as the button in their title bar does. */
  closeWindow(title: string): void;
  stop(): Promise<void>;
}

/** Starts a desktop, with or without a tray. */
export async function startDesktop({ hasTray = false } = {}): Promise<Desktop> {
  const desktop = spawn(programs.desktopServer, hasTray ? ["--tray"] : [], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: desktop.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("The desktop ended.");
    return value;
  };
  const bus = await line();
  // Notifications come at any time, also before the answer to a question.
  const notifications: Shown[] = [];
  const say = (words: string) => void desktop.stdin.write(`${words}\n`);
  return {
    bus,
    shown: async () => notifications.shift() ?? (JSON.parse(await line()) as Shown),
    choose: () => say("notification"),
    chooseInTray: (text) => say(`tray ${text}`),
    windows: async () => {
      say("look");
      for (;;) {
        const told = JSON.parse(await line()) as Shown | { windows: string[] };
        if ("windows" in told) return told.windows;
        notifications.push(told);
      }
    },
    closeWindow: (title) => say(`close ${title}`),
    stop: () => ended(desktop),
  };
}

/** It ends with its input, and takes its bus along. */
function ended(desktop: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    desktop.once("exit", () => resolve());
    desktop.stdin?.end();
  });
}
