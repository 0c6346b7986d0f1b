-- What the watch told: the inbox. The newest are kept.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    -- The condition it tells of.
    subject TEXT NOT NULL,
    -- What there is to say of it, as JSON.
    about TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    ended_at BIGINT,
    read_at BIGINT,
    -- An admin took it out of the inbox.
    cleared_at BIGINT,
    -- The desktop was asked to show it.
    told_at BIGINT
);
-- One condition is one notice until it is over.
CREATE UNIQUE INDEX notice_open ON notice (subject) WHERE ended_at IS NULL;
CREATE INDEX notice_ended ON notice (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX notice_unread ON notice (id) WHERE read_at IS NULL;
CREATE INDEX notice_untold ON notice (id) WHERE told_at IS NULL AND read_at IS NULL;

-- Error groups that somebody should look at: new, or back after they were mended.
CREATE INDEX error_group_unseen ON error_group (last_seen)
    WHERE cleared_at IS NULL AND failures > 0 AND (known_at IS NULL OR regressed_at IS NOT NULL);
