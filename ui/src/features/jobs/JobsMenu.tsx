import { ActionIcon, Indicator, Popover } from "@mantine/core";
import { IconClipboardList } from "@tabler/icons-react";

import { useJobs } from "./useJobs";
import { JobProgress } from "../../components/job/JobProgress";
import { JobOutcome } from "./JobOutcome";
import classes from "./JobsMenu.module.css";

/** Long work of this run of the program: what runs, what ended and how. */
export function JobsMenu() {
  const jobs = useJobs();
  const running = jobs.filter(({ state }) => state === "running").length;
  const label = running > 0 ? `Jobs, ${running} running` : "Jobs";
  return (
    <Popover width={440} position="bottom-end" shadow="md" trapFocus>
      <Indicator disabled={running === 0} label={running} size={15} offset={3} color="accent">
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={label} data-hint={label}>
            <IconClipboardList size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown className={classes.menu}>
        <h2 className={classes.title}>Jobs</h2>
        {jobs.length === 0 && (
          <p className="dim">Imports, exports, simulations, bulk jobs and processor runs appear here.</p>
        )}
        <ul className={classes.list}>
          {jobs.map((job) => (
            <li key={job.id} className={classes.entry}>
              <JobProgress job={job} />
              <JobOutcome job={job} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
