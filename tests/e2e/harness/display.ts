import { spawn, type ChildProcess } from "node:child_process";

import { stop } from "./stop";

/** Starts a display of our own, so that the windows open the same way on every machine. */
export default async function display(): Promise<() => Promise<void>> {
  const xvfb = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.env["DISPLAY"] = `:${await firstLine(xvfb)}`;
  return () => stop(xvfb);
}

/** The number of the display, which Xvfb prints when it is ready. */
function firstLine(xvfb: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    xvfb.once("error", (error) =>
      reject(new Error("Xvfb could not be started; is it installed?", { cause: error })),
    );
    xvfb.once("exit", (code) => reject(new Error(`Xvfb ended with ${String(code)} before it was ready.`)));
    xvfb.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()));
  });
}
