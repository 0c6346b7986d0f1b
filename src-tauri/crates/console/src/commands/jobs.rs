//! Looking at jobs and stopping them.

use super::Nothing;
use crate::{ConsoleError, JobId, command::Context, jobs::Job};

pub(super) async fn list(context: &Context<'_>, _: Nothing) -> Result<Vec<Job>, ConsoleError> {
    Ok(context.console.jobs().list())
}

pub(super) async fn get(context: &Context<'_>, request: JobId) -> Result<Job, ConsoleError> {
    context
        .console
        .jobs()
        .get(request.id)
        .ok_or_else(|| not_found(request))
}

pub(super) async fn cancel(context: &Context<'_>, request: JobId) -> Result<Job, ConsoleError> {
    context
        .console
        .jobs()
        .cancel(request.id)
        .ok_or_else(|| not_found(request))
}

fn not_found(job: JobId) -> ConsoleError {
    ConsoleError::NotFound {
        what: "the job",
        key: job.id.to_string(),
    }
}
