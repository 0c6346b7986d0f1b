//! Which transactions a page shows.
//!
//! A narrow condition is *gathered*: everything that meets it is looked at and sorted. Where every condition is
//! wide, the sort order is *walked* until the page is full; within one status or error, and within the days of a
//! period, by an index that has those in order. Words with many matches are *streamed* from the search index, which
//! has them in order of arrival. Which condition is narrow is counted, up to a bound.

use std::collections::HashSet;

use sqlx::SqliteConnection;

use super::{condition::Condition, sql::Statement};
use crate::{
    Cursor, SortBy, TransactionSort,
    engine::{batch, pinned, search},
    tables::{arrival_of, column_of, day_outcome::DAY, key},
};

#[cfg(test)]
mod plans;

/// So many transactions are gathered and sorted quickly; of more than that, a walk soon finds enough.
const NARROW: i64 = 20_000;

/// Of a period alone, more than so many are walked day by day: there is an index of each day in each sort order.
const FEW: i64 = 2_000;

/// A period of more days is walked as a whole.
const MOST_DAYS: i64 = 400;

/// The arrivals of the transactions that meet every condition, in order, after a cursor.
pub(crate) async fn arrivals(
    connection: &mut SqliteConnection,
    conditions: &[Condition],
    sort: TransactionSort,
    cursor: Option<&Cursor>,
    limit: usize,
) -> sqlx::Result<Vec<i64>> {
    let search = Search {
        conditions,
        sort,
        cursor,
        limit,
    };
    match search.way(connection).await? {
        Way::Gather(position) => search.gather(position).numbers(connection).await,
        Way::Stream(position) => search.stream(connection, position).await,
        Way::Walk(within) => search.walk(connection, &within).await,
    }
}

/// What is looked for.
struct Search<'a> {
    conditions: &'a [Condition],
    sort: TransactionSort,
    cursor: Option<&'a Cursor>,
    limit: usize,
}

/// How it is looked for.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    /// Everything that meets this condition is looked at.
    Gather(usize),
    /// What this condition finds comes in order of arrival.
    Stream(usize),
    /// The sort order is walked.
    Walk(Within),
}

/// The part of the transactions in which the sort order is walked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Within {
    /// All of them.
    All,
    /// Those that meet this condition.
    Condition(usize),
    /// Those of each of these days.
    Days(i64, i64),
}

/// A part of what comes after the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    /// The same value as the cursor, and a later arrival.
    Equal,
    /// A later value; everything, without a cursor.
    Beyond,
}

impl Search<'_> {
    async fn way(&self, connection: &mut SqliteConnection) -> sqlx::Result<Way> {
        let by_offline = self.sort.by == SortBy::OfflineTimestamp;
        match self.conditions {
            [] => return Ok(Way::Walk(Within::All)),
            // There is an index for each sort order within these.
            [Condition::Status(_) | Condition::Error(_)] => return Ok(Way::Walk(Within::Condition(0))),
            [Condition::Owner(_)] if by_offline => return Ok(Way::Walk(Within::Condition(0))),
            [Condition::Period(..)] if by_offline => return Ok(Way::Walk(Within::All)),
            [Condition::Object(_)] if self.sort.by == SortBy::Received => {
                return Ok(Way::Walk(Within::Condition(0)));
            }
            _ => {}
        }
        let mut sizes = Vec::with_capacity(self.conditions.len());
        for (position, condition) in self.conditions.iter().enumerate() {
            sizes.push((condition.size(connection, NARROW + 1).await?, position));
        }
        sizes.sort_unstable();
        let narrow = match self.conditions {
            [Condition::Period(..)] => FEW,
            _ => NARROW,
        };
        Ok(match sizes.first() {
            Some((size, narrowest)) if *size <= narrow => Way::Gather(*narrowest),
            _ => self.wide_way(&sizes),
        })
    }

    /// How to look where every condition is wide; `sizes` and positions of the conditions, smallest first.
    fn wide_way(&self, sizes: &[(i64, usize)]) -> Way {
        let position = |wanted: fn(&Condition) -> bool| {
            sizes
                .iter()
                .map(|(_, position)| *position)
                .find(|position| wanted(&self.conditions[*position]))
        };
        if self.sort.by == SortBy::Received
            && let Some(position) = position(|c| matches!(c, Condition::Text(_) | Condition::Record(..)))
        {
            return Way::Stream(position);
        }
        if let Some(position) = position(|c| matches!(c, Condition::Status(_) | Condition::Error(_))) {
            return Way::Walk(Within::Condition(position));
        }
        let period = self.conditions.iter().find_map(|condition| match condition {
            Condition::Period(from, to) => {
                Some((from.div_euclid(DAY), (to.saturating_sub(1)).div_euclid(DAY)))
            }
            _ => None,
        });
        match period {
            Some((first, last))
                if self.sort.by != SortBy::OfflineTimestamp && last.saturating_sub(first) < MOST_DAYS =>
            {
                Way::Walk(Within::Days(first, last))
            }
            _ => Way::Walk(Within::All),
        }
    }

    /// The column that is sorted by.
    const fn column(&self) -> &'static str {
        match self.sort.by {
            SortBy::Received => "arrival",
            SortBy::OfflineTimestamp => "offline_timestamp",
            SortBy::LastModified => "last_modified_date",
        }
    }

    /// Appends the sort order of `row` and the limit. `gathered` rows are sorted: the engine must not walk all rows in
    /// that order instead.
    fn order(&self, statement: &mut Statement, row: &str, gathered: bool) {
        let direction = if self.sort.descending { " DESC" } else { "" };
        let column = |name: &str| {
            let column = format!("{row}.{name}");
            if gathered { pinned(&column) } else { column }
        };
        statement.push(" ORDER BY ");
        if self.sort.by != SortBy::Received {
            statement.push(&format!("{}{direction}, ", column(self.column())));
        }
        let limit = statement.bind(i64::try_from(self.limit).unwrap_or(i64::MAX));
        statement.push(&format!("{}{direction} LIMIT {limit}", column("arrival")));
    }

    /// Appends the demands of all conditions but one, each after AND.
    fn others(&self, statement: &mut Statement, row: &str, except: Option<usize>) {
        for (position, condition) in self.conditions.iter().enumerate() {
            if Some(position) != except {
                statement.push(" AND ");
                condition.demand(statement, row, false);
            }
        }
    }

    /// Everything that meets one condition and the others too, sorted.
    fn gather(&self, position: usize) -> Statement {
        let mut statement = Statement::default();
        statement.push("SELECT t.arrival");
        self.conditions[position].source(&mut statement);
        self.others(&mut statement, "t", Some(position));
        if let Some(cursor) = self.cursor {
            let than = if self.sort.descending { "<" } else { ">" };
            let arrival = statement.bind(cursor.arrival);
            let demand = match self.sort.by {
                SortBy::Received => format!(" AND {} {than} {arrival}", pinned("t.arrival")),
                _ => {
                    let value = statement.bind(cursor.value);
                    let column = pinned(&format!("t.{}", self.column()));
                    format!(" AND ({column}, t.arrival) {than} ({value}, {arrival})")
                }
            };
            statement.push(&demand);
        }
        self.order(&mut statement, "t", true);
        statement
    }

    /// Walks the stretches after the cursor until the page is full.
    async fn walk(&self, connection: &mut SqliteConnection, within: &Within) -> sqlx::Result<Vec<i64>> {
        let mut found = Vec::new();
        let stretches = match (self.cursor, self.sort.by) {
            (None, _) | (_, SortBy::Received) => &[Stretch::Beyond][..],
            (Some(_), _) => &[Stretch::Equal, Stretch::Beyond],
        };
        for stretch in stretches {
            if found.len() < self.limit {
                found.extend(self.stretch(*stretch, within)?.numbers(connection).await?);
            }
        }
        found.truncate(self.limit);
        Ok(found)
    }

    fn stretch(&self, stretch: Stretch, within: &Within) -> sqlx::Result<Statement> {
        let mut statement = Statement::default();
        match within {
            Within::All => {
                statement.push("SELECT t.arrival FROM sync_transaction AS t WHERE true");
                self.part(&mut statement, "t", stretch, None);
            }
            Within::Condition(position) => self.within_condition(&mut statement, stretch, *position)?,
            Within::Days(first, last) => {
                let days = column_of(*first..=*last)?;
                self.merged(
                    &mut statement,
                    days,
                    // The plus sign takes the type off, without which the index of days would not be looked into.
                    "(s.offline_timestamp / 86400000) = +CAST(input.value ->> 0 AS BIGINT)",
                    stretch,
                    None,
                );
            }
        }
        Ok(statement)
    }

    fn within_condition(
        &self,
        statement: &mut Statement,
        stretch: Stretch,
        position: usize,
    ) -> sqlx::Result<()> {
        match &self.conditions[position] {
            Condition::Status(statuses) if statuses.len() > 1 => {
                let statuses = column_of(statuses.iter().map(|status| status.as_str()))?;
                self.merged(
                    statement,
                    statuses,
                    "s.status = input.value ->> 0",
                    stretch,
                    Some(position),
                );
            }
            Condition::Object(name) if self.conditions.len() == 1 => {
                let name = statement.bind(name.as_str());
                let table = "SELECT t.arrival FROM transaction_object AS t WHERE t.object_name = ";
                statement.push(table).push(&name);
                self.part(statement, "t", stretch, Some(position));
            }
            condition => {
                statement.push("SELECT t.arrival FROM sync_transaction AS t WHERE ");
                condition.demand(statement, "t", true);
                self.part(statement, "t", stretch, Some(position));
            }
        }
        Ok(())
    }

    /// Appends the beginning of the sort order within each of several parts, merged. `part` says which rows `s`
    /// belong to the part `input`.
    fn merged(
        &self,
        statement: &mut Statement,
        parts: String,
        part: &str,
        stretch: Stretch,
        except: Option<usize>,
    ) {
        // The batch is the first parameter.
        statement.bind(parts);
        statement.push(concat!(
            "SELECT t.arrival FROM ",
            batch!("$1"),
            " CROSS JOIN sync_transaction AS t ",
            "WHERE t.arrival IN (SELECT s.arrival FROM sync_transaction AS s WHERE ",
        ));
        statement.push(part);
        self.part(statement, "s", stretch, except);
        statement.push(")");
        self.order(statement, "t", false);
    }

    /// Appends a stretch of one part: the demands, the order and the limit.
    fn part(&self, statement: &mut Statement, row: &str, stretch: Stretch, except: Option<usize>) {
        let column = self.column();
        let than = if self.sort.descending { "<" } else { ">" };
        if let Some(cursor) = self.cursor {
            let demand = match (self.sort.by, stretch) {
                (SortBy::Received, _) => {
                    format!(" AND {row}.arrival {than} {}", statement.bind(cursor.arrival))
                }
                (_, Stretch::Beyond) => {
                    format!(" AND {row}.{column} {than} {}", statement.bind(cursor.value))
                }
                (_, Stretch::Equal) => format!(
                    " AND {row}.{column} = {} AND {row}.arrival {than} {}",
                    statement.bind(cursor.value),
                    statement.bind(cursor.arrival)
                ),
            };
            statement.push(&demand);
        }
        // A period is a piece of the sort order by OfflineTimestamp: the walk begins and ends with it.
        for (position, condition) in self.conditions.iter().enumerate() {
            if Some(position) != except {
                let is_piece =
                    matches!(condition, Condition::Period(..)) && self.sort.by == SortBy::OfflineTimestamp;
                statement.push(" AND ");
                condition.demand(statement, row, is_piece);
            }
        }
        self.order(statement, row, false);
    }

    /// What a search finds, in order of arrival, as far as it meets the other conditions.
    async fn stream(&self, connection: &mut SqliteConnection, position: usize) -> sqlx::Result<Vec<i64>> {
        let (Condition::Text(query) | Condition::Record(_, query)) = &self.conditions[position] else {
            return Ok(Vec::new());
        };
        let descending = self.sort.descending;
        let (mut low, mut high) = (i64::MIN, i64::MAX);
        if let Some(cursor) = self.cursor {
            match descending {
                true => high = key(cursor.arrival, 0),
                false => low = key(cursor.arrival + 1, 0) - 1,
            }
        }
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        // Several matches of one transaction lie together; beyond them more and more are looked at in one go.
        let mut portion = i64::try_from(self.limit)
            .unwrap_or(i64::MAX)
            .saturating_mul(4)
            .min(NARROW);
        loop {
            let keys = search::keys(connection, query, (low, high), descending, portion).await?;
            let arrivals: Vec<i64> = keys
                .iter()
                .map(|key| arrival_of(*key))
                .filter(|a| seen.insert(*a))
                .collect();
            found.extend(self.meeting(connection, position, arrivals).await?);
            match keys.last() {
                Some(last) if found.len() < self.limit && keys.len() as i64 == portion => {
                    if descending {
                        high = *last
                    } else {
                        low = *last
                    }
                    portion = (portion * 2).min(NARROW);
                }
                _ => break,
            }
        }
        found.truncate(self.limit);
        Ok(found)
    }

    /// Those of these transactions that meet the conditions beside the text that found them, in their order.
    async fn meeting(
        &self,
        connection: &mut SqliteConnection,
        position: usize,
        arrivals: Vec<i64>,
    ) -> sqlx::Result<Vec<i64>> {
        let exact = matches!(self.conditions[position], Condition::Text(_));
        if exact && self.conditions.len() == 1 {
            return Ok(arrivals);
        }
        let mut statement = Statement::default();
        statement.bind(column_of(arrivals.iter())?);
        statement.push(concat!(
            "SELECT t.arrival FROM ",
            batch!("$1"),
            " CROSS JOIN sync_transaction AS t ",
            "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT)",
        ));
        self.others(&mut statement, "t", exact.then_some(position));
        let meeting: HashSet<i64> = statement.numbers(connection).await?.into_iter().collect();
        Ok(arrivals
            .into_iter()
            .filter(|arrival| meeting.contains(arrival))
            .collect())
    }
}
