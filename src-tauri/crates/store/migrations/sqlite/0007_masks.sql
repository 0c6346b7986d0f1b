-- Personal data that was revealed: to whom, when, why, and what (as JSON, see model::Revealed); never the value.
CREATE TABLE reveal (
    number INTEGER PRIMARY KEY,
    revealed_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    reason TEXT,
    -- The transaction, of a payload that was revealed.
    transaction_id TEXT
);
CREATE INDEX reveal_transaction ON reveal (transaction_id, number) WHERE transaction_id IS NOT NULL;
