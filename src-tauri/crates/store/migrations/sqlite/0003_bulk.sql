-- Actions on many transactions at once. Each job leaves a journal of what was before, from which it can be undone.

CREATE TABLE bulk_job (
    id INTEGER PRIMARY KEY,
    -- What is done, as JSON.
    action TEXT NOT NULL,
    title TEXT NOT NULL,
    -- To which, as JSON: Ids or a filter.
    scope TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('Running', 'Completed', 'CompletedWithFailures', 'Failed', 'Canceled', 'Stopped')),
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    followed BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- Renewed while it is at work; a job whose lease is over has lost its program.
    lease_until BIGINT NOT NULL,
    note TEXT,
    -- The job that this one takes back.
    undo_of BIGINT REFERENCES bulk_job
);
CREATE INDEX bulk_job_undo_of ON bulk_job (undo_of) WHERE undo_of IS NOT NULL;

-- The journal: what a transaction was, and what the job made of it. It is the history of the transaction too, so that
-- a million changes are written once.
CREATE TABLE bulk_change (
    job BIGINT NOT NULL REFERENCES bulk_job,
    arrival BIGINT NOT NULL REFERENCES sync_transaction,
    changed_at BIGINT NOT NULL,
    -- The version that the job gave it.
    version BIGINT NOT NULL,
    status TEXT NOT NULL,
    next_attempt_at BIGINT,
    single_attempt BOOLEAN NOT NULL,
    to_status TEXT NOT NULL,
    to_next_attempt_at BIGINT,
    to_single_attempt BOOLEAN NOT NULL,
    -- It followed another that it depends on; its history says which.
    is_cascade BOOLEAN NOT NULL,
    PRIMARY KEY (job, arrival)
) WITHOUT ROWID;

-- Payloads before and after a patch, by the item's key.
CREATE TABLE bulk_payload (
    job BIGINT NOT NULL REFERENCES bulk_job,
    item_key BIGINT NOT NULL REFERENCES sync_item,
    before_values TEXT NOT NULL,
    after_values TEXT NOT NULL,
    PRIMARY KEY (job, item_key)
) WITHOUT ROWID;

-- What a job left as it is: how many for which reason, and the first few (Id, name and status, as JSON).
CREATE TABLE bulk_refusal (
    job BIGINT NOT NULL REFERENCES bulk_job,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    count BIGINT NOT NULL,
    sample TEXT NOT NULL,
    PRIMARY KEY (job, kind, reason)
) WITHOUT ROWID;

-- Canceled transactions that a job did not retry because what they depend on is not Success yet.
CREATE TABLE bulk_held (
    job BIGINT NOT NULL REFERENCES bulk_job,
    arrival BIGINT NOT NULL REFERENCES sync_transaction,
    PRIMARY KEY (job, arrival)
) WITHOUT ROWID;

-- Who looks after a transaction.
CREATE TABLE assignment (
    arrival INTEGER PRIMARY KEY REFERENCES sync_transaction,
    assignee TEXT NOT NULL
);
