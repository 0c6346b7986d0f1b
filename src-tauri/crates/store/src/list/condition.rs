//! The conditions of a filter: what each demands of a transaction, where those that meet it are to be found, and
//! how many they are.

use model::{Status, Timestamp, millis};
use query::Pattern;
use sqlx::SqliteConnection;

pub(in crate::list) use self::rare_text::with_rare_text;
pub(crate) use self::{column::Column, people::People, seen::Seen};
use self::{
    column::{begins, like, like_one_of},
    people::complete,
    seen::between,
};
use super::sql::Statement;
use crate::{
    QueryError, TransactionFilter,
    engine::{pinned, search},
    tables::{beyond, tally},
};

mod column;
mod compile;
mod people;
mod rare_text;
mod seen;
mod tree;

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    /// One of these statuses.
    Status(Vec<Status>),
    /// This error.
    Error(String),
    /// This error group.
    Group(i64),
    /// This user.
    Owner(String),
    /// Made on the device from one moment on and before another (milliseconds).
    Period(i64, i64),
    /// A name from one text on and before another.
    Name(String, String),
    /// An item of this object.
    Object(String),
    /// An item about this Id, and how to search for it.
    Record(String, String),
    /// Words, as a query for the search index.
    Text(String),
    /// Words that few transactions have, in a condition of parts; as [`Self::Text`].
    RareText(String),
    /// One of these users.
    People(People),
    /// A column with one of these texts.
    Column(Column, Vec<Pattern>),
    /// An item of an object whose name begins so.
    ObjectBegins(String),
    /// A log entry that names this field.
    Field(Pattern),
    /// Last changed from one moment on and before another (milliseconds).
    Modified(i64, i64),
    /// New, and received before this moment (milliseconds).
    Stuck(i64),
    /// What no index has.
    Seen(Seen),
    /// What does not meet it.
    Not(Box<Condition>),
    /// What meets all of them.
    All(Vec<Condition>),
    /// What meets one of them, at least; nothing, when there are none.
    Any(Vec<Condition>),
}

impl Condition {
    /// The conditions of a filter at a moment; none when nothing can meet them.
    ///
    /// # Errors
    /// When its query means nothing.
    pub(crate) fn all_of(
        filter: &TransactionFilter,
        now: Timestamp,
    ) -> Result<Option<Vec<Self>>, QueryError> {
        let conditions = compile::conditions(filter.parsed_query()?, now);
        Ok(Self::of_fields(filter).map(|fields| fields.into_iter().chain(conditions).collect()))
    }

    /// What the fields of a filter demand, beside its query.
    fn of_fields(filter: &TransactionFilter) -> Option<Vec<Self>> {
        let given = |text: &Option<String>| {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        let mut all = Vec::new();
        if !filter.statuses.is_empty() {
            all.push(Self::statuses(filter.statuses.clone()));
        }
        all.extend(given(&filter.error_code).map(Self::Error));
        all.extend(filter.error_group.map(Self::Group));
        all.extend(given(&filter.owner_id).map(|id| Self::Owner(complete(&id))));
        if filter.from.is_some() || filter.to.is_some() {
            all.push(Self::Period(
                filter.from.map_or(i64::MIN, millis),
                filter.to.map_or(i64::MAX, millis),
            ));
        }
        all.extend(given(&filter.name).map(|name| Self::name(&name)));
        all.extend(given(&filter.object_name).map(Self::Object));
        if let Some(id) = given(&filter.record_id) {
            all.push(Self::record(&id)?);
        }
        if let Some(text) = given(&filter.text) {
            all.push(Self::Text(search::words(&text)?));
        }
        Some(all)
    }

    fn statuses(mut statuses: Vec<Status>) -> Self {
        statuses.sort_unstable();
        statuses.dedup();
        Self::Status(statuses)
    }

    /// About this Id; none for what cannot be one.
    pub(crate) fn record(id: &str) -> Option<Self> {
        let id = complete(id);
        let query = search::record(&id)?;
        Some(Self::Record(id, query))
    }

    fn object(name: Pattern) -> Self {
        match name.begins {
            true => Self::ObjectBegins(name.text),
            false => Self::Object(name.text),
        }
    }

    /// A bare number stands for the name with that number, anything else for the beginning of a name.
    fn name(typed: &str) -> Self {
        let start = match typed.parse::<u32>() {
            Ok(number) if typed.bytes().all(|byte| byte.is_ascii_digit()) => format!("DST-{number:010}"),
            _ => typed.to_ascii_uppercase(),
        };
        let end = beyond(&start);
        Self::Name(start, end)
    }

    /// Appends what it demands of the transaction `row`. A demand that is `free` may be the way in which rows are
    /// found, except for what is InProgress (see [`of_status`]); any other must not.
    pub(crate) fn demand(&self, statement: &mut Statement, row: &str, free: bool) {
        let text = self.demanded(statement, row, free);
        statement.push(&text);
    }

    /// The text of [`Self::demand`].
    fn demanded(&self, statement: &mut Statement, row: &str, free: bool) -> String {
        let column = |name: &str| {
            let column = format!("{row}.{name}");
            if free { column } else { pinned(&column) }
        };
        let status = if free { "resting_status" } else { "status" };
        match self {
            Self::Status(statuses) => {
                let values: Vec<String> = statuses
                    .iter()
                    .map(|status| statement.bind(status.as_str()))
                    .collect();
                format!("{} IN ({})", column(status), values.join(", "))
            }
            Self::Error(code) => {
                format!("{} = {}", column("error_code"), statement.bind(code.as_str()))
            }
            Self::Group(group) => format!("{} = {}", column("error_group"), statement.bind(*group)),
            Self::Owner(id) => format!("{} = {}", column("owner_id"), statement.bind(id.as_str())),
            Self::Period(from, to) => between(statement, &column("offline_timestamp"), *from, *to),
            Self::Modified(from, to) => between(statement, &column("last_modified_date"), *from, *to),
            Self::Name(from, to) => {
                let name = format!("upper({row}.name)");
                let name = if free { name } else { pinned(&name) };
                format!(
                    "{name} >= {} AND {name} < {}",
                    statement.bind(from.as_str()),
                    statement.bind(to.as_str())
                )
            }
            Self::Object(name) => format!(
                "EXISTS (SELECT 1 FROM transaction_object AS o WHERE o.object_name = {} \
                 AND o.arrival = {row}.arrival)",
                statement.bind(name.as_str())
            ),
            Self::Record(id, _) => format!(
                "EXISTS (SELECT 1 FROM sync_item AS i WHERE i.item_key >= {row}.arrival << 20 \
                 AND i.item_key < ({row}.arrival << 20) + 262144 AND {} IN (i.record_identifier, i.related_record_id, \
                 (SELECT p.record_id FROM processed_record AS p WHERE p.key = i.item_key)))",
                statement.bind(id.as_str())
            ),
            Self::Text(query) => search::finds(&statement.bind(query.as_str()), row),
            Self::RareText(query) => search::is_among(&statement.bind(query.as_str()), row),
            Self::People(people) => format!("{} IN {}", column("owner_id"), people.ids(statement)),
            Self::Column(compared, patterns) => like_one_of(statement, &column(compared.name()), patterns),
            Self::ObjectBegins(begin) => {
                let is_so = begins(statement, "i.object_name", begin);
                format!(
                    "EXISTS (SELECT 1 FROM sync_item AS i WHERE i.item_key >= {row}.arrival << 20 \
                     AND i.item_key < ({row}.arrival << 20) + 262144 AND {is_so})"
                )
            }
            Self::Field(pattern) => {
                let is_so = like(statement, &pinned("l.field_name"), pattern);
                format!(
                    "EXISTS (SELECT 1 FROM log_entry AS l WHERE l.entry_key >= ({row}.arrival << 20) + 524288 \
                     AND l.entry_key < ({row}.arrival + 1) << 20 AND NOT l.is_simulated AND {is_so})"
                )
            }
            Self::Stuck(before) => format!(
                "{} = 'New' AND {} < {}",
                column("status"),
                column("created_date"),
                statement.bind(*before)
            ),
            Self::Seen(seen) => seen.demand(statement, row),
            Self::Not(_) | Self::All(_) | Self::Any(_) => self.demanded_of_parts(statement, row),
        }
    }

    /// A table of the arrivals of those that meet it (for what is not [exact](Self::is_exact), that may), where there
    /// is one.
    fn candidates(&self, statement: &mut Statement) -> Option<String> {
        Some(match self {
            Self::Object(name) => {
                let name = statement.bind(name.as_str());
                format!("(SELECT o.arrival FROM transaction_object AS o WHERE o.object_name = {name})")
            }
            Self::Record(_, query) | Self::Text(query) | Self::RareText(query) => {
                search::arrivals(&statement.bind(query.as_str()))
            }
            Self::Status(statuses) if statuses.contains(&Status::InProgress) => {
                let parts: Vec<String> = statuses
                    .iter()
                    .map(|status| {
                        let demand = of_status(statement, "s", *status);
                        format!("SELECT s.arrival FROM sync_transaction AS s WHERE {demand}")
                    })
                    .collect();
                format!("({})", parts.join(" UNION ALL "))
            }
            Self::ObjectBegins(begin) => {
                let is_so = begins(statement, "o.object_name", begin);
                format!("(SELECT DISTINCT o.arrival FROM transaction_object AS o WHERE {is_so})")
            }
            Self::Field(pattern) => {
                let is_so = like(statement, "l.field_name", pattern);
                format!(
                    "(SELECT DISTINCT l.entry_key >> 20 AS arrival FROM log_entry AS l \
                     WHERE {is_so} AND NOT l.is_simulated)"
                )
            }
            Self::Not(_) | Self::All(_) | Self::Any(_) => {
                return self.candidates_of_parts(statement, "UNION");
            }
            Self::Status(_)
            | Self::Error(_)
            | Self::Group(_)
            | Self::Owner(_)
            | Self::Period(..)
            | Self::Name(..)
            | Self::People(_)
            | Self::Column(..)
            | Self::Modified(..)
            | Self::Stuck(_)
            | Self::Seen(_) => return None,
        })
    }

    /// Appends the transactions `t` that meet it: everything from FROM on, and the first demand of WHERE.
    pub(crate) fn source(&self, statement: &mut Statement) {
        let Some(table) = self.candidates(statement) else {
            statement.push(" FROM sync_transaction AS t WHERE ");
            return self.demand(statement, "t", true);
        };
        statement.push(&format!(
            " FROM {table} AS candidate CROSS JOIN sync_transaction AS t WHERE t.arrival = candidate.arrival"
        ));
        if !self.is_exact() {
            statement.push(" AND ");
            self.demand(statement, "t", false);
        }
    }

    /// Whether its candidates meet it, all of them. The search index may find more than just an Id, and parts of a
    /// condition less than the whole demands.
    const fn is_exact(&self) -> bool {
        !matches!(
            self,
            Self::Record(..) | Self::Not(_) | Self::All(_) | Self::Any(_)
        )
    }

    /// Like [`Self::demand`], with the set of those that meet it made beforehand; for what is [exact](Self::is_exact).
    pub(crate) fn demand_known(&self, statement: &mut Statement, row: &str) {
        let known = self.candidates(statement).unwrap_or_else(|| {
            let demand = self.demanded(statement, "s", true);
            format!("(SELECT s.arrival FROM sync_transaction AS s WHERE {demand})")
        });
        let arrival = pinned(&format!("{row}.arrival"));
        statement.push(&format!(
            "{arrival} IN (SELECT known.arrival FROM {known} AS known)"
        ));
    }

    /// How many transactions meet it, counted up to `most`; for what is not [exact](Self::is_exact), how many may. What
    /// no index has is not counted, and taken for all there are.
    pub(crate) async fn size(&self, connection: &mut SqliteConnection, most: i64) -> sqlx::Result<i64> {
        match self {
            Self::Status(statuses) => {
                let counts = tally::counts(connection).await?;
                return Ok(statuses.iter().map(|status| counts.get(*status)).sum());
            }
            Self::Error(code) => return tally::with_error(connection, code).await,
            Self::Group(group) => return tally::in_group(connection, *group).await,
            _ if !self.is_found() => return Ok(i64::MAX),
            _ => {}
        }
        let mut statement = Statement::default();
        statement.push("SELECT count(*) FROM (SELECT 1");
        let candidates = match self {
            // The same transaction may count for several parts: to tell would be to find all of them first.
            Self::All(_) | Self::Any(_) => self.candidates_of_parts(&mut statement, "UNION ALL"),
            _ => self.candidates(&mut statement),
        };
        match candidates {
            Some(table) => {
                statement.push(&format!(" FROM {table} AS candidate"));
            }
            None => self.source(&mut statement),
        }
        let most = statement.bind(most);
        statement.push(&format!(" LIMIT {most}) AS counted"));
        statement.number(connection).await
    }
}

/// The demand that a transaction has this status, as a way in which rows are found.
pub(super) fn of_status(statement: &mut Statement, row: &str, status: Status) -> String {
    match status {
        Status::InProgress => format!("{row}.lease_until >= 0 AND {row}.status = 'InProgress'"),
        _ => format!("{row}.resting_status = {}", statement.bind(status.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(filter: TransactionFilter) -> Option<Vec<Condition>> {
        Condition::of_fields(&filter)
    }

    #[test]
    fn what_is_blank_demands_nothing() {
        let blank = || Some("  ".to_owned());
        let filter = TransactionFilter {
            name: blank(),
            text: blank(),
            record_id: blank(),
            ..Default::default()
        };
        assert_eq!(of(filter), Some(vec![]));
    }

    #[test]
    fn what_has_no_word_finds_nothing() {
        assert_eq!(
            of(TransactionFilter {
                text: Some("***".into()),
                ..Default::default()
            }),
            None
        );
        assert_eq!(
            of(TransactionFilter {
                record_id: Some("-".into()),
                ..Default::default()
            }),
            None
        );
    }

    #[test]
    fn names_are_numbers_or_beginnings() {
        let range = |typed: &str| match Condition::name(typed) {
            Condition::Name(from, _) => from,
            other => panic!("{other:?}"),
        };
        assert_eq!(range("42"), "DST-0000000042");
        assert_eq!(range("dst-00"), "DST-00");
        assert_eq!(range("99999999999"), "99999999999");
    }

    #[test]
    fn short_ids_are_completed() {
        let filter = TransactionFilter {
            owner_id: Some("005000000000001".into()),
            ..Default::default()
        };
        assert_eq!(
            of(filter),
            Some(vec![Condition::Owner("005000000000001AAA".into())])
        );
    }
}
