//! What only SQLite understands.
