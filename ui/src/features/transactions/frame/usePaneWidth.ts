import { usePreference } from "../../../api/preferences";

/** The width of the pane until the user chooses, in pixels. */
const DEFAULT = 520;
const NARROWEST = 380;
/** Room that the list keeps, in pixels. */
const LIST_KEEPS = 420;

/** The width of the pane, kept in the preferences and never so wide that the list has no room. */
export function usePaneWidth(): [number, (width: number) => void] {
  const [width, setWidth] = usePreference("detailWidth", DEFAULT);
  const widest = Math.max(NARROWEST, window.innerWidth - LIST_KEEPS);
  const within = (wanted: number) => Math.round(Math.min(widest, Math.max(NARROWEST, wanted)));
  return [within(width), (wanted) => setWidth(within(wanted))];
}
