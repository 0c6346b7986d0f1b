import type { ConsoleEvent } from "../bindings/ConsoleEvent";
import { platform } from "../platform/platform";

type Listener = (event: ConsoleEvent) => void;

const listeners = new Set<Listener>();

/** Hears every event of the console until the answered function is called. */
export function onConsoleEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Connects the shell's one stream of events to all listeners; done once at the start. */
export function connectEvents(): Promise<() => void> {
  return platform().listen((event) => listeners.forEach((listener) => listener(event as ConsoleEvent)));
}
