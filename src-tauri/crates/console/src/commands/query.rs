//! The query field: a text becomes a filter, a filter becomes a text, and what can be typed next.

use serde::{Deserialize, Serialize};
use store::TransactionFilter;
use ts_rs::TS;

use crate::{
    ConsoleError,
    command::Context,
    query::{QueryProblem, offered, with_ids, with_names, with_spelling},
};

/// A text in the language of the query field.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "QueryReadRequest")]
pub struct ReadRequest {
    /// The text.
    pub text: String,
}

/// What a text means.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct QueryReading {
    /// The filter that it means; none when there are problems.
    pub filter: Option<TransactionFilter>,
    /// The text as the console would write it; none when there are problems.
    pub text: Option<String>,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<QueryProblem>,
}

/// A filter to be seen as a text.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "QueryWriteRequest")]
pub struct WriteRequest {
    /// The filter.
    pub filter: TransactionFilter,
}

/// A filter as a text.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct QueryText {
    /// The text; empty for a filter that everything meets.
    pub text: String,
}

/// A place in a text that is being typed.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "QueryCompleteRequest")]
pub struct CompleteRequest {
    /// The text.
    pub text: String,
    /// Where the cursor is, in UTF-16 code units.
    pub cursor: usize,
}

/// What can stand at a place.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct QueryCompletion {
    /// Where the part begins that is replaced, in UTF-16 code units.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What can stand there, 30 at the most.
    pub options: Vec<QueryOption>,
}

/// Something that can stand at a place.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct QueryOption {
    /// The text to write.
    pub text: String,
    /// What it means; may be empty.
    pub about: String,
}

pub(super) async fn read(context: &Context<'_>, request: ReadRequest) -> Result<QueryReading, ConsoleError> {
    let workspace = context.workspace()?;
    let text = request.text;
    let read = match query::parse(&text) {
        Ok(read) => read,
        Err(problems) => {
            return Ok(QueryReading {
                filter: None,
                text: None,
                problems: QueryProblem::all(&text, &problems),
            });
        }
    };
    let spelled = with_spelling(&workspace, read).await?;
    let filter = TransactionFilter::of(with_ids(&workspace, spelled.clone()).await?);
    Ok(QueryReading {
        filter: Some(filter),
        text: Some(spelled.to_string()),
        problems: Vec::new(),
    })
}

pub(super) async fn write(context: &Context<'_>, request: WriteRequest) -> Result<QueryText, ConsoleError> {
    let workspace = context.workspace()?;
    let query = request.filter.to_query().map_err(store::StoreError::from)?;
    let text = with_names(&workspace, query).await?.to_string();
    Ok(QueryText { text })
}

pub(super) async fn complete(
    context: &Context<'_>,
    request: CompleteRequest,
) -> Result<QueryCompletion, ConsoleError> {
    let workspace = context.workspace()?;
    let completion = query::complete(&request.text, request.cursor);
    let place = completion.span.utf16(&request.text);
    Ok(QueryCompletion {
        from: place.start,
        to: place.end,
        options: offered(&workspace, completion).await?,
    })
}
