import { defineConfig } from "vitest/config";

const shared = {
  globalSetup: ["harness/display.ts"],
  // One window at a time: they share a display and two cores.
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // As for the Rust tests: one that passes only at the second try is a defect to mend, and holds up nothing else.
  retry: 1,
};

export default defineConfig({
  root: import.meta.dirname,
  test: {
    projects: [
      { test: { ...shared, name: "tests", include: ["**/*.test.ts"] } },
      { test: { ...shared, name: "screenshots", include: ["screenshots.ts"], testTimeout: 600_000 } },
      { test: { ...shared, name: "bench", include: ["bench.ts"] } },
    ],
  },
});
