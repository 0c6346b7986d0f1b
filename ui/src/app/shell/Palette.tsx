import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import {
  IconAdjustments,
  IconArrowsExchange,
  IconBell,
  IconBook2,
  IconCalendarClock,
  IconDeviceTablet,
  IconEyeOff,
  IconFlask,
  IconFolderOpen,
  IconGauge,
  IconHistory,
  IconKeyboard,
  IconListDetails,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconReport,
  IconSearch,
  IconStack2,
  IconStackPop,
  IconSun,
  IconTableExport,
  IconTableImport,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { useCommand } from "../../api/query";
import { VIEWS } from "../../features/transactions/views";
import { useDialogs } from "../dialogs/dialogs";

/** Search and commands, by Ctrl/⌘ K. */
export function Palette() {
  const [query, setQuery] = useState("");
  const find = useFindActions(query.trim());
  const actions = useActions();
  return (
    <Spotlight
      actions={query.trim() === "" ? actions : [...actions, find]}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      nothingFound="Nothing found"
      maxHeight={420}
      centered={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      scrollable
      attributes={{ content: { "aria-label": "Search and commands" } }}
      highlightQuery
      searchProps={{
        leftSection: <IconSearch size={17} aria-hidden />,
        placeholder: "A command, a screen, or text, a name or an Id to find",
        "aria-label": "Search and commands",
      }}
      // What the user types is searched for as it is, beside the commands that match.
      filter={(text, groups) => matching(text, groups as SpotlightActionGroupData[])}
    />
  );
}

const FIND = "Find";

function matching(text: string, groups: SpotlightActionGroupData[]): SpotlightActionGroupData[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  const fits = ({ label = "", keywords = "" }: SpotlightActionData) =>
    words.every((word) => `${label} ${String(keywords)}`.toLowerCase().includes(word));
  return groups
    .map(({ group, actions }) => ({ group, actions: group === FIND ? actions : actions.filter(fits) }))
    .filter(({ actions }) => actions.length > 0);
}

/** Where the typed text itself can be looked for. */
function useFindActions(text: string): SpotlightActionGroupData {
  const navigate = useNavigate();
  const find = (search: { text?: string; name?: string; recordId?: string }) =>
    void navigate({ to: "/transactions", search });
  return {
    group: FIND,
    actions: [
      {
        id: "find-text",
        label: `Transactions with “${text}” in payload or error`,
        onClick: () => find({ text }),
      },
      { id: "find-name", label: `Transactions named “${text}”`, onClick: () => find({ name: text }) },
      {
        id: "find-record",
        label: `Transactions about record “${text}”`,
        onClick: () => find({ recordId: text }),
      },
    ].map((action) => ({ ...action, leftSection: icon(<IconSearch size={17} />) })),
  };
}

function useActions(): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const openDialog = useDialogs();
  const { setColorScheme } = useMantineColorScheme();
  const paused = Boolean(useCommand("processor.state", {}).data?.paused);
  return [
    {
      group: "Go to",
      actions: [
        action("overview", "Overview", <IconGauge size={17} />, () => void navigate({ to: "/overview" })),
        action(
          "transactions",
          "Transactions",
          <IconListDetails size={17} />,
          () => void navigate({ to: "/transactions" }),
        ),
        action(
          "groups",
          "Error groups",
          <IconStackPop size={17} />,
          () => void navigate({ to: "/transactions/groups" }),
        ),
        action(
          "bulk",
          "Bulk jobs: what was done to many at once, and undo",
          <IconStack2 size={17} />,
          () => void navigate({ to: "/bulk" }),
        ),
        action(
          "processor",
          "Processor",
          <IconArrowsExchange size={17} />,
          () => void navigate({ to: "/processor" }),
        ),
        action(
          "runs",
          "Runs of the Sync Processor",
          <IconHistory size={17} />,
          () => void navigate({ to: "/processor/runs" }),
        ),
        action(
          "schedules",
          "Schedules of the Sync Processor",
          <IconCalendarClock size={17} />,
          () => void navigate({ to: "/processor/schedules" }),
        ),
        action(
          "mobile",
          "Mobile Sync Settings",
          <IconDeviceTablet size={17} />,
          () => void navigate({ to: "/settings/mobile" }),
        ),
        action(
          "sync-processor",
          "Sync Processor Settings and governor limits",
          <IconAdjustments size={17} />,
          () => void navigate({ to: "/settings/processor" }),
        ),
        action(
          "causes",
          "Cause catalogue",
          <IconBook2 size={17} />,
          () => void navigate({ to: "/settings/causes" }),
        ),
        action(
          "personal-data",
          "Personal data: masks and reveals",
          <IconEyeOff size={17} />,
          () => void navigate({ to: "/settings/personal-data" }),
        ),
        action(
          "watch",
          "Watch: rules, quiet hours, desktop notifications",
          <IconBell size={17} />,
          () => void navigate({ to: "/settings/watch" }),
        ),
        action(
          "workspaces",
          "Workspaces",
          <IconFolderOpen size={17} />,
          () => void navigate({ to: "/welcome" }),
        ),
      ],
    },
    {
      group: "Views",
      actions: VIEWS.map(({ id, label, icon: Icon }) =>
        action(
          `view-${id}`,
          `${label} transactions`,
          <Icon size={17} />,
          () => void navigate({ to: "/transactions", search: { view: id } }),
        ),
      ),
    },
    {
      group: "Do",
      actions: [
        action("run", "Run the Sync Processor now", <IconPlayerPlay size={17} />, () =>
          openDialog({ kind: "run" }),
        ),
        action("simulate", "Simulate the whole queue", <IconFlask size={17} />, () =>
          openDialog({ kind: "simulate", scope: { kind: "queue" } }),
        ),
        action(
          "pause",
          paused ? "Resume the Sync Processor" : "Pause the Sync Processor",
          paused ? <IconPlayerPlay size={17} /> : <IconPlayerPause size={17} />,
          () => openDialog({ kind: "pause" }),
        ),
        action("inbox", "Notices: what the watch told", <IconBell size={17} />, () =>
          openDialog({ kind: "inbox" }),
        ),
        action("import", "Import Data Loader files", <IconTableImport size={17} />, () =>
          openDialog({ kind: "import" }),
        ),
        action("export", "Export transactions", <IconTableExport size={17} />, () =>
          openDialog({ kind: "export", filter: {} }),
        ),
        action("report", "Daily report: save it, or open it in mail", <IconReport size={17} />, () =>
          openDialog({ kind: "report" }),
        ),
        action("light", "Light theme", <IconSun size={17} />, () => setColorScheme("light")),
        action("dark", "Dark theme", <IconMoon size={17} />, () => setColorScheme("dark")),
        action("keys", "Keyboard shortcuts", <IconKeyboard size={17} />, () =>
          openDialog({ kind: "shortcuts" }),
        ),
      ],
    },
  ];
}

function action(id: string, label: string, image: ReactNode, onClick: () => void): SpotlightActionData {
  return { id, label, leftSection: icon(image), onClick };
}

function icon(image: ReactNode): ReactNode {
  return (
    <span aria-hidden style={{ display: "grid" }}>
      {image}
    </span>
  );
}
