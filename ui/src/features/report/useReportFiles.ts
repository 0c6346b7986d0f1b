import { useMutation } from "@tanstack/react-query";

import { rpc } from "../../api/rpc";
import { problemsByField, RpcError } from "../../api/rpc-error";
import type { DailyReport } from "../../bindings/DailyReport";
import type { ReportZone } from "../../bindings/ReportZone";
import { platform } from "../../platform/platform";

/** The forms that are saved. */
type Format = "html" | "csv";

/** Writes a report to files and into the mail program, and says what became of it. */
export function useReportFiles(request: { day: string; zone: ReportZone }) {
  const save = useMutation<string | undefined, RpcError, { format: Format; report: DailyReport }>({
    mutationFn: async ({ format, report }) => {
      const path = await platform().askWhereToSave({
        title: "Where the report goes",
        kinds: [{ name: format.toUpperCase(), extensions: [format] }],
        suggestedName: `daily-report-${report.day}.${format}`,
      });
      if (path === null) return undefined;
      const { files } = await rpc("report.save", { ...request, [format]: path, to: [] });
      return `Saved to ${files.join(", ")}.`;
    },
  });
  const mail = useMutation<string, RpcError, string>({
    mutationFn: async (to) => {
      const addresses = to
        .split(/[,;]/)
        .map((address) => address.trim())
        .filter((address) => address !== "");
      const draft = await platform()
        .openReportInMail({ ...request, to: addresses })
        .catch((thrown: unknown) => {
          throw RpcError.from(thrown);
        });
      return `Opened in the mail program. If none shows it, open the draft by hand: ${draft}`;
    },
  });
  const failed = save.error ?? mail.error;
  return {
    save: (format: Format, report: DailyReport) => {
      mail.reset();
      save.mutate({ format, report });
    },
    mail: (to: string) => {
      save.reset();
      mail.mutate(to);
    },
    busy: save.isPending || mail.isPending,
    error: failed,
    /** What is wrong with the values, by field. */
    problems: problemsByField(failed),
    told: save.data ?? mail.data ?? "",
  };
}
