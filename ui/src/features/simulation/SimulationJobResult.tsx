import { Link } from "@tanstack/react-router";

import type { SimulationReport } from "../../bindings/SimulationReport";
import classes from "./simulation.module.css";

/** In the list of jobs: how many would succeed, and the way to the rest. */
export function SimulationJobResult({ jobId, report }: { jobId: number; report: SimulationReport }) {
  return (
    <p className={classes.jobResult}>
      {report.wouldSucceed.toLocaleString("en")} of {report.simulated.toLocaleString("en")} would succeed.{" "}
      <Link to="/simulations/$jobId" params={{ jobId: String(jobId) }}>
        Show the simulation
      </Link>
    </p>
  );
}
