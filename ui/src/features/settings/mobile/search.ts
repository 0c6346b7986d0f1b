/** What the URL of the Mobile Sync Settings says. */
export interface MobileSettingsSearch {
  /** Id of the profile whose settings are shown; none for the org default. */
  profile?: string;
}

/** Reads a URL that anybody may have typed. */
export function mobileSettingsSearch(raw: Record<string, unknown>): MobileSettingsSearch {
  const { profile } = raw;
  return typeof profile === "string" && profile !== "" ? { profile } : {};
}
