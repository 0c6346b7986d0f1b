import type { Item } from "../../bindings/Item";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { id, makeTransaction } from "./make-transaction";

/** Numbers of the odd transactions: above those of the others. */
const FIRST = 900_001;

/** Transactions as they come once in a thousand: what a screen has to bear. */
export function oddTransactions(): TransactionDetail[] {
  return [
    odd(0, [
      {
        Notes:
          "\u05e4\u05d2\u05d9\u05e9\u05d4 \u05e2\u05dd \u05d3\u05f4\u05e8 \u05dc\u05d5\u05d9 (Zürich) \u202Eabc\u202C",
        Channel: "Vid\u200beo",
        Status: "Completed",
        AccountId: "device-account-17",
        "<b>Old__c</b>": "<script>alert(1)</script>",
      },
    ]),
    odd(1, [
      '{"QuantityDisbursed":12345678901234567890.10,"Value":0.30000000000000000000001,"LotNumber":417}',
    ]),
    odd(2, ['{\n  "Notes": "unfinished,\n  "Channel": "Phone"\n}']),
    odd(3, [{ Notes: "n".repeat(2_200_000) }]),
    odd(
      4,
      Array.from({ length: 120 }, (_, at) => ({ Notes: `Item ${at + 1}`, Channel: "Phone" })),
    ),
  ];
}

function odd(at: number, payloads: (string | Record<string, unknown>)[]): TransactionDetail {
  const detail = makeTransaction(FIRST + at, at / 100, "Failed");
  const [model] = detail.items;
  if (!model) return detail;
  const objectName = at === 1 ? "ProductDisbursement" : "Visit";
  detail.items = payloads.map((payload, number): Item => ({
    ...model,
    Id: id("1QR", (FIRST + at) * 1000 + number),
    ObjectName: objectName,
    OperationType: "insert",
    RecordIdentifier: `local-${at}-${number}`,
    FieldValues: typeof payload === "string" ? payload : JSON.stringify(payload),
  }));
  detail.logEntries = detail.logEntries.map((entry) => ({
    ...entry,
    ExceptionLocation: detail.items[0]?.Id ?? null,
    ObjectName: objectName,
  }));
  return detail;
}
