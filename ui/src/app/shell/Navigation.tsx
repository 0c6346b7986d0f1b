import {
  type Icon,
  IconAdjustments,
  IconArrowsExchange,
  IconBell,
  IconBook2,
  IconCalendarClock,
  IconDeviceTablet,
  IconEyeOff,
  IconGauge,
  IconHistory,
  IconListDetails,
  IconStack2,
  IconStackPop,
} from "@tabler/icons-react";
import { useMediaQuery } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";

import classes from "./Navigation.module.css";

interface Entry {
  to:
    | "/overview"
    | "/transactions"
    | "/bulk"
    | "/transactions/groups"
    | "/processor"
    | "/processor/runs"
    | "/processor/schedules"
    | "/settings/mobile"
    | "/settings/processor"
    | "/settings/causes"
    | "/settings/personal-data"
    | "/settings/watch";
  label: string;
  icon: Icon;
  /** Belongs to the entry above. */
  under?: boolean;
}

const WORK: Entry[] = [
  { to: "/overview", label: "Overview", icon: IconGauge },
  { to: "/transactions", label: "Transactions", icon: IconListDetails },
  { to: "/transactions/groups", label: "Error groups", icon: IconStackPop, under: true },
  { to: "/bulk", label: "Bulk jobs", icon: IconStack2, under: true },
  { to: "/processor", label: "Processor", icon: IconArrowsExchange },
  { to: "/processor/runs", label: "Runs", icon: IconHistory, under: true },
  { to: "/processor/schedules", label: "Schedules", icon: IconCalendarClock, under: true },
];
const SETTINGS: Entry[] = [
  { to: "/settings/mobile", label: "Mobile Sync", icon: IconDeviceTablet },
  { to: "/settings/processor", label: "Sync Processor", icon: IconAdjustments },
  { to: "/settings/causes", label: "Cause catalogue", icon: IconBook2 },
  { to: "/settings/personal-data", label: "Personal data", icon: IconEyeOff },
  { to: "/settings/watch", label: "Watch", icon: IconBell },
];

/** The screens, at the left. In a narrow window only their icons. */
export function Navigation({ version }: { version: string }) {
  return (
    <nav className={classes.nav} aria-label="Screens">
      <Entries entries={WORK} />
      <h2 className={classes.group}>Settings</h2>
      <Entries entries={SETTINGS} />
      <p className={classes.version}>Version {version}</p>
    </nav>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  // As in Navigation.module.css: without their words the icons need a hint.
  const iconsOnly = useMediaQuery("(max-width: 1279px)");
  return (
    <ul className={classes.list}>
      {entries.map(({ to, label, icon: Icon, under }) => (
        <li key={label}>
          <Link
            to={to}
            className={classes.link}
            data-under={under}
            // The screens under these have entries of their own.
            activeOptions={{ includeSearch: false, exact: to === "/processor" || to === "/transactions" }}
            data-hint={iconsOnly ? label : undefined}
          >
            <Icon size={17} stroke={1.7} aria-hidden />
            <span className={classes.word}>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
