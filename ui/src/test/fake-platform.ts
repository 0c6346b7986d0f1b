import type { CommandName, RequestOf, ResponseOf } from "../api/rpc";
import type { ConsoleEvent } from "../bindings/ConsoleEvent";
import type { ErrorBody } from "../bindings/ErrorBody";
import type { Platform, ReportMail } from "../platform/platform";

/** What the fake answers, command by command; what is not here is refused as unknown. */
export type Handlers = {
  [N in CommandName]?: (request: RequestOf<N>) => ResponseOf<N> | Promise<ResponseOf<N>>;
};

/** A command that was called. */
export interface Call {
  name: string;
  request: unknown;
}

/** A shell without a window: answers from `handlers`, remembers what was asked. */
export interface FakePlatform extends Platform {
  handlers: Handlers;
  calls: Call[];
  /** The requests of one command so far. */
  requestsOf: <N extends CommandName>(name: N) => RequestOf<N>[];
  emit: (event: ConsoleEvent) => void;
  saved: Map<string, unknown>;
  /** What the next dialogs answer. */
  chosenFiles: string[];
  chosenPath: string | null;
  /** What was opened in the mail program. */
  mailed: ReportMail[];
  title: string;
}

export function fakePlatform(handlers: Handlers = {}): FakePlatform {
  const listeners = new Set<(event: unknown) => void>();
  const fake: FakePlatform = {
    handlers,
    calls: [],
    requestsOf: <N extends CommandName>(name: N) =>
      fake.calls.filter((call) => call.name === name).map(({ request }) => request as RequestOf<N>),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    saved: new Map(),
    chosenFiles: [],
    chosenPath: null,
    mailed: [],
    title: "",
    async call(name, request) {
      fake.calls.push({ name, request });
      const answer = fake.handlers[name as CommandName] as ((request: unknown) => unknown) | undefined;
      if (!answer) throw refusal("unknownCommand", `there is no command "${name}" in this fake`);
      // What crosses the boundary is JSON: nobody on the other side sees the same object.
      return structuredClone(await answer(structuredClone(request)));
    },
    listen(onEvent) {
      listeners.add(onEvent);
      return Promise.resolve(() => void listeners.delete(onEvent));
    },
    preferences: {
      get: (key) => Promise.resolve(fake.saved.get(key)),
      set: (key, value) => Promise.resolve(void fake.saved.set(key, value)),
    },
    askForFiles: () => Promise.resolve(fake.chosenFiles),
    askForFolder: () => Promise.resolve(fake.chosenPath),
    askWhereToSave: () => Promise.resolve(fake.chosenPath),
    documentsFolder: () => Promise.resolve("/home/sam/Documents"),
    joinPath: (folder, file) => Promise.resolve(`${folder}/${file}`),
    openReportInMail: (request) => {
      fake.mailed.push(request);
      return Promise.resolve("/tmp/daily-report.eml");
    },
    setWindowTitle: (title) => Promise.resolve(void (fake.title = title)),
  };
  return fake;
}

/** What a command throws when it refuses. */
export function refusal(
  code: ErrorBody["code"],
  message: string,
  details: unknown = null,
): Error & ErrorBody {
  return Object.assign(new Error(message), { code, details });
}
