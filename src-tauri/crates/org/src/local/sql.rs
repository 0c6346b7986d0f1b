//! The SQL of one object, made from its describe. Names of tables and columns are API names, in quotes.

use std::sync::Arc;

use sqlx::AssertSqlSafe;

use super::schema::{Index, IndexKind, KEY_SEPARATOR};
use crate::catalogue::{FieldDescribe, FieldType, ObjectDescribe};

/// A statement made once; cheap to use again.
#[derive(Debug, Clone)]
pub(crate) struct Statement(Arc<str>);

impl Statement {
    fn new(text: String) -> Self {
        Self(text.into())
    }

    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// For sqlx: the text is made of API names of the built-in definitions only; values are always bound.
    pub(crate) fn safe(&self) -> AssertSqlSafe<Arc<str>> {
        AssertSqlSafe(Arc::clone(&self.0))
    }
}

/// The statements of one object. `$1` is a JSON array, so that one statement serves any number of records.
#[derive(Debug)]
pub(crate) struct ObjectSql {
    /// Makes the table and its indexes.
    pub create: Vec<Statement>,
    /// The records with the Ids in `$1`.
    pub by_id: Statement,
    /// By position of the index: the records with the keys in `$1`.
    pub by_key: Vec<Statement>,
    /// Writes the rows in `$1` (arrays of values in the order of the fields), new or not.
    pub write: Statement,
    /// Writes [`ROWS`] rows, each value bound, new or not.
    pub write_bound: Statement,
    /// Takes the records with the Ids in `$1` out of the unique indexes until `IsDeleted` is written.
    pub hide: Statement,
    /// Id and name of records whose lower-cased name lies from `$1` to before `$2`, at most `$3`.
    pub names_from: Option<Statement>,
    /// Id and name of records whose lower-cased name contains `$1`, at most `$2`.
    pub names_with: Option<Statement>,
}

/// Rows that [`ObjectSql::write_bound`] writes. Bound values cost a fraction of what finding them in JSON does; what is
/// left over is not worth statements of its own and goes as JSON.
pub(crate) const ROWS: usize = 50;

const IS_LIVE: &str = "\"IsDeleted\" = 0";

impl ObjectSql {
    pub(crate) fn new(describe: &ObjectDescribe, name_position: Option<usize>, indexes: &[Index]) -> Self {
        let table = quoted(&describe.name);
        let columns: Vec<String> = describe.fields.iter().map(|field| quoted(&field.name)).collect();
        let select = format!("SELECT {} FROM {table}", columns.join(", "));
        let name = name_position.map(|position| columns[position].as_str());
        Self {
            create: create(describe, name, indexes, &columns),
            by_id: Statement::new(format!(
                "{select} WHERE \"Id\" IN (SELECT value FROM jsonb_each($1))"
            )),
            by_key: indexes
                .iter()
                .map(|index| {
                    let (key, entered) = (key_expression(index, &columns), entered(index, describe));
                    let keys = "(SELECT value FROM jsonb_each($1))";
                    Statement::new(format!("{select} WHERE {entered} AND {key} IN {keys}"))
                })
                .collect(),
            write: write(&table, &columns, &from_json(&columns)),
            write_bound: write(&table, &columns, &bound(columns.len())),
            hide: Statement::new(format!(
                "UPDATE {table} SET \"IsDeleted\" = 1 WHERE \"Id\" IN (SELECT value FROM jsonb_each($1))"
            )),
            names_from: name.map(|name| {
                Statement::new(format!(
                    "SELECT \"Id\", {name} FROM {table} WHERE {IS_LIVE} AND lower({name}) >= $1 \
                     AND lower({name}) < $2 ORDER BY lower({name}), \"Id\" LIMIT $3"
                ))
            }),
            names_with: name.map(|name| {
                Statement::new(format!(
                    "SELECT \"Id\", {name} FROM {table} WHERE {IS_LIVE} AND instr(lower({name}), $1) > 0 \
                     ORDER BY lower({name}), \"Id\" LIMIT $2"
                ))
            }),
        }
    }
}

fn create(
    describe: &ObjectDescribe,
    name: Option<&str>,
    indexes: &[Index],
    columns: &[String],
) -> Vec<Statement> {
    let table = quoted(&describe.name);
    let definitions: Vec<String> = describe.fields.iter().map(column).collect();
    let mut statements = vec![format!(
        "CREATE TABLE {table} (\n    {}\n) STRICT",
        definitions.join(",\n    ")
    )];
    for index in indexes {
        let names: Vec<&str> = index
            .fields
            .iter()
            .map(|p| describe.fields[*p].name.as_str())
            .collect();
        let unique = if index.is_unique() { "UNIQUE " } else { "" };
        let index_name = quoted(&format!("{}_{}", describe.name, names.join("_")));
        let (key, entered) = (key_expression(index, columns), entered(index, describe));
        statements.push(format!(
            "CREATE {unique}INDEX {index_name} ON {table} ({key}) WHERE {entered}"
        ));
    }
    if let Some(name) = name {
        let index_name = quoted(&format!("{}_lookup", describe.name));
        statements.push(format!(
            "CREATE INDEX {index_name} ON {table} (lower({name}), \"Id\", {name}) WHERE {IS_LIVE}"
        ));
    }
    statements.into_iter().map(Statement::new).collect()
}

fn column(field: &FieldDescribe) -> String {
    let name = quoted(&field.name);
    let sql_type = match field.field_type {
        FieldType::Boolean | FieldType::Int | FieldType::DateTime => "INTEGER",
        FieldType::Double | FieldType::Currency => "REAL",
        _ => "TEXT",
    };
    let key = if field.field_type == FieldType::Id {
        " PRIMARY KEY"
    } else {
        ""
    };
    let not_null = if field.nillable { "" } else { " NOT NULL" };
    let check = match field.field_type {
        FieldType::Boolean => format!(" CHECK ({name} IN (0, 1))"),
        _ => String::new(),
    };
    format!("{name} {sql_type}{key}{not_null}{check}")
}

/// Which records stand in an index: live ones whose fields are all filled. Statements have to say the same, or
/// SQLite does not use the index; it drops what a column rules out by itself, so that is not said.
fn entered(index: &Index, describe: &ObjectDescribe) -> String {
    let fields = index.fields.iter().map(|position| &describe.fields[*position]);
    let filled = fields
        .filter(|field| field.nillable)
        .map(|field| format!(" AND {} IS NOT NULL", quoted(&field.name)));
    format!("{IS_LIVE}{}", filled.collect::<String>())
}

fn key_expression(index: &Index, columns: &[String]) -> String {
    let parts = index.fields.iter().map(|position| {
        let column = &columns[*position];
        if index.folds {
            format!("lower(trim({column}))")
        } else {
            column.clone()
        }
    });
    let between = format!(" || char({}) || ", u32::from(KEY_SEPARATOR));
    let parts: Vec<String> = parts.collect();
    match index.kind {
        IndexKind::Duplicate(_) => format!("({})", parts.join(&between)),
        _ => parts.join(&between),
    }
}

fn write(table: &str, columns: &[String], rows: &str) -> Statement {
    let changes: Vec<String> = columns
        .iter()
        .filter(|column| *column != "\"Id\"")
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    Statement::new(format!(
        "INSERT INTO {table} ({}) {rows} ON CONFLICT (\"Id\") DO UPDATE SET {}",
        columns.join(", "),
        changes.join(", "),
    ))
}

/// Sets these fields (by position) of records that are there. `$1` is a JSON array of arrays: the Id, then the values.
/// Indexes of other fields stay as they are: SQLite would take an entry out and put it back, which writes its page.
pub(crate) fn update(describe: &ObjectDescribe, positions: &[usize]) -> Statement {
    let table = quoted(&describe.name);
    let changes: Vec<String> = positions
        .iter()
        .enumerate()
        .map(|(place, position)| {
            let column = quoted(&describe.fields[*position].name);
            format!("{column} = change.value->>{}", place + 1)
        })
        .collect();
    Statement::new(format!(
        "UPDATE {table} SET {} FROM jsonb_each($1) AS change WHERE {table}.\"Id\" = change.value->>0",
        changes.join(", "),
    ))
}

fn from_json(columns: &[String]) -> String {
    let values: Vec<String> = (0..columns.len())
        .map(|position| format!("value->>{position}"))
        .collect();
    format!("SELECT {} FROM jsonb_each($1) WHERE true", values.join(", "))
}

/// Without numbers: to bind `$n`, SQLite walks the names of all parameters before it.
fn bound(columns: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(", "));
    format!("VALUES {}", vec![row; ROWS].join(", "))
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, Row as _, SqliteConnection};

    use super::*;
    use crate::local::schema::Schema;

    async fn plan(connection: &mut SqliteConnection, statement: &Statement) -> String {
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", statement.text()));
        let rows = sqlx::query(explain)
            .bind("[]")
            .bind("b")
            .bind(10)
            .fetch_all(connection)
            .await
            .unwrap();
        rows.iter()
            .map(|row| row.get::<String, _>("detail"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    async fn database() -> (Schema, SqliteConnection) {
        let schema = Schema::built_in();
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        for statement in schema.objects.iter().flat_map(|object| &object.sql.create) {
            sqlx::query(statement.safe())
                .execute(&mut connection)
                .await
                .unwrap();
        }
        (schema, connection)
    }

    /// Changes of this snapshot change the file: they need a new version of it and a migration.
    #[test]
    fn the_tables_are_those_of_version_1() {
        let schema = Schema::built_in();
        let statements: Vec<&str> = schema
            .objects
            .iter()
            .flat_map(|object| &object.sql.create)
            .map(Statement::text)
            .collect();
        insta::assert_snapshot!(statements.join(";\n"));
    }

    #[tokio::test]
    async fn records_are_found_by_index_and_never_by_looking_through_a_table() {
        let (schema, mut connection) = database().await;
        for object in &schema.objects {
            let table = &object.describe.name;
            let sql = &object.sql;
            let update = update(&object.describe, &[object.system.modified_date]);
            for statement in [&sql.by_id, &sql.hide, &update].into_iter().chain(&sql.by_key) {
                let plan = plan(&mut connection, statement).await;
                assert!(plan.contains(&format!("SEARCH {table} USING")), "{table}: {plan}");
                assert!(!plan.contains(&format!("SCAN {table}")), "{table}: {plan}");
            }
        }
    }

    #[tokio::test]
    async fn a_change_of_fields_without_an_index_writes_none() {
        let (schema, mut connection) = database().await;
        let visit = schema.catalogue.position("Visit").unwrap();
        let describe = &schema.objects[visit].describe;
        let written = |fields: &[&str]| {
            let positions: Vec<usize> = fields
                .iter()
                .map(|name| describe.position(name).unwrap())
                .collect();
            AssertSqlSafe(format!("EXPLAIN {}", update(describe, &positions).text()))
        };
        for (fields, trees) in [
            (
                &["InstructionDescription", "VisitPriority", "LastModifiedDate"][..],
                1,
            ),
            (&["AccountId", "LastModifiedDate"], 2),
        ] {
            let steps = sqlx::query(written(fields))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            let opened = steps
                .iter()
                .filter(|step| step.get::<String, _>("opcode") == "OpenWrite")
                .count();
            assert_eq!(opened, trees, "{fields:?}");
        }
    }

    #[tokio::test]
    async fn names_are_found_in_a_covering_index_without_sorting() {
        let (schema, mut connection) = database().await;
        for object in &schema.objects {
            let (Some(from), Some(with)) = (&object.sql.names_from, &object.sql.names_with) else {
                continue;
            };
            let table = &object.describe.name;
            let from = plan(&mut connection, from).await;
            assert!(
                from.contains(&format!("SEARCH {table} USING COVERING INDEX {table}_lookup")),
                "{from}"
            );
            let with = plan(&mut connection, with).await;
            assert!(
                with.contains(&format!("SCAN {table} USING COVERING INDEX {table}_lookup")),
                "{with}"
            );
            assert!(!format!("{from}{with}").contains("TEMP B-TREE"), "{from}\n{with}");
        }
    }
}
