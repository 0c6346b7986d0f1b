//! `notice`: what the watch told.

use model::{KnownNotice, Notice, NoticeAbout};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    tables::{Columns, column_of, unreadable},
};

/// Every column that is shown, in the order of [`read`].
macro_rules! columns {
    () => {
        "id, about, first_at, last_at, ended_at, read_at"
    };
}

/// Those that are open.
pub(crate) const OPEN: &str = "SELECT id, about, false FROM notice WHERE ended_at IS NULL";
/// Those that were over at this moment or later.
pub(crate) const ENDED_SINCE: &str = "SELECT id, about, true FROM notice WHERE ended_at >= $1";
/// How many are not read.
pub(crate) const UNREAD: &str = "SELECT count(*) FROM notice WHERE read_at IS NULL";
/// Whether there are any of which the desktop was not told.
pub(crate) const HAS_UNTOLD: &str =
    "SELECT EXISTS (SELECT 1 FROM notice WHERE told_at IS NULL AND read_at IS NULL)";
/// Marks those of which the desktop was not told, unless they were read meanwhile.
pub(crate) const TELL: &str = concat!(
    "UPDATE notice SET told_at = $1 WHERE told_at IS NULL AND read_at IS NULL RETURNING ",
    columns!()
);

/// Those that are open, and those that are over since `since` (milliseconds) or later.
pub(crate) async fn known(connection: &mut SqliteConnection, since: i64) -> sqlx::Result<Vec<KnownNotice>> {
    let mut rows = sqlx::query(OPEN).fetch_all(&mut *connection).await?;
    rows.extend(sqlx::query(ENDED_SINCE).bind(since).fetch_all(connection).await?);
    let known = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        Ok(KnownNotice {
            id: c.get()?,
            about: said(c.get()?)?,
            is_over: c.get()?,
        })
    });
    known.collect()
}

/// Adds one; answers its number.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    about: &NoticeAbout,
    now: i64,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO notice (subject, about, first_at, last_at) VALUES ($1, $2, $3, $3) RETURNING id",
    )
    .bind(about.subject())
    .bind(serde_json::to_string(about).map_err(unreadable)?)
    .bind(now)
    .fetch_one(connection)
    .await
}

/// Lets one go on, with what there is to say now.
pub(crate) async fn go_on(
    connection: &mut SqliteConnection,
    id: i64,
    about: &NoticeAbout,
    now: i64,
) -> sqlx::Result<()> {
    sqlx::query("UPDATE notice SET about = $2, last_at = $3, ended_at = NULL WHERE id = $1")
        .bind(id)
        .bind(serde_json::to_string(about).map_err(unreadable)?)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends one.
pub(crate) async fn end(connection: &mut SqliteConnection, id: i64, now: i64) -> sqlx::Result<()> {
    sqlx::query("UPDATE notice SET ended_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Marks one as told.
pub(crate) async fn note_told(connection: &mut SqliteConnection, id: i64, now: i64) -> sqlx::Result<()> {
    sqlx::query("UPDATE notice SET told_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// One notice.
pub(crate) async fn get(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<Option<Notice>> {
    let row = sqlx::query(concat!("SELECT ", columns!(), " FROM notice WHERE id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Those in the inbox before `before`, newest first.
pub(crate) async fn page(
    connection: &mut SqliteConnection,
    before: i64,
    only_unread: bool,
    limit: i64,
) -> sqlx::Result<Vec<Notice>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM notice WHERE id < $1 AND cleared_at IS NULL AND (read_at IS NULL OR NOT $2) ORDER BY id DESC LIMIT $3"
    ))
    .bind(before)
    .bind(only_unread)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// How many are not read.
pub(crate) async fn unread(connection: &mut SqliteConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar(UNREAD).fetch_one(connection).await
}

/// Marks these as read, or all when none are named; answers whether any was not.
pub(crate) async fn mark_read(
    connection: &mut SqliteConnection,
    ids: Option<&[i64]>,
    now: i64,
) -> sqlx::Result<bool> {
    let marked = match ids {
        None => {
            let all = sqlx::query("UPDATE notice SET read_at = $1 WHERE read_at IS NULL").bind(now);
            all.execute(connection).await?
        }
        Some(ids) => {
            sqlx::query(concat!(
                "UPDATE notice SET read_at = $2 WHERE read_at IS NULL AND id IN ",
                "(SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
                batch!("$1"),
                ")"
            ))
            .bind(column_of(ids)?)
            .bind(now)
            .execute(connection)
            .await?
        }
    };
    Ok(marked.rows_affected() > 0)
}

/// Takes what was read out of the inbox; answers whether there was anything.
pub(crate) async fn clear(connection: &mut SqliteConnection, now: i64) -> sqlx::Result<bool> {
    let cleared =
        sqlx::query("UPDATE notice SET cleared_at = $1 WHERE read_at IS NOT NULL AND cleared_at IS NULL")
            .bind(now)
            .execute(connection)
            .await?;
    Ok(cleared.rows_affected() > 0)
}

/// Whether there are any that were neither told nor read.
pub(crate) async fn has_untold(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar(HAS_UNTOLD).fetch_one(connection).await
}

/// Marks those as told that were neither told nor read; answers them, oldest first.
pub(crate) async fn tell(connection: &mut SqliteConnection, now: i64) -> sqlx::Result<Vec<Notice>> {
    let rows = sqlx::query(TELL).bind(now).fetch_all(connection).await?;
    let mut told = rows.iter().map(read).collect::<sqlx::Result<Vec<_>>>()?;
    told.sort_unstable_by_key(|notice| notice.id);
    Ok(told)
}

/// Takes away those up to `last` that are over.
pub(crate) async fn delete_until(connection: &mut SqliteConnection, last: i64) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM notice WHERE id <= $1 AND ended_at IS NOT NULL")
        .bind(last)
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> sqlx::Result<Notice> {
    let mut c = Columns::of(row);
    let (id, about) = (c.get()?, said(c.get()?)?);
    Ok(Notice {
        id,
        title: about.title(),
        text: about.text(),
        about,
        first_at: c.moment()?,
        last_at: c.moment()?,
        ended_at: c.optional_moment()?,
        read_at: c.optional_moment()?,
    })
}

fn said(about: &str) -> sqlx::Result<NoticeAbout> {
    serde_json::from_str(about).map_err(unreadable)
}
