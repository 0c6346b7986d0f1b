/** The lookback of the scheduler's template, in days. */
export const DEFAULT_LOOKBACK = 60;
/** The longest lookback that the console takes, in days. */
export const LONGEST_LOOKBACK = 3650;
