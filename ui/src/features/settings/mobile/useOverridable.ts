import { useMemo } from "react";

import type { SettingInfo } from "../../../bindings/SettingInfo";

/** The fields that a profile may override. */
export function useOverridable(fields: SettingInfo[]): SettingInfo[] {
  return useMemo(() => fields.filter(({ perProfile }) => perProfile), [fields]);
}
