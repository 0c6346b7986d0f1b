import type { ReportZone } from "../bindings/ReportZone";

/** The file kinds that a dialog offers, for example `{ name: "Sync store", extensions: ["db"] }`. */
export interface FileKind {
  name: string;
  extensions: string[];
}

/** What an open dialog asks for. */
export interface OpenQuestion {
  title: string;
  kinds: FileKind[];
  multiple?: boolean;
}

/** What a save dialog asks for. */
export interface SaveQuestion {
  title: string;
  kinds: FileKind[];
  suggestedName?: string;
}

/** Which daily report is to be sent, and to whom. */
export interface ReportMail {
  /** As 2026-11-26. */
  day: string;
  zone: ReportZone;
  /** Mail addresses. */
  to: string[];
}

/** The console's own preferences (theme, columns, recent workspaces); never data of the org. */
export interface Preferences {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

/** All that the UI needs of the shell it runs in. */
export interface Platform {
  /** Calls a command; rejects with an `ErrorBody` or whatever the shell threw. */
  call(name: string, request: unknown): Promise<unknown>;
  /** Hears every `ConsoleEvent`; answers how to stop hearing. */
  listen(onEvent: (event: unknown) => void): Promise<() => void>;
  preferences: Preferences;
  /** Paths the user chose; empty when the dialog was closed. */
  askForFiles(question: OpenQuestion): Promise<string[]>;
  /** A folder the user chose; none when the dialog was closed. */
  askForFolder(title: string): Promise<string | null>;
  /** The path to write to; none when the dialog was closed. */
  askWhereToSave(question: SaveQuestion): Promise<string | null>;
  /** The user's folder for documents, where a new workspace is suggested. */
  documentsFolder(): Promise<string>;
  /** A file's path in a folder, with the separator of this system. */
  joinPath(folder: string, file: string): Promise<string>;
  /** Opens the daily report as a draft in the mail program; answers the file of the draft. */
  openReportInMail(request: ReportMail): Promise<string>;
  setWindowTitle(title: string): Promise<void>;
}

let installed: Platform | undefined;

/** Says which shell the UI runs in; the entry page does this once, before anything renders. */
export function installPlatform(platform: Platform): void {
  installed = platform;
}

/** The shell the UI runs in. */
export function platform(): Platform {
  if (!installed) throw new Error("installPlatform must be called before the UI starts.");
  return installed;
}
