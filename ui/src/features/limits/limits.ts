import type { GovernorLimits } from "../../bindings/GovernorLimits";

/** The name of a governor limit. */
export type LimitName = keyof GovernorLimits;

/** What a limit counts, and how its numbers are shown. */
export interface LimitInfo {
  name: LimitName;
  label: string;
  meaning: string;
  /** What Salesforce allows an asynchronous transaction. */
  salesforce: number;
  /** The least that may be set. */
  least: number;
  /** A value as an admin reads it, with its unit. */
  shown: (value: number) => string;
}

const plain = (value: number) => value.toLocaleString("en");

/** Every governor limit, in the order of the screen. */
export const LIMITS: LimitInfo[] = [
  {
    name: "queries",
    label: "Queries",
    meaning: "Times that records are looked up: grouping items lowers them.",
    salesforce: 200,
    least: 1,
    shown: plain,
  },
  {
    name: "statements",
    label: "Statements",
    meaning: "Inserts, updates and deletes: one for each batch of items with the same operation and object.",
    salesforce: 150,
    least: 1,
    shown: plain,
  },
  {
    name: "rows",
    label: "Rows",
    meaning: "Records that are read and written.",
    salesforce: 10_000,
    least: 1,
    shown: plain,
  },
  {
    name: "cpuMs",
    label: "CPU time",
    meaning: "Processor time, with the rules of the org; a millisecond that has begun counts.",
    salesforce: 60_000,
    least: 1,
    shown: (value) => `${plain(value)} ms`,
  },
  {
    name: "heapBytes",
    label: "Heap",
    meaning: "Bytes of payloads and records that are held until the attempt has ended.",
    salesforce: 12_582_912,
    least: 1024,
    shown: size,
  },
];

/** What Salesforce allows an asynchronous transaction. */
export const SALESFORCE_LIMITS = Object.fromEntries(
  LIMITS.map(({ name, salesforce }) => [name, salesforce]),
) as GovernorLimits;

/** "512 bytes", "1.5 KB", "12 MB". */
export function size(bytes: number): string {
  if (bytes < 1024) return `${plain(bytes)} bytes`;
  const [amount, unit] = bytes < 1_048_576 ? [bytes / 1024, "KB"] : [bytes / 1_048_576, "MB"];
  return `${amount.toLocaleString("en", { maximumFractionDigits: 1 })} ${unit}`;
}

/** How near a use comes to its limit, which decides how it is marked. */
export function nearness(used: number, allowed: number): "fine" | "near" | "over" {
  if (used > allowed) return "over";
  return used > allowed * 0.8 ? "near" : "fine";
}
