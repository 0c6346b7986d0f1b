-- What admins decided about error groups and about entries of the cause catalogue: a row for each field that changed.
CREATE TABLE decision (
    position INTEGER PRIMARY KEY,
    -- group:<number> or cause:<number>
    subject TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    field TEXT NOT NULL,
    -- As JSON; none for an entry that was added, or is deleted.
    old_value TEXT,
    new_value TEXT
);
CREATE INDEX decision_subject ON decision (subject, position);
