-- Daily reports that saved themselves, or that could not be saved; by the day they are of, as 2026-11-26.
CREATE TABLE saved_report (
    day TEXT PRIMARY KEY,
    folder TEXT NOT NULL,
    -- Until then a program is at it, or nobody tries again.
    claimed_until BIGINT NOT NULL,
    saved_at BIGINT,
    -- Why the last try failed.
    error TEXT
) WITHOUT ROWID;

-- The watch can save reports since and prunes journals, and quiet hours begin and end at a minute, on days of the week; they were whole hours.
UPDATE setting SET value = json_set(value,
    '$.quietFrom', printf('%02d:00', value ->> '$.quietFrom'), '$.quietTo', printf('%02d:00', value ->> '$.quietTo'),
    '$.quietDays', 'Mon,Tue,Wed,Thu,Fri,Sat,Sun',
    '$.reportSaved', json('false'), '$.reportFolder', '', '$.reportTime', '06:00',
    '$.journalDays', 30) WHERE scope = 'watch';
UPDATE setting_change SET old_value = json_quote(printf('%02d:00', old_value)),
    new_value = json_quote(printf('%02d:00', new_value))
    WHERE scope = 'watch' AND field IN ('quietFrom', 'quietTo');

-- Journals of bulk jobs are kept for a while. When that is over the job stays, and cannot be undone.
ALTER TABLE bulk_job ADD COLUMN journal_pruned_at BIGINT;
ALTER TABLE bulk_job ADD COLUMN has_journal BOOLEAN NOT NULL DEFAULT true;
CREATE INDEX bulk_job_with_journal ON bulk_job (id) WHERE has_journal;

-- What stays of a journal for the history of transactions: which went from one status to another, many in a row.
CREATE TABLE bulk_trace (
    job BIGINT NOT NULL REFERENCES bulk_job,
    last_arrival BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    first_arrival BIGINT NOT NULL,
    -- As a JSON array, in order.
    arrivals TEXT NOT NULL,
    PRIMARY KEY (job, last_arrival, changed_at, status, to_status)
) WITHOUT ROWID;
