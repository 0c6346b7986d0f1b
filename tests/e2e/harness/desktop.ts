import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

import { programs } from "./programs";

/** What a desktop was asked to show. */
export interface Shown {
  title: string;
  text: string;
}

/** A desktop that shows notifications, for windows that are told its bus. */
export interface Desktop {
  /** The address of its D-Bus. */
  bus: string;
  /** The next notification, when it comes. */
  shown(): Promise<Shown>;
  /** Chooses the newest one, as a click on it does. */
  choose(): void;
  stop(): Promise<void>;
}

/** Starts a desktop. */
export async function startDesktop(): Promise<Desktop> {
  const desktop = spawn(programs.desktopServer, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: desktop.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("The desktop ended.");
    return value;
  };
  return {
    bus: await next(),
    shown: async () => JSON.parse(await next()) as Shown,
    choose: () => void desktop.stdin.write("\n"),
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
