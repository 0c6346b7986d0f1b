import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { installPlatform } from "../platform/platform";
import { type FakePlatform, fakePlatform } from "../test/fake-platform";
import { loadPreferences, preference, usePreference } from "./preferences";

let platform: FakePlatform;

beforeEach(() => {
  platform = fakePlatform();
  installPlatform(platform);
});

describe("preferences", () => {
  it("are read from the file, and what does not fit counts as not set", async () => {
    platform.saved.set("theme", "dark");
    platform.saved.set("detailWidth", "wide");
    platform.saved.set("recentWorkspaces", [{ name: "x" }]);
    await loadPreferences();
    expect(preference("theme")).toBe("dark");
    expect(preference("detailWidth")).toBeUndefined();
    expect(preference("recentWorkspaces")).toBeUndefined();
  });

  it("change on every screen at once and land in the file", async () => {
    await loadPreferences();
    const one = renderHook(() => usePreference("detailWidth", 500));
    const other = renderHook(() => usePreference("detailWidth", 500));
    expect(one.result.current[0]).toBe(500);
    act(() => one.result.current[1](640));
    expect(other.result.current[0]).toBe(640);
    expect(platform.saved.get("detailWidth")).toBe(640);
  });

  it("go on when the file cannot be written", async () => {
    await loadPreferences();
    platform.preferences.set = () => Promise.reject(new Error("read-only"));
    const { result } = renderHook(() => usePreference("theme", "auto"));
    act(() => result.current[1]("light"));
    expect(result.current[0]).toBe("light");
  });
});
