-- The queue and everything about it. Moments are milliseconds since 1970-01-01T00:00Z.
-- Keys: arrival is the order in which this store received transactions. The key of an item or log entry is
-- (arrival << 20) + slot, so everything of one transaction is one range of keys: items from slot 0 on, log
-- entries from slot 1 << 19 on.

CREATE TABLE sync_transaction (
    arrival INTEGER PRIMARY KEY,
    -- What lists filter and sort by comes first, so that a scan reads only the beginning of a row.
    status TEXT NOT NULL
        CHECK (status IN ('Waiting', 'New', 'InProgress', 'Retry', 'Success', 'Failed', 'Canceled', 'Manual')),
    owner_id TEXT NOT NULL,
    error_code TEXT,
    -- Of failures of this kind; none without an error code.
    error_group BIGINT,
    offline_timestamp BIGINT NOT NULL,
    last_modified_date BIGINT NOT NULL,
    created_date BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- The claim that holds it while InProgress.
    lease BIGINT NOT NULL,
    lease_until BIGINT,
    claimed_by TEXT,
    claimed_from TEXT CHECK (claimed_from IN ('New', 'Retry')),
    next_attempt_at BIGINT,
    single_attempt BOOLEAN NOT NULL,
    sequence BIGINT,
    -- Transactions without a sequence come last.
    order_sequence BIGINT GENERATED ALWAYS AS (COALESCE(sequence, 9223372036854775807)) VIRTUAL,
    -- The owner while there is something to process, and to wait behind.
    pending_owner TEXT GENERATED ALWAYS AS
        (CASE WHEN status IN ('New', 'Retry', 'InProgress') THEN owner_id END) VIRTUAL,
    -- The status while no processor has it: every transaction passes through InProgress, and the indexes of statuses
    -- need not follow it there. What is InProgress is found by its lease.
    resting_status TEXT GENERATED ALWAYS AS (CASE WHEN status <> 'InProgress' THEN status END) VIRTUAL,
    item_count BIGINT NOT NULL,
    expected_record_count BIGINT,
    actual_records_count BIGINT,
    number_of_failed_attempts BIGINT,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    offline_unique_identifier TEXT NOT NULL,
    device_identifier TEXT NOT NULL,
    device_platform TEXT,
    device_type TEXT,
    app_version TEXT NOT NULL,
    metadata_version TEXT NOT NULL,
    is_bulk BOOLEAN NOT NULL,
    is_debug_mode BOOLEAN NOT NULL,
    is_owner_permission_enforced BOOLEAN NOT NULL,
    is_real_time BOOLEAN NOT NULL,
    is_with_signed_item BOOLEAN NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    -- Came by import, with the status it had elsewhere.
    is_imported BOOLEAN NOT NULL,
    api_type TEXT,
    api_name TEXT,
    transaction_source TEXT,
    last_run_log_id TEXT,
    created_by_id TEXT NOT NULL,
    last_modified_by_id TEXT NOT NULL,
    system_modstamp BIGINT NOT NULL,
    last_referenced_date BIGINT,
    last_viewed_date BIGINT,
    -- Of what arrived: the same again is no other transaction.
    fingerprint BIGINT NOT NULL,
    error_message TEXT,
    last_run_debug TEXT,
    dependent_offline_identifiers TEXT,
    comments TEXT,
    user_device_data TEXT
);
CREATE UNIQUE INDEX transaction_id ON sync_transaction (id);
CREATE UNIQUE INDEX transaction_offline_identifier ON sync_transaction (offline_unique_identifier);
CREATE INDEX transaction_name ON sync_transaction (upper(name));
-- One index for each sort order of the list, and for each sort order within a status, an error, an error group and a
-- day.
CREATE INDEX transaction_offline ON sync_transaction (offline_timestamp);
CREATE INDEX transaction_modified ON sync_transaction (last_modified_date);
CREATE INDEX status_received ON sync_transaction (resting_status) WHERE resting_status IS NOT NULL;
CREATE INDEX status_offline ON sync_transaction (resting_status, offline_timestamp) WHERE resting_status IS NOT NULL;
CREATE INDEX status_modified ON sync_transaction (resting_status, last_modified_date) WHERE resting_status IS NOT NULL;
CREATE INDEX error_received ON sync_transaction (error_code) WHERE error_code IS NOT NULL;
CREATE INDEX error_offline ON sync_transaction (error_code, offline_timestamp) WHERE error_code IS NOT NULL;
CREATE INDEX error_modified ON sync_transaction (error_code, last_modified_date) WHERE error_code IS NOT NULL;
CREATE INDEX group_received ON sync_transaction (error_group) WHERE error_group IS NOT NULL;
CREATE INDEX group_offline ON sync_transaction (error_group, offline_timestamp) WHERE error_group IS NOT NULL;
CREATE INDEX group_modified ON sync_transaction (error_group, last_modified_date) WHERE error_group IS NOT NULL;
CREATE INDEX day_received ON sync_transaction ((offline_timestamp / 86400000));
CREATE INDEX day_modified ON sync_transaction ((offline_timestamp / 86400000), last_modified_date);
-- A user has few transactions; one index is enough for every sort order.
CREATE INDEX owner_offline ON sync_transaction (owner_id, offline_timestamp);
CREATE INDEX transaction_device ON sync_transaction (device_identifier);
-- What claiming reads; as small as the work that is left, however large the store.
CREATE INDEX pending_order ON sync_transaction
    (pending_owner, order_sequence, offline_timestamp, arrival, status) WHERE pending_owner IS NOT NULL;
-- Whose transactions are to be processed as soon as they arrive.
CREATE INDEX real_time ON sync_transaction (pending_owner) WHERE is_real_time AND pending_owner IS NOT NULL;
-- Whose transactions failed.
CREATE INDEX failed_owner ON sync_transaction (owner_id) WHERE resting_status = 'Failed';
CREATE INDEX claim_lease ON sync_transaction (lease_until) WHERE lease_until IS NOT NULL;
-- How long New transactions have waited, and whose they are.
CREATE INDEX new_age ON sync_transaction (created_date, owner_id) WHERE status = 'New';

CREATE TABLE sync_item (
    item_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    object_name TEXT NOT NULL,
    operation_type TEXT NOT NULL CHECK (operation_type IN ('insert', 'update', 'delete')),
    status TEXT NOT NULL CHECK (status IN ('Preparing', 'Ready')),
    sequence DOUBLE PRECISION,
    record_identifier TEXT,
    related_record_id TEXT,
    name TEXT NOT NULL,
    offline_created_date BIGINT NOT NULL,
    offline_unique_identifier TEXT NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    created_date BIGINT NOT NULL,
    created_by_id TEXT NOT NULL,
    last_modified_date BIGINT NOT NULL,
    last_modified_by_id TEXT NOT NULL,
    system_modstamp BIGINT NOT NULL,
    last_referenced_date BIGINT,
    last_viewed_date BIGINT,
    fingerprint BIGINT NOT NULL,
    field_values TEXT
);

-- The real Id that processing gave the record of an item (ProcessedRecordIdentifier), by the item's key. A table of its
-- own: items are wide and lie close together, and to let each grow by an Id would write all of them anew.
CREATE TABLE processed_record (
    key INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL
);

-- Which objects a transaction is about.
CREATE TABLE transaction_object (
    object_name TEXT NOT NULL,
    arrival BIGINT NOT NULL REFERENCES sync_transaction,
    PRIMARY KEY (object_name, arrival)
) WITHOUT ROWID;

CREATE TABLE log_entry (
    entry_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    log_type TEXT NOT NULL CHECK (log_type IN ('Error')),
    sync_status TEXT CHECK (sync_status IN ('Error', 'New', 'Ok', 'Pending')),
    exception_code TEXT,
    exception_type TEXT,
    exception_location TEXT,
    object_name TEXT,
    field_name TEXT,
    device_gen_record_identifier TEXT,
    -- Written by a simulation: it says what would happen, not what did.
    is_simulated BOOLEAN NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    created_date BIGINT NOT NULL,
    created_by_id TEXT NOT NULL,
    last_modified_date BIGINT NOT NULL,
    last_modified_by_id TEXT NOT NULL,
    system_modstamp BIGINT NOT NULL,
    last_referenced_date BIGINT,
    last_viewed_date BIGINT,
    fingerprint BIGINT NOT NULL,
    value TEXT,
    exception_log TEXT
);
-- Which fields errors are about.
CREATE INDEX log_field ON log_entry (field_name) WHERE field_name IS NOT NULL;

-- Words of payloads and error texts, and the Ids that items are about. A row's key is that of its item or log
-- entry; the Ids that processing gave have a row of their own, 1 << 18 beyond the (first) item. Only the index is
-- kept, not the text: whoever takes a row out says what was in it.
CREATE VIRTUAL TABLE search USING fts5 (body, records, content = '', columnsize = 0);
INSERT INTO search (search, rank) VALUES ('automerge', 16);
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);

CREATE TABLE attempt (
    arrival BIGINT NOT NULL REFERENCES sync_transaction,
    number BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('Success', 'Retry', 'Failed', 'Canceled', 'Manual')),
    error_code TEXT,
    message TEXT,
    next_attempt_at BIGINT,
    processor TEXT NOT NULL,
    -- What it used of the org's limits; all or none are there.
    queries BIGINT,
    statements BIGINT,
    row_count BIGINT,
    cpu_ms BIGINT,
    heap_bytes BIGINT,
    PRIMARY KEY (arrival, number)
) WITHOUT ROWID;

-- Transactions whose processor was lost while it had them, and how often since their status last changed.
CREATE TABLE lost_claim (
    arrival INTEGER PRIMARY KEY REFERENCES sync_transaction,
    count BIGINT NOT NULL
);
CREATE INDEX lost_claim_fewest ON lost_claim (count, arrival);

CREATE TABLE comment (
    arrival BIGINT NOT NULL REFERENCES sync_transaction,
    position BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (arrival, position)
) WITHOUT ROWID;

CREATE TABLE field_change (
    arrival BIGINT NOT NULL REFERENCES sync_transaction,
    position BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    item_id TEXT,
    field TEXT NOT NULL,
    old_value TEXT,
    new_value TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (arrival, position)
) WITHOUT ROWID;

-- What a transaction depends on, by the identifier its device gave; it may not have arrived yet.
CREATE TABLE dependency (
    arrival BIGINT NOT NULL REFERENCES sync_transaction,
    position BIGINT NOT NULL,
    depends_on TEXT NOT NULL,
    PRIMARY KEY (arrival, position)
) WITHOUT ROWID;
CREATE INDEX dependency_on ON dependency (depends_on, arrival);

-- Device-made ids and the real Ids they became.
CREATE TABLE device_made_id (
    owner_id TEXT NOT NULL,
    device_made_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (owner_id, device_made_id)
) WITHOUT ROWID;
-- The lengths that occur, so that a claim looks up only what can be such an id.
CREATE TABLE device_made_id_length (length BIGINT PRIMARY KEY);

-- How many transactions have each status and error group (0 for no error). Changed in the commit that changes them.
CREATE TABLE tally (
    status TEXT NOT NULL
        CHECK (status IN ('Waiting', 'New', 'InProgress', 'Retry', 'Success', 'Failed', 'Canceled', 'Manual')),
    error_group BIGINT NOT NULL,
    count BIGINT NOT NULL CHECK (count >= 0),
    PRIMARY KEY (status, error_group)
) WITHOUT ROWID;

-- How many transactions were settled as what in each hour (hours since 1970-01-01T00:00Z).
CREATE TABLE hour_outcome (
    hour BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('Success', 'Retry', 'Failed', 'Canceled', 'Manual')),
    count BIGINT NOT NULL,
    PRIMARY KEY (hour, outcome)
) WITHOUT ROWID;

-- When the first transaction of each version of the mobile app came.
CREATE TABLE app_version (
    version TEXT PRIMARY KEY,
    first_seen BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE field_user (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    username TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    territory TEXT,
    is_active BOOLEAN NOT NULL,
    -- Name and user name in lower case.
    search_text TEXT NOT NULL
);

CREATE TABLE profile (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

-- Settings as JSON, one row per scope: mobile, processor, profile:<Id>.
CREATE TABLE setting (
    scope TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE setting_change (
    position INTEGER PRIMARY KEY,
    scope TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    field TEXT NOT NULL,
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX setting_change_scope ON setting_change (scope, position);

-- When the Sync Processor runs by itself. next_run_at is there while a schedule is active.
CREATE TABLE schedule (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    cron TEXT NOT NULL,
    lookback_days BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    is_template BOOLEAN NOT NULL,
    created_at BIGINT,
    last_run_at BIGINT,
    next_run_at BIGINT,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX schedule_name ON schedule (lower(name));
INSERT INTO schedule (id, name, cron, lookback_days, is_active, is_template, version)
VALUES (1, 'Sync Processor Scheduler', '0 1 * * *', 60, false, true, 1);

-- Runs of the Sync Processor. While one is at work its lease is renewed; a run whose lease is over has lost its program.
CREATE TABLE batch_job (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    schedule_id BIGINT,
    run_trigger TEXT NOT NULL
        CHECK (run_trigger IN ('schedule', 'catchUp', 'manual', 'commandLine', 'background', 'realTime')),
    status TEXT NOT NULL
        CHECK (status IN ('Submitted', 'InProgress', 'Completed', 'CompletedWithFailures', 'Failed', 'Canceled')),
    lookback_days BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    lease_until BIGINT NOT NULL,
    processor TEXT NOT NULL,
    claimed BIGINT NOT NULL,
    success BIGINT NOT NULL,
    retry BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    canceled BIGINT NOT NULL,
    manual BIGINT NOT NULL,
    error TEXT
);
-- Never two at once.
CREATE UNIQUE INDEX batch_job_at_work ON batch_job ((ended_at IS NULL)) WHERE ended_at IS NULL;

CREATE TABLE batch_job_part (
    batch_job BIGINT NOT NULL REFERENCES batch_job,
    number BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('Completed', 'CompletedWithFailures', 'Failed')),
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    claimed BIGINT NOT NULL,
    success BIGINT NOT NULL,
    retry BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    canceled BIGINT NOT NULL,
    manual BIGINT NOT NULL,
    error TEXT,
    PRIMARY KEY (batch_job, number)
) WITHOUT ROWID;

-- One row while the Sync Processor is paused.
CREATE TABLE pause (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    paused_by TEXT NOT NULL,
    paused_at BIGINT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE import_checkpoint (
    fingerprint TEXT PRIMARY KEY,
    progress TEXT NOT NULL
);
