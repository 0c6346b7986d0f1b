import { useCommand } from "../../api/query";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { Screen } from "../../components/layout/Screen";
import { HistoryPanel } from "../settings/HistoryPanel";
import classes from "../settings/settings.module.css";
import { MaskSwitch } from "./MaskSwitch";
import { RevealsPanel } from "./RevealsPanel";
import { RulesPanel } from "./RulesPanel";
import { valueInWords } from "./words";

/** What is kept with the changes of the rules, by field. */
const FIELDS = { onScreen: "Masks on screen", own: "Own rules" };

/** Which personal data is masked, and who saw it all the same. */
export function PersonalDataScreen() {
  const masks = useCommand("masks.get", {});
  return (
    <Screen
      title="Personal data"
      lead="Values of payloads that hold personal data are hidden. One can be revealed at a time, and who saw it is recorded."
    >
      <div className={classes.stack}>
        {masks.isError && <ErrorNotice error={masks.error} onRetry={() => void masks.refetch()} />}
        {masks.isPending && <SkeletonText lines={12} />}
        {masks.data && (
          <>
            <MaskSwitch view={masks.data} />
            <RulesPanel view={masks.data} />
          </>
        )}
        <RevealsPanel />
        {masks.data && (
          <HistoryPanel
            changes={masks.data.history}
            fields={[]}
            others={FIELDS}
            inWords={valueInWords}
            nothingYet="the built-in rules hold"
          />
        )}
      </div>
    </Screen>
  );
}
