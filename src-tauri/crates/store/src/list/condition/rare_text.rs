//! Words in conditions of parts: what no other part narrows down is asked of every transaction, and to ask the search
//! index each time would take minutes in a large store.

use sqlx::SqliteConnection;

use super::Condition;

/// Words with up to so many matches are rare. To ask the search index for one transaction costs some microseconds, to
/// read a match a fraction of one.
const RARE: i64 = 100_000;

/// The same conditions; of words in those that are made of parts it is known which are rare.
pub(in crate::list) async fn with_rare_text(
    connection: &mut SqliteConnection,
    conditions: &[Condition],
) -> sqlx::Result<Vec<Condition>> {
    let mut known = conditions.to_vec();
    for condition in known.iter_mut().filter(|condition| condition.is_of_parts()) {
        mark(connection, condition).await?;
    }
    Ok(known)
}

async fn mark(connection: &mut SqliteConnection, condition: &mut Condition) -> sqlx::Result<()> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                Box::pin(mark(connection, part)).await?;
            }
        }
        Condition::Not(part) => Box::pin(mark(connection, part)).await?,
        Condition::Text(query) => {
            let query = query.clone();
            if condition.size(connection, RARE + 1).await? <= RARE {
                *condition = Condition::RareText(query);
            }
        }
        _ => {}
    }
    Ok(())
}
