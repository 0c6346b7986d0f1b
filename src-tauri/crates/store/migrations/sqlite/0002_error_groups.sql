-- Failures of the same kind: same error code, object, field and message without values (see model::ErrorFingerprint).
-- Kept up to date as errors come; how many transactions are in a group now, the tally says.

CREATE TABLE error_group (
    -- The fingerprint.
    id INTEGER PRIMARY KEY,
    error_code TEXT NOT NULL,
    object_name TEXT,
    field_name TEXT,
    pattern TEXT NOT NULL,
    -- The newest error of the group.
    sample_message TEXT NOT NULL,
    sample_arrival BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    -- Failures so far.
    failures BIGINT NOT NULL,
    -- An admin knows of it; none: new.
    known_at BIGINT,
    -- Nothing with this error is left to do since then.
    cleared_at BIGINT,
    -- It came back after that.
    regressed_at BIGINT,
    snoozed_until BIGINT,
    assignee TEXT,
    note TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX error_group_code ON error_group (error_code);

-- Failures on each day (days since 1970-01-01, UTC).
CREATE TABLE error_group_day (
    group_id BIGINT NOT NULL REFERENCES error_group,
    day BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (group_id, day)
) WITHOUT ROWID;

-- Who was affected: the user, and the device in the user's hands.
CREATE TABLE error_group_user (
    group_id BIGINT NOT NULL REFERENCES error_group,
    owner_id TEXT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (group_id, owner_id)
) WITHOUT ROWID;

CREATE TABLE error_group_device (
    group_id BIGINT NOT NULL REFERENCES error_group,
    device_identifier TEXT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (group_id, device_identifier)
) WITHOUT ROWID;
