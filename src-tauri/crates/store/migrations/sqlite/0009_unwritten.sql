-- What the run at work has settled that none of its parts tells of yet: written in the commits that settle, so that
-- nothing of it is missing when its program dies.
-- Some stores of format 8 were made with it.
CREATE TABLE IF NOT EXISTS batch_job_unwritten (
    batch_job INTEGER PRIMARY KEY REFERENCES batch_job,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    success BIGINT NOT NULL,
    retry BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    canceled BIGINT NOT NULL,
    manual BIGINT NOT NULL
);
