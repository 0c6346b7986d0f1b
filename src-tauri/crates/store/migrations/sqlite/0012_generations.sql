-- Devices make ids in no order: in one large table each new one changes a page of its own. So the ids of a user lie in
-- generations, one after the other: new ones come to the last, until it has many and the next begins.
ALTER TABLE device_made_id RENAME TO device_made_id_11;
CREATE TABLE device_made_id (
    owner_id TEXT NOT NULL,
    generation BIGINT NOT NULL,
    device_made_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (owner_id, generation, device_made_id)
) WITHOUT ROWID;

-- The generations that nothing comes to any more, and which ids may be in them.
CREATE TABLE device_made_id_generation (
    owner_id TEXT NOT NULL,
    generation BIGINT NOT NULL,
    -- A Bloom filter of its ids; none: there may be any.
    filter BLOB,
    PRIMARY KEY (owner_id, generation)
) WITHOUT ROWID;

INSERT INTO device_made_id SELECT owner_id, 0, device_made_id, record_id FROM device_made_id_11;
INSERT INTO device_made_id_generation SELECT DISTINCT owner_id, 0, NULL FROM device_made_id_11;
DROP TABLE device_made_id_11;
