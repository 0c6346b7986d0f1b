-- Entries of the cause catalogue that admins made. The recipe is a JSON array of steps.
CREATE TABLE own_cause (
    id INTEGER PRIMARY KEY,
    error_code TEXT NOT NULL,
    object_name TEXT,
    field_name TEXT,
    message_contains TEXT,
    title TEXT NOT NULL,
    cause TEXT NOT NULL,
    owner TEXT NOT NULL CHECK (owner IN ('deviceUser', 'admin', 'orgDeveloper')),
    recipe TEXT NOT NULL,
    fix TEXT CHECK (fix IN ('retry', 'releaseLock', 'setField', 'mapValue', 'replaceReference', 'removeField')),
    version BIGINT NOT NULL
);
