import { useSyncExternalStore } from "react";

/** How often relative times move on, in milliseconds. */
const TICK = 15_000;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function tick() {
  now = Date.now();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time now in milliseconds, moving on every 15 seconds; one timer for the whole window. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
