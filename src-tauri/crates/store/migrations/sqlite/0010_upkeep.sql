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

-- The watch can save reports since.
UPDATE setting SET value = json_set(value,
    '$.reportSaved', json('false'), '$.reportFolder', '', '$.reportTime', '06:00') WHERE scope = 'watch';
