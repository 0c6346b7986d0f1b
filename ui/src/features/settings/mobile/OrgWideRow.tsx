import { Link } from "@tanstack/react-router";

import type { SettingInfo } from "../../../bindings/SettingInfo";
import { FieldRow } from "../../../components/form/FieldRow";
import { SettingControl } from "../SettingControl";
import { SettingFacts } from "../SettingFacts";
import classes from "../settings.module.css";
import type { SettingValue } from "../value";

/** A field that has one value for the whole org, as a profile sees it. */
export function OrgWideRow({ info, value }: { info: SettingInfo; value: SettingValue }) {
  const id = `setting-${info.name}`;
  const facts = (
    <SettingFacts info={info} value={value} onRecommended={undefined}>
      <span className={classes.source}>
        One value for the whole org. Change it in the{" "}
        <Link to="/settings/mobile" search={{}} className={classes.link}>
          org default
        </Link>
        .
      </span>
    </SettingFacts>
  );
  return (
    <FieldRow controlId={id} label={info.label} meaning={info.meaning} changed={false}>
      <SettingControl id={id} info={info} value={value} disabled facts={facts} />
    </FieldRow>
  );
}
