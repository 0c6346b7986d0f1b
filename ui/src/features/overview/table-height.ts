/** So high, in pixels, the tables of the overview may be; what is longer scrolls. */
export const TABLE_HEIGHT = 292;
