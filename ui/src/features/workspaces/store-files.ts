import type { FileKind } from "../../platform/platform";
import { platform } from "../../platform/platform";

/** The ending of a store file. */
const ENDING = "syncstore";

/** What dialogs offer when a workspace is opened or made. */
export const STORE_FILES: FileKind[] = [
  { name: "Sync store", extensions: [ENDING] },
  { name: "All files", extensions: ["*"] },
];

/** A path for a new workspace in the user's documents. */
export async function suggestedPath(name: string): Promise<string> {
  return platform().joinPath(await platform().documentsFolder(), `${name}.${ENDING}`);
}
