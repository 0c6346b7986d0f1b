import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The shell looks for the dev server at this port; another port would open an empty window.
  server: { port: 5173, strictPort: true },
  // Tauri prints its own lines between those of Vite.
  clearScreen: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The files come from the disk, not over a network: a large chunk costs no wait worth a warning.
    chunkSizeWarningLimit: 1500,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    // Whole screens are drawn, on machines that are busy with other work: that is slow, never wrong.
    testTimeout: 120_000,
    // What fails once and not again is told as flaky, and is to be mended; it does not stop others.
    retry: 1,
    restoreMocks: true,
  },
});
