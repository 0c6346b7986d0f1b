//! Which transactions a page shows.
//!
//! A narrow condition is *gathered*: everything that meets it is looked at and sorted. Where every condition is
//! wide, the sort order is *walked* until the page is full; within one status or error, and within the days of a
//! period, by an index that has those in order. Words with many matches are *streamed* from the search index, which
//! has them in order of arrival. Which condition is narrow is counted, up to a bound. What one or a few devices or users
//! have is gathered, too, but not before a look for it *near* the beginning of the sort order.

use std::{collections::HashSet, ops::RangeInclusive};

use model::Status;
use sqlx::SqliteConnection;

use super::{
    condition::{Column, Condition, of_status, with_rare_text},
    sql::Statement,
};
use crate::{
    Cursor, SortBy, TransactionSort,
    engine::{batch, pinned, search},
    tables::{DAY, arrival_of, column_of, key, transaction},
};

#[cfg(test)]
mod near;
#[cfg(test)]
mod plans;

/// So many matches of a search are looked at in one go.
const MOST_STREAMED: i64 = 20_000;

/// Of a period alone, more than so many are walked day by day: there is an index of each day in each sort order.
const FEW: i64 = 2_000;

/// A step of a walk beside a set of what is looked for costs so many times less than to look at a transaction: the set
/// is in memory, the steps are entries of an index, and what is looked at lies all over the file.
const KNOWN_IS_CHEAPER: i64 = 3;

/// The same for what meets a condition in an index that does not have its transactions in the sort order: up to so many
/// times what is narrow, a walk beside the set costs less than to look at transactions.
const KNOWN_IS_SMALL: i64 = 3;

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
    let conditions = &with_rare_text(connection, conditions).await?;
    let search = Search {
        conditions,
        sort,
        cursor,
        limit,
    };
    match search.way(connection).await? {
        Way::Gather(position) => search.gather(position).numbers(connection).await,
        Way::Near { position, steps } => match search.near(connection, position, steps).await? {
            Some(found) => Ok(found),
            None => search.gather(position).numbers(connection).await,
        },
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
    /// The sort order is walked for so many steps, with those that meet this condition known beforehand. When the page is
    /// not full then, everything that meets the condition is looked at.
    Near {
        /// The condition.
        position: usize,
        /// About half as many again as the page takes when what meets the condition lies evenly among all.
        steps: i64,
    },
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
    /// Those of each day of the period that is this condition.
    Days(usize),
    /// All of them, with those that meet this condition known beforehand.
    Known(usize),
}

/// One of several parts that are merged.
struct Part {
    /// What the rows of the part meet.
    demand: String,
    /// The condition that they meet thereby.
    met: Option<usize>,
    /// Whether the rows that meet the demand lie in the sort order; else they are sorted.
    is_ordered: bool,
}

/// A part of what comes after the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    /// The same value as the cursor, and a later arrival.
    Equal,
    /// A later value; everything, without a cursor.
    Beyond,
}

/// The days that a period has a part of.
fn days_of(from: i64, to: i64) -> RangeInclusive<i64> {
    from.div_euclid(DAY)..=to.saturating_sub(1).div_euclid(DAY)
}

impl Search<'_> {
    async fn way(&self, connection: &mut SqliteConnection) -> sqlx::Result<Way> {
        let by_offline = self.sort.by == SortBy::OfflineTimestamp;
        match self.conditions {
            [] => return Ok(Way::Walk(Within::All)),
            // There is an index for each sort order within these.
            [Condition::Status(_) | Condition::Error(_) | Condition::Group(_)] => {
                return Ok(Way::Walk(Within::Condition(0)));
            }
            [Condition::Owner(_)] if by_offline => return Ok(Way::Walk(Within::Condition(0))),
            [Condition::Period(..)] if by_offline => return Ok(Way::Walk(Within::All)),
            [Condition::Object(_)] if self.sort.by == SortBy::Received => {
                return Ok(Way::Walk(Within::Condition(0)));
            }
            _ => {}
        }
        let all = transaction::next_arrival(connection).await?;
        let narrow = match self.conditions {
            [Condition::Period(..)] => FEW,
            _ => self.narrow(all),
        };
        let is_near = self.may_be_near();
        let counted = if is_near { narrow * KNOWN_IS_SMALL } else { narrow };
        let mut sizes = Vec::with_capacity(self.conditions.len());
        for (position, condition) in self.conditions.iter().enumerate() {
            sizes.push((condition.size(connection, counted + 1).await?, position));
        }
        sizes.sort_unstable();
        if let [(size, 0)] = *sizes
            && (narrow / KNOWN_IS_CHEAPER..=counted).contains(&size)
        {
            if matches!(self.conditions, [Condition::Object(_)]) {
                return Ok(Way::Walk(Within::Known(0)));
            }
            if is_near {
                let steps = self.page().saturating_mul(all) / size.max(1) * 3 / 2;
                return Ok(Way::Near { position: 0, steps });
            }
        }
        Ok(match sizes.first() {
            Some((size, narrowest)) if *size <= narrow => Way::Gather(*narrowest),
            _ => self.wide_way(&sizes),
        })
    }

    /// How many transactions are gathered rather than walked to. To gather n of N is to look at n; a walk to a page
    /// of p looks at p * N / n: as many where n * n is p * N.
    fn narrow(&self, all: i64) -> i64 {
        self.page().saturating_mul(all).max(0).isqrt().max(FEW)
    }

    /// Rows on the page.
    fn page(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX)
    }

    /// Whether it is only asked for what an index has the transactions of, but not when they were last changed: users and
    /// devices.
    const fn may_be_near(&self) -> bool {
        matches!(
            self.conditions,
            [Condition::Owner(_) | Condition::People(_) | Condition::Column(Column::Device, _)]
        ) && matches!(self.sort.by, SortBy::LastModified)
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
        if let Some(position) = position(|c| {
            matches!(
                c,
                Condition::Status(_) | Condition::Error(_) | Condition::Group(_)
            )
        }) {
            return Way::Walk(Within::Condition(position));
        }
        let is_short = |condition: &Condition| match condition {
            Condition::Period(from, to) => {
                let days = days_of(*from, *to);
                days.end().saturating_sub(*days.start()) < MOST_DAYS
            }
            _ => false,
        };
        match self.conditions.iter().position(is_short) {
            Some(period) if self.sort.by != SortBy::OfflineTimestamp => Way::Walk(Within::Days(period)),
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
        let limit = self.bound_limit(statement);
        statement.push(&format!("{}{direction} LIMIT {limit}", column("arrival")));
    }

    fn bound_limit(&self, statement: &mut Statement) -> String {
        statement.bind(self.page())
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

    /// What lies near the cursor in the sort order; none when that does not fill the page.
    async fn near(
        &self,
        connection: &mut SqliteConnection,
        position: usize,
        steps: i64,
    ) -> sqlx::Result<Option<Vec<i64>>> {
        let end = self.steps_away(steps).numbers(connection).await?.pop();
        let mut conditions = self.conditions.to_vec();
        conditions.extend(end.map(|end| match self.sort.descending {
            true => Condition::Modified(end, i64::MAX),
            false => Condition::Modified(i64::MIN, end.saturating_add(1)),
        }));
        let near = Search {
            conditions: &conditions,
            ..*self
        };
        let found = near.walk(connection, &Within::Known(position)).await?;
        Ok((end.is_none() || found.len() == self.limit).then_some(found))
    }

    /// Where the walk is after so many steps; nowhere when it ends before.
    fn steps_away(&self, steps: i64) -> Statement {
        let mut statement = Statement::default();
        let column = self.column();
        statement.push(&format!(
            "SELECT t.{column} FROM sync_transaction AS t WHERE true"
        ));
        let (than, direction) = if self.sort.descending {
            ("<=", " DESC")
        } else {
            (">=", "")
        };
        if let Some(cursor) = self.cursor {
            let value = statement.bind(cursor.value);
            statement.push(&format!(" AND t.{column} {than} {value}"));
        }
        let steps = statement.bind(steps);
        statement.push(&format!(" ORDER BY t.{column}{direction} LIMIT 1 OFFSET {steps}"));
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
                found.extend(self.stretch(*stretch, within).numbers(connection).await?);
            }
        }
        found.truncate(self.limit);
        Ok(found)
    }

    fn stretch(&self, stretch: Stretch, within: &Within) -> Statement {
        let mut statement = Statement::default();
        match within {
            Within::All => {
                statement.push("SELECT t.arrival FROM sync_transaction AS t WHERE true");
                self.part(&mut statement, "t", stretch, None);
            }
            Within::Known(position) => {
                statement.push("SELECT t.arrival FROM sync_transaction AS t WHERE ");
                self.conditions[*position].demand_known(&mut statement, "t");
                self.part(&mut statement, "t", stretch, Some(*position));
            }
            Within::Condition(position) => self.within_condition(&mut statement, stretch, *position),
            Within::Days(position) => {
                let days = self.days(&mut statement, *position);
                self.merged(&mut statement, days, stretch);
            }
        }
        statement
    }

    /// The days of a period. A day that the period has only a part of meets no condition by itself.
    fn days(&self, statement: &mut Statement, position: usize) -> Vec<Part> {
        let Condition::Period(from, to) = self.conditions[position] else {
            return Vec::new();
        };
        days_of(from, to)
            .map(|day| {
                let is_whole = day * DAY >= from && (day + 1) * DAY <= to;
                Part {
                    demand: format!("s.offline_timestamp / 86400000 = {}", statement.bind(day)),
                    met: is_whole.then_some(position),
                    is_ordered: true,
                }
            })
            .collect()
    }

    fn within_condition(&self, statement: &mut Statement, stretch: Stretch, position: usize) {
        match &self.conditions[position] {
            Condition::Status(statuses) if statuses.len() > 1 || statuses.contains(&Status::InProgress) => {
                let parts = statuses
                    .iter()
                    .map(|status| Part {
                        demand: of_status(statement, "s", *status),
                        met: Some(position),
                        is_ordered: *status != Status::InProgress,
                    })
                    .collect();
                self.merged(statement, parts, stretch);
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
    }

    /// Appends the beginning of the sort order within each of several parts `s`, merged.
    fn merged(&self, statement: &mut Statement, parts: Vec<Part>, stretch: Stretch) {
        let column = self.column();
        statement.push("SELECT t.arrival FROM (");
        for (number, part) in parts.into_iter().enumerate() {
            statement.push(if number == 0 { "" } else { " UNION ALL " });
            statement.push(&format!(
                "SELECT * FROM (SELECT s.arrival, s.{column} AS value FROM sync_transaction AS s \
                 WHERE {}",
                part.demand
            ));
            self.demands(statement, "s", stretch, part.met);
            self.order(statement, "s", !part.is_ordered);
            statement.push(&format!(") AS part_{number}"));
        }
        statement.push(") AS t");
        let direction = if self.sort.descending { " DESC" } else { "" };
        let limit = self.bound_limit(statement);
        statement.push(&format!(
            " ORDER BY t.value{direction}, t.arrival{direction} LIMIT {limit}"
        ));
    }

    /// Appends a stretch of rows that lie in the sort order: the demands, the order and the limit.
    fn part(&self, statement: &mut Statement, row: &str, stretch: Stretch, except: Option<usize>) {
        self.demands(statement, row, stretch, except);
        self.order(statement, row, false);
    }

    /// Appends what a stretch demands of a row, beyond the condition that is met anyway.
    fn demands(&self, statement: &mut Statement, row: &str, stretch: Stretch, except: Option<usize>) {
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
        // A period is a piece of the sort order: the walk begins and ends with it.
        for (position, condition) in self.conditions.iter().enumerate() {
            if Some(position) != except {
                let is_piece = matches!(
                    (condition, self.sort.by),
                    (Condition::Period(..), SortBy::OfflineTimestamp)
                        | (Condition::Modified(..), SortBy::LastModified)
                );
                statement.push(" AND ");
                condition.demand(statement, row, is_piece);
            }
        }
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
        let mut portion = self.page().saturating_mul(4).min(MOST_STREAMED);
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
                    portion = (portion * 2).min(MOST_STREAMED);
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
