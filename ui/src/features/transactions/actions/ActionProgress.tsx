import { Button, Group, Progress, Text } from "@mantine/core";

interface ActionProgressProps {
  label: string;
  done: number;
  total: number;
  onStop: () => void;
}

/** How many of the transactions were asked, and a way to leave the rest as they are. */
export function ActionProgress({ label, done, total, onStop }: ActionProgressProps) {
  return (
    <Group gap="sm" wrap="nowrap">
      <Progress flex={1} value={(done / total) * 100} aria-label={`Progress of ${label}`} />
      <Text size="xs">
        {done.toLocaleString("en")} of {total.toLocaleString("en")}
      </Text>
      <Button size="compact-xs" variant="default" onClick={onStop}>
        Stop
      </Button>
    </Group>
  );
}
