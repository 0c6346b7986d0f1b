import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { documentDir, join } from "@tauri-apps/api/path";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { open, save } from "@tauri-apps/plugin-dialog";
import { LazyStore } from "@tauri-apps/plugin-store";

import type { Platform } from "./platform";

const preferences = new LazyStore("preferences.json");

/** The desktop window. */
export const tauriPlatform: Platform = {
  call: (name, request) => invoke("rpc", { name, request }),

  listen: (onEvent) => listen("console", (event) => onEvent(event.payload)),

  preferences: {
    get: (key) => preferences.get(key),
    async set(key, value) {
      await preferences.set(key, value);
      await preferences.save();
    },
  },

  async askForFiles({ title, kinds, multiple = false }) {
    const chosen = await open({ title, multiple, directory: false, filters: kinds });
    if (chosen === null) return [];
    return Array.isArray(chosen) ? chosen : [chosen];
  },

  askForFolder: (title) => open({ title, directory: true, multiple: false }),

  askWhereToSave: ({ title, kinds, suggestedName }) =>
    save({ title, filters: kinds, ...(suggestedName === undefined ? {} : { defaultPath: suggestedName }) }),

  documentsFolder: () => documentDir(),

  joinPath: (folder, file) => join(folder, file),

  openReportInMail: (request) => invoke("open_report_in_mail", { request }),

  setWindowTitle: (title) => getCurrentWindow().setTitle(title),
};
