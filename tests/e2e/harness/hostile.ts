import { writeFile } from "node:fs/promises";
import path from "node:path";

import { syncadm } from "./programs";
import type { Scratch } from "./scratch";

/** What a payload, a name or an error may hold that does harm where it is shown. */
export const TEXTS = [
  "<script>window.wasRun = true</script>",
  '<img src="x" onerror="window.wasRun = true">',
  "javascript:window.wasRun=true",
  "\u202eevil\u202c \u2067right\u2069 to left",
  "zero\u200bwidth\ufeff\u2060",
  "مرحبا بالعالم",
  "bell\u0007 \u001b[31mred\u001b[0m \u009b31m",
  "W".repeat(2_000),
  "{{7*7}} ${window.wasRun = true} %s %n",
];

/** The transaction with the largest payloads and the longest error. */
export const LARGEST = "DST-large";
const LARGE_PAYLOAD = 5_000_000;
const FIELDS = 10_000;
const LONG_ERROR = 100_000;

const TRANSACTIONS =
  "Id,Name,OwnerId,Status,OfflineUniqueIdentifier,OfflineTimestamp,DeviceIdentifier,AppVersion,MetadataVersion,DependentOfflineIdentifiers";
const ITEMS =
  "Id,Name,DeviceSyncTransactionId,ObjectName,OperationType,OfflineCreatedDate,OfflineUniqueIdentifier,Status,RecordIdentifier,FieldValues";
const LOGS =
  "Id,Name,DeviceSyncTransactionId,LogType,CreatedDate,ExceptionCode,ObjectName,FieldName,Value,ExceptionLog";
const MADE = "2026-11-20T10:00:00.000Z";

/** Imports Failed transactions that hold every one of [`TEXTS`] wherever it fits, and one that is too large for any screen. */
export async function importHostile({ folder, store = "" }: Scratch): Promise<void> {
  const texts = TEXTS.map((text, at) => ({
    text,
    name: `DST-${at} ${text.slice(0, 60)}`,
  }));
  const all = [...texts, { text: "x".repeat(LONG_ERROR), name: LARGEST }];
  const transactions = all.map(({ text, name }, at) => {
    const short = text.slice(0, 200);
    const parent = at === 0 ? "" : "hostile-0";
    return [id("1QT", at), name, id("005", at), "Failed", `hostile-${at}`, MADE, short, short, short, parent];
  });
  const items = all.flatMap(({ text, name }, at) =>
    payloads(text, name).map((payload, nth) => {
      const number = at * 10 + nth;
      const object = nth === 0 ? "Account" : text.slice(0, 60);
      const record = id("001", at);
      return [
        id("1QR", number),
        `DSR-${number}`,
        id("1QT", at),
        object,
        "update",
        MADE,
        `item-${number}`,
        "Ready",
        record,
        payload,
      ];
    }),
  );
  const logs = all.map(({ text }, at) => {
    const short = text.slice(0, 200);
    return [
      id("1QL", at),
      `DSL-${at}`,
      id("1QT", at),
      "Error",
      MADE,
      "FIELD_CUSTOM_VALIDATION_EXCEPTION",
      "Account",
      "Name",
      short,
      text,
    ];
  });
  const files = [
    await csv(folder, "transactions.csv", TRANSACTIONS, transactions),
    await csv(folder, "items.csv", ITEMS, items),
    await csv(folder, "logs.csv", LOGS, logs),
  ];
  await syncadm(store, "import", "--all-or-none", ...files);
}

function payloads(text: string, name: string): string[] {
  if (name !== LARGEST)
    return [
      JSON.stringify({ Name: text, Description: text, [text]: text }),
      JSON.stringify({ [text]: text }),
    ];
  const fields = Array.from({ length: FIELDS }, (_, number) => [`Field${number}__c`, `value ${number}`]);
  return [
    JSON.stringify({ Name: "large", Description: "x".repeat(LARGE_PAYLOAD) }),
    JSON.stringify(Object.fromEntries(fields)),
  ];
}

function id(prefix: string, number: number): string {
  return prefix + String(number).padStart(12, "0");
}

async function csv(folder: string, name: string, header: string, lines: string[][]): Promise<string> {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const file = path.join(folder, name);
  await writeFile(file, [header, ...lines.map((line) => line.map(cell).join(","))].join("\r\n"));
  return file;
}
