import { start } from "./app/start";
import { tauriPlatform } from "./platform/tauri";

void start(tauriPlatform);
