import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { IconFileTypeCsv, IconFileTypeHtml, IconMail } from "@tabler/icons-react";
import { useState } from "react";

import { useCommand } from "../../api/query";
import type { ReportZone } from "../../bindings/ReportZone";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { useNow } from "../../components/time/useNow";
import { ReportPreview } from "./ReportPreview";
import classes from "./report.module.css";
import { useReportFiles } from "./useReportFiles";

const ZONES: { value: ReportZone; label: string }[] = [
  { value: "utc", label: "UTC" },
  { value: "local", label: "Local time" },
];

/** Which day, what it was like, and what to do with the report. */
export function ReportForm({ onClose }: { onClose: () => void }) {
  const now = useNow();
  const [day, setDay] = useState(() => yesterday(now));
  const [zone, setZone] = useState<ReportZone>("utc");
  const [to, setTo] = useState("");
  const request = { day, zone };
  const report = useCommand("report.get", request);
  const files = useReportFiles(request);

  return (
    <Stack gap="md">
      <Group gap="md" align="end">
        <DateInput
          label="Day"
          valueFormat="YYYY-MM-DD"
          maxDate={new Date(now)}
          value={day}
          onChange={(chosen) => chosen !== null && setDay(chosen)}
        />
        <SegmentedControl
          aria-label="Whose day"
          data={ZONES}
          value={zone}
          onChange={(value) => setZone(value)}
        />
      </Group>
      {report.isError && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && <SkeletonText lines={10} />}
      {report.data && <ReportPreview report={report.data} />}
      <TextInput
        label="To"
        description="Mail addresses, with commas between them; you can also fill them in later, in the mail program."
        value={to}
        error={files.problems["to"]}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {files.error && !files.problems["to"] && <ErrorNotice error={files.error} />}
      <p role="status" className={classes.told}>
        {files.told}
      </p>
      <Group justify="flex-end" gap="xs">
        <Button data-autofocus variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileTypeHtml size={16} aria-hidden />}
          disabled={!report.data || files.busy}
          onClick={() => report.data && files.save("html", report.data)}
        >
          Save HTML…
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
          disabled={!report.data || files.busy}
          onClick={() => report.data && files.save("csv", report.data)}
        >
          Save CSV…
        </Button>
        <Button
          leftSection={<IconMail size={16} aria-hidden />}
          disabled={!report.data || files.busy}
          onClick={() => files.mail(to)}
        >
          Open in mail
        </Button>
      </Group>
    </Stack>
  );
}

const DAY = 86_400_000;

/** The day before in UTC, as 2026-11-26. */
function yesterday(now: number): string {
  return new Date(now - DAY).toISOString().slice(0, 10);
}
