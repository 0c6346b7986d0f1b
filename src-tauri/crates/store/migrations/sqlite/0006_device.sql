-- Devices, as their transactions tell of them: kept in the commit that adds a transaction.
CREATE TABLE device (
    device_identifier TEXT PRIMARY KEY,
    -- Of the newest transaction, as the versions are.
    owner_id TEXT NOT NULL,
    app_version TEXT NOT NULL,
    metadata_version TEXT NOT NULL,
    -- When its first and its newest transaction were received.
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL
) WITHOUT ROWID;
-- Which devices have not been heard of for long.
CREATE INDEX device_last_seen ON device (last_seen);

-- Those of transactions that are there already; with one max, the other columns are those of its row.
INSERT INTO device (device_identifier, owner_id, app_version, metadata_version, first_seen, last_seen)
SELECT device_identifier, owner_id, app_version, metadata_version, created_date, max(created_date)
FROM sync_transaction WHERE device_identifier <> '' GROUP BY device_identifier;
UPDATE device SET first_seen =
    (SELECT min(t.created_date) FROM sync_transaction AS t WHERE t.device_identifier = device.device_identifier);
