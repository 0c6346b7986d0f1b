import { spawn } from "node:child_process";
import net from "node:net";

import { programs } from "./programs";
import { stop } from "./stop";

/** A running tauri-driver. */
export interface Driver {
  port: number;
  stop(): Promise<void>;
}

/** Starts the driver that opens the window; the window inherits the environment. */
export async function startDriver(environment: Record<string, string>): Promise<Driver> {
  const port = await freePort();
  const nativePort = await freePort();
  const driver = spawn(programs.driver, ["--port", String(port), "--native-port", String(nativePort)], {
    // The desktop of whoever tests has a tray of its own, which has no part in it.
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: undefined, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const failed = new Promise<never>((_, reject) => {
    driver.once("error", (error) =>
      reject(new Error("tauri-driver could not be started.", { cause: error })),
    );
    driver.once("exit", (code) =>
      reject(new Error(`tauri-driver ended with ${String(code)} before it listened.`)),
    );
  });
  await Promise.race([listening(port), failed]);
  failed.catch(() => "It ends with the test.");
  return { port, stop: () => stop(driver) };
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

/** Waits until something takes connections, at most ten seconds. */
async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
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
