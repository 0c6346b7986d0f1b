import { Button, Group, NativeSelect } from "@mantine/core";
import { IconListDetails, IconZoomReset } from "@tabler/icons-react";

import { type Bucket, bucketName, type Range, type Unit } from "./buckets";

interface ZoomControlsProps {
  /** The bars that are shown. */
  buckets: Bucket[];
  unit: Unit;
  isZoomed: boolean;
  onZoom: (range: Range) => void;
  onReset: () => void;
  /** Shows the transactions of the time that is shown. */
  onOpen: () => void;
}

/** Narrows the time by the keyboard too, and leads to its transactions. */
export function ZoomControls({ buckets, unit, isZoomed, onZoom, onReset, onOpen }: ZoomControlsProps) {
  const last = buckets.length - 1;
  const names = buckets.map((bucket) => optionName(bucket, unit));
  const zoom = (from: number, to: number) => {
    const [first, end] = [buckets[from], buckets[to]];
    if (first && end) onZoom({ start: first.start, end: end.end });
  };
  return (
    <Group gap="xs" mt="xs" align="end">
      <NativeSelect
        size="xs"
        label="From (UTC)"
        data={names.map((label, at) => ({ value: String(at), label }))}
        value="0"
        onChange={(event) => zoom(Number(event.currentTarget.value), last)}
      />
      <NativeSelect
        size="xs"
        label="To the end of"
        data={names.map((label, at) => ({ value: String(at), label }))}
        value={String(last)}
        onChange={(event) => zoom(0, Number(event.currentTarget.value))}
      />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconZoomReset size={14} aria-hidden />}
        disabled={!isZoomed}
        onClick={onReset}
      >
        Reset zoom
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconListDetails size={14} aria-hidden />}
        onClick={onOpen}
      >
        Show the transactions of this time
      </Button>
    </Group>
  );
}

/** An hour needs its day beside it. */
function optionName(bucket: Bucket, unit: Unit): string {
  if (unit !== "hour") return bucketName(bucket, unit);
  return new Date(bucket.start).toISOString().slice(5, 16).replace("T", " ");
}
