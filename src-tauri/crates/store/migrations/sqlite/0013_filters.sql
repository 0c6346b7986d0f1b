-- Which device-made ids may be in the generations that nothing comes to any more: many generations of a user in one row,
-- since reading a row costs more than what is in it.
CREATE TABLE device_made_id_filter (
    owner_id TEXT NOT NULL,
    -- The first of these generations, and how many follow each other.
    generation BIGINT NOT NULL,
    generations BIGINT NOT NULL,
    -- Their Bloom filters, all of one size, one after the other; none: there may be any.
    filters BLOB,
    PRIMARY KEY (owner_id, generation)
) WITHOUT ROWID;

INSERT INTO device_made_id_filter SELECT owner_id, generation, 1, filter FROM device_made_id_generation;
DROP TABLE device_made_id_generation;
