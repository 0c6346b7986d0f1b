//! Shared pieces of the whole-system tests: a console over scratch files, and calls that read like sentences; the
//! reference model of the rules, and the random histories that compare the product with it.

pub mod effort;
pub mod history;
pub mod reference;
pub mod upload;

use std::{path::PathBuf, sync::Arc, time::Duration};

use console::{Caller, Console, Dependencies, ErrorBody};
use model::{IdGenerator, ManualClock, Timestamp};
use serde_json::{Value, json};

/// The moment at which the tests stand still: a Monday morning.
pub fn monday_morning() -> Timestamp {
    model::timestamp(1_795_420_800_000)
}

/// A console over files in a scratch folder that goes away with it.
pub struct Desk {
    /// The console.
    pub console: Console,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Who calls.
    pub caller: Caller,
    folder: tempfile::TempDir,
}

impl Desk {
    /// A console without a workspace.
    ///
    /// # Panics
    /// When no scratch folder can be made.
    pub fn new() -> Self {
        let clock = Arc::new(ManualClock::new(monday_morning()));
        let dependencies = Dependencies {
            clock: clock.clone(),
            ids: Arc::new(IdGenerator::seeded(1)),
        };
        let folder = tempfile::tempdir().expect("a scratch folder");
        Self {
            console: Console::new(dependencies),
            clock,
            caller: Caller::admin("Ada Admin"),
            folder,
        }
    }

    /// A console with the small sample that the tests share: 12 users, 400 transactions.
    pub async fn with_sample() -> Self {
        let desk = Self::new();
        let path = desk.path("sample.syncstore");
        let request = json!({ "storePath": path, "users": 12, "transactions": 400, "seed": 7 });
        let job = desk.call("workspace.createSample", request).await;
        desk.finished(&job).await;
        desk
    }

    /// Masks personal data in what is answered, or shows it.
    pub async fn mask_on_screen(&self, on: bool) {
        let mut view = self.call("masks.get", json!({})).await;
        view["value"]["onScreen"] = on.into();
        let request = json!({ "value": view["value"], "expectedVersion": view["version"], "reason": "test" });
        self.call("masks.save", request).await;
    }

    /// A path in the scratch folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Calls a command that must work.
    ///
    /// # Panics
    /// When it does not.
    pub async fn call(&self, name: &str, request: Value) -> Value {
        match self.try_call(name, request).await {
            Ok(response) => response,
            Err(error) => panic!("{name}: {error:?}"),
        }
    }

    /// Calls a command.
    ///
    /// # Errors
    /// What the command answers.
    pub async fn try_call(&self, name: &str, request: Value) -> Result<Value, ErrorBody> {
        self.console.call(&self.caller, name, request).await
    }

    /// Waits until a job has ended, by listening, and answers it.
    ///
    /// # Panics
    /// When it takes more than two minutes.
    pub async fn finished(&self, job: &Value) -> Value {
        self.job_until(job, |job| job["state"] != "running").await
    }

    /// Waits until a job is so far, by listening, and answers it.
    ///
    /// # Panics
    /// When it takes more than two minutes.
    pub async fn job_until(&self, job: &Value, is_so_far: impl Fn(&Value) -> bool) -> Value {
        let mut events = self.console.events();
        let waiting = async {
            loop {
                let now = self.call("jobs.get", json!({ "id": job["id"] })).await;
                if is_so_far(&now) {
                    return now;
                }
                // An event, or a gap in them, is a reason to look again.
                let _ = events.recv().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(120), waiting)
            .await
            .expect("the job comes so far")
    }

    /// Runs the processor until nothing is due.
    pub async fn process(&self) -> Value {
        let job = self
            .call("processor.run", json!({ "lookbackDays": 60, "untilEmpty": true }))
            .await;
        self.finished(&job).await
    }

    /// The first rows of the list with these statuses and this error.
    pub async fn rows(&self, statuses: &[&str], error_code: Option<&str>) -> Vec<Value> {
        let request = json!({
            "filter": { "statuses": statuses, "errorCode": error_code },
            "sort": { "by": "received", "descending": true },
            "cursor": null,
            "limit": 500,
        });
        self.call("transactions.list", request).await["rows"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}
