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

-- Eight filters had at most 8 KB. Where not all eight are there, or of one size, each keeps a row of its own.
INSERT INTO device_made_id_filter
SELECT owner_id, MIN(generation), 8, unhex(group_concat(hex(filter), '' ORDER BY generation))
FROM device_made_id_generation
GROUP BY owner_id, generation / 8
HAVING COUNT(filter) = 8 AND MIN(length(filter)) = MAX(length(filter));

INSERT INTO device_made_id_filter
SELECT owner_id, generation, 1, filter
FROM device_made_id_generation AS single
WHERE NOT EXISTS (
    SELECT 1 FROM device_made_id_filter AS packed
    WHERE packed.owner_id = single.owner_id
        AND packed.generation = single.generation / 8 * 8
        AND packed.generations = 8
);
DROP TABLE device_made_id_generation;
