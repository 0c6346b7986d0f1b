import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { OfflineDevice } from "../../bindings/OfflineDevice";
import type { OfflineDevices } from "../../bindings/OfflineDevices";
import { EmptyState } from "../../components/feedback/EmptyState";
import { Panel } from "../../components/layout/Panel";
import { DataTable } from "../../components/table/DataTable";
import { DataText } from "../../components/text/DataText";
import { age } from "../../components/time/format";
import { RelativeTime } from "../../components/time/RelativeTime";
import { useNow } from "../../components/time/useNow";
import { quoted } from "../transactions/query/quoted";
import classes from "./OverviewScreen.module.css";
import { TABLE_HEIGHT } from "./table-height";

/** Devices that have been offline for nearly as long as they may, or longer. */
export function DevicesPanel({ offline }: { offline: OfflineDevices }) {
  const { near, over, devices } = offline;
  return (
    <div id="devices" className={classes.anchor}>
      <Panel title="Devices near their offline limit">
        {devices.length === 0 ? (
          <EmptyState icon={IconCircleCheck} title="No device has been offline for long" good />
        ) : (
          <>
            <p className={classes.oldest}>
              {near.toLocaleString("en")} near the limit, {over.toLocaleString("en")} over it.
            </p>
            <p className={classes.advice}>
              Over the <Link to="/settings/mobile">Mobile Offline Days Limit</Link> a device is forced into a
              full sync. Ask the users of those near it to sync in time.
            </p>
            <DevicesTable devices={devices} />
          </>
        )}
      </Panel>
    </div>
  );
}

function DevicesTable({ devices }: { devices: OfflineDevice[] }) {
  const now = useNow();
  return (
    <DataTable
      label="Devices offline for long"
      columns={["Device", "User", "Last heard of", "Limit"]}
      maxHeight={TABLE_HEIGHT}
    >
      {devices.map((device) => (
        <tr key={device.deviceIdentifier}>
          <th scope="row">
            <Link
              to="/transactions"
              search={{ q: `device:${quoted(device.deviceIdentifier)}` }}
              aria-label={`Transactions of device ${device.deviceIdentifier}`}
            >
              <DataText text={device.deviceIdentifier} />
            </Link>
          </th>
          <td>{device.ownerName ?? device.ownerId}</td>
          <td>
            <RelativeTime at={device.lastSeen} />
          </td>
          <td>
            <span data-tone={device.isOver ? "failed" : "amber"} className={classes.toned}>
              {left(device, now)}
            </span>{" "}
            of {device.limitDays} days
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

const DAY = 86_400_000;

/** How long until the limit, or since: "3 days left", "2 days over". */
function left({ lastSeen, limitDays }: OfflineDevice, now: number): string {
  const until = Date.parse(lastSeen) + limitDays * DAY - now;
  return until > 0 ? `${age(until)} left` : `${age(-until)} over`;
}
