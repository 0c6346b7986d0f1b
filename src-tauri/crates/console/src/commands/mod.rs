//! Every command, declared once.

mod answers;
mod app;
mod bulk;
mod causes;
mod compare;
mod data;
pub(crate) mod edit;
mod error_groups;
mod explain;
mod inbox;
mod items;
mod jobs;
mod limits;
mod locks;
mod masks;
mod org_data;
mod overview;
mod people;
mod processor;
mod query;
mod report;
mod reveal;
mod runs;
mod schedules;
mod settings;
mod simulation;
mod text;
mod transactions;
mod watch;
mod workspace;

use ::processor::TransactionSimulation;
use model::{Cause, Explanation, GovernorLimits, Profile, Schedule, User};
use org::{ObjectDescribe, OrgRecord, RecordLock};
use store::{
    BulkDetail, BulkPreview, Decision, DecisionSubject, EditAnswer, ErrorGroup, FilterCount, Forecast,
    Overview, StatusCounts, TransactionDetail, TransactionGraph, TransactionPage, TransactionRow,
};

pub(crate) use query::QueryOption;

use crate::{
    DailyReport, JobId, WorkspaceInfo,
    command::{Access, CommandInfo, Context, commands},
    error::ConsoleError,
    jobs::Job,
    shown::Shown,
};

pub(crate) use self::processor::DEFAULT_LOOKBACK_DAYS;

/// A request without content.
#[derive(Debug, Clone, Copy, serde::Deserialize, ts_rs::TS)]
#[ts(export)]
pub struct Nothing {}

/// An answer without content.
#[derive(Debug, Clone, Copy, serde::Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Done {}

commands! {
    /// The program: version, caller, open workspace.
    "app.info" => app::info: Nothing => app::AppInfo, Read;

    /// Opens a store file and the org beside it.
    "workspace.open" => workspace::open: workspace::OpenRequest => WorkspaceInfo, Read;
    /// Makes an empty store and org and opens them.
    "workspace.create" => workspace::create: workspace::OpenRequest => WorkspaceInfo, Change;
    /// Makes a sample store and org in the background and opens them.
    "workspace.createSample" => workspace::create_sample: workspace::CreateSampleRequest => Job, Change;
    /// Closes the workspace.
    "workspace.close" => workspace::close: Nothing => Done, Read;

    /// Jobs of this run of the program, newest first.
    "jobs.list" => jobs::list: Nothing => Vec<Job>, Read;
    /// One job.
    "jobs.get" => jobs::get: JobId => Job, Read;
    /// Asks a job to stop.
    "jobs.cancel" => jobs::cancel: JobId => Job, Change;

    /// What a text in the language of the query field means: the filter, or the problems with their places.
    "query.read" => query::read: query::ReadRequest => query::QueryReading, Read;
    /// A filter as a text in the language of the query field.
    "query.write" => query::write: query::WriteRequest => query::QueryText, Read;
    /// What can be typed at a place of a query.
    "query.complete" => query::complete: query::CompleteRequest => query::QueryCompletion, Read;

    /// A page of transactions by filter and sort.
    "transactions.list" => transactions::list: transactions::ListRequest => Shown<TransactionPage>, Read;
    /// The rows of some transactions as they are now, to bring a list up to date in place.
    "transactions.rows" => transactions::rows: transactions::RowsRequest => Shown<Vec<TransactionRow>>, Read;
    /// How many transactions a filter finds, counted up to a limit.
    "transactions.count" => transactions::count: transactions::CountRequest => FilterCount, Read;
    /// How many transactions each status has.
    "transactions.counts" => transactions::counts: Nothing => StatusCounts, Read;
    /// What a filter can be made of: objects and error codes.
    "transactions.filterOptions" => transactions::filter_options: Nothing => transactions::FilterOptions, Read;
    /// Everything about one transaction, found by Id, Name or OfflineUniqueIdentifier.
    "transactions.get" => transactions::get: transactions::GetRequest => Shown<TransactionDetail>, Read;
    /// Why a transaction is not done yet: what it waits for, and until when.
    "transactions.explain" => explain::explain: explain::ExplainRequest => Explanation, Read;
    /// What a transaction hangs together with: dependencies both ways, and transactions about the same records.
    "transactions.graph" => transactions::graph: transactions::GraphRequest => TransactionGraph, Read;
    /// Of an update: what the device had, what the org has now, and what is proposed.
    "transactions.compare" => compare::compare: compare::CompareRequest => Shown<compare::Comparison>, Read;
    /// Checks an edit against the org's describe, and shows what it would change. Changes nothing.
    "transactions.checkEdit" => edit::check: edit::EditRequest => Shown<edit::EditPreview>, Read;
    /// Saves an edit of a transaction's details and its items.
    "transactions.edit" => edit::save: edit::SaveEditRequest => Shown<EditAnswer>, Change;
    /// Sets transactions aside: they become Canceled, and those that depend on them too.
    "transactions.ignore" => transactions::ignore: transactions::ActionRequest => transactions::ActionAnswers, Change;
    /// Queues transactions for one more attempt.
    "transactions.retry" => transactions::retry: transactions::ActionRequest => transactions::ActionAnswers, Change;
    /// Hands transactions to an admin: they become Manual.
    "transactions.markManual" => transactions::mark_manual: transactions::ActionRequest => transactions::ActionAnswers, Change;
    /// Says that a Manual transaction was done by hand: it becomes Success.
    "transactions.markResolved" => transactions::mark_resolved: transactions::ActionRequest => transactions::ActionAnswers, Change;
    /// Adds the same comment to transactions.
    "transactions.comment" => transactions::comment: transactions::ActionRequest => transactions::ActionAnswers, Change;
    /// Adds a log entry by hand.
    "transactions.log" => transactions::log: transactions::LogRequest => Shown<TransactionDetail>, Change;

    /// What an attempt on one transaction would come to, with an edit that is not saved if there is one.
    "simulation.one" => simulation::one: simulation::SimulateOneRequest => Shown<TransactionSimulation>, Change;
    /// What attempts on many transactions would come to, in the background.
    "simulation.many" => simulation::many: simulation::SimulateManyRequest => Job, Change;
    /// Queues those for one more attempt that a simulation found would succeed, as far as nobody changed them since.
    "simulation.retrySucceeding" => simulation::retry_succeeding: simulation::RetrySucceedingRequest => transactions::ActionAnswers, Change;

    /// What an action would do to many transactions. Changes nothing.
    "bulk.preview" => bulk::preview: bulk::BulkPreviewRequest => Shown<BulkPreview>, Read;
    /// Acts on many transactions in the background, and keeps a journal of what was before.
    "bulk.start" => bulk::start: bulk::BulkStartRequest => Job, Change;
    /// Actions on many transactions, newest first.
    "bulk.list" => bulk::list: bulk::BulkListRequest => bulk::BulkListAnswer, Read;
    /// One of them, with what it left as it is and why.
    "bulk.get" => bulk::get: bulk::BulkGetRequest => BulkDetail, Read;
    /// Takes back what one of them did, as far as it was not committed to the org since.
    "bulk.undo" => bulk::undo: bulk::BulkUndoRequest => Job, Change;

    /// What needs attention, at a glance.
    "overview.get" => overview::get: Nothing => Overview, Read;

    /// What a day was like beside others, as tables.
    "report.get" => report::get: report::ReportRequest => DailyReport, Read;
    /// Writes the daily report to files: a page, a table, a message.
    "report.save" => report::save: report::SaveReportRequest => report::ReportFiles, Read;

    /// Failures of the same kind: how many, whose, how they stand. Those that had an error last first.
    "errorGroups.list" => error_groups::list: Nothing => Shown<error_groups::ErrorGroupsAnswer>, Read;
    /// One error group.
    "errorGroups.get" => error_groups::get: error_groups::ErrorGroupRequest => Shown<ErrorGroup>, Read;
    /// Says of an error group that it is known, snoozes it, assigns it, notes something.
    "errorGroups.save" => error_groups::save: error_groups::SaveErrorGroupRequest => Shown<ErrorGroup>, Change;
    /// What admins decided about an error group or an entry of the cause catalogue, newest first.
    "decisions.list" => error_groups::decisions: DecisionSubject => Vec<Decision>, Read;

    /// The cause catalogue: what errors mean, who can mend them, and how. The entries of admins first.
    "causes.list" => causes::list: Nothing => Vec<Cause>, Read;
    /// The entry that explains an error best.
    "causes.explain" => causes::explain: causes::ExplainErrorRequest => causes::ErrorExplanation, Read;
    /// Adds an entry to the cause catalogue, or changes one that an admin made.
    "causes.save" => causes::save: causes::SaveCauseRequest => Cause, Change;
    /// Deletes an entry that an admin made.
    "causes.delete" => causes::delete: causes::DeleteCauseRequest => Done, Change;

    /// Mobile Sync Settings: org default, profiles, and what each field means.
    "settings.mobile" => settings::mobile: Nothing => settings::MobileSettingsView, Read;
    /// Saves the org default of the Mobile Sync Settings.
    "settings.saveMobileDefault" => settings::save_mobile_default: settings::SaveMobileDefaultRequest => settings::MobileSettingsView, Change;
    /// Saves what a profile overrides.
    "settings.saveMobileProfile" => settings::save_mobile_profile: settings::SaveMobileProfileRequest => settings::MobileSettingsView, Change;
    /// Sync Processor settings and what each field means.
    "settings.processor" => settings::processor: Nothing => settings::ProcessorSettingsView, Read;
    /// Saves the Sync Processor settings.
    "settings.saveProcessor" => settings::save_processor: settings::SaveProcessorRequest => settings::ProcessorSettingsView, Change;

    /// What the watch looks for, and whether the desktop shows notifications.
    "watch.read" => watch::read: Nothing => watch::WatchView, Read;
    /// Saves what the watch looks for, and when it keeps quiet.
    "watch.write" => watch::write: watch::WriteWatchRequest => watch::WatchView, Change;
    /// Tells a test notice, all the way to the desktop, also during quiet hours.
    "watch.test" => watch::test: Nothing => watch::WatchTest, Change;
    /// Notices of the watch, newest first.
    "inbox.list" => inbox::list: inbox::InboxRequest => inbox::InboxAnswer, Read;
    /// How many notices are not read.
    "inbox.count" => inbox::count: Nothing => inbox::InboxCount, Read;
    /// Marks notices as read.
    "inbox.markRead" => inbox::mark_read: inbox::MarkReadRequest => inbox::InboxCount, Change;
    /// Takes what was read out of the inbox.
    "inbox.clear" => inbox::clear: Nothing => inbox::InboxCount, Change;

    /// Which personal data is masked: the built-in rules, those of admins, and whether it is masked on screen.
    "masks.get" => masks::get: Nothing => masks::MaskRulesView, Read;
    /// Saves which personal data is masked.
    "masks.save" => masks::save: masks::SaveMaskRulesRequest => masks::MaskRulesView, Change;
    /// Reveals one value that is masked, and keeps who saw it.
    "payload.reveal" => reveal::reveal: reveal::RevealRequest => reveal::RevealedValue, Change;
    /// What was revealed, newest first.
    "reveals.list" => reveal::list: reveal::RevealsRequest => reveal::RevealsAnswer, Read;

    /// Starts a run of the Sync Processor in the background.
    "processor.run" => processor::run: processor::RunRequest => Job, Change;
    /// Lets the processor work in the background whenever something is due, or only when asked.
    "processor.setBackground" => processor::set_background: processor::SetBackgroundRequest => processor::ProcessorState, Change;
    /// Whether the processor runs, what is queued and when the next retry is due.
    "processor.state" => processor::state: Nothing => processor::ProcessorState, Read;

    /// Pauses the processor for every program that works on the store, or lets it go on.
    "processor.setPaused" => processor::set_paused: processor::SetPausedRequest => processor::ProcessorState, Change;
    /// What the next run will find: how much, for whom, and what will have fallen out of its lookback.
    "processor.forecast" => processor::forecast: processor::ForecastRequest => Forecast, Read;
    /// Runs of the processor, newest first.
    "runs.list" => runs::list: runs::RunsRequest => runs::RunsAnswer, Read;
    /// A run with its parts.
    "runs.get" => runs::get: runs::RunDetailRequest => runs::RunDetail, Read;

    /// Schedules of the Sync Processor: the template, then by name.
    "schedules.list" => schedules::list: Nothing => Vec<Schedule>, Read;
    /// What a cron expression means: in words, and the next five times.
    "schedules.preview" => schedules::preview: schedules::PreviewScheduleRequest => schedules::SchedulePreview, Read;
    /// Makes a schedule like another or like the template; it is not active.
    "schedules.clone" => schedules::clone: schedules::CloneScheduleRequest => Schedule, Change;
    /// Changes name, time and lookback of a schedule.
    "schedules.save" => schedules::save: schedules::SaveScheduleRequest => Schedule, Change;
    /// Activates or deactivates a schedule.
    "schedules.setActive" => schedules::set_active: schedules::SetScheduleActiveRequest => Schedule, Change;
    /// Deletes a schedule; its runs stay.
    "schedules.delete" => schedules::delete: schedules::DeleteScheduleRequest => Done, Change;

    /// The objects of the org.
    "org.objects" => org_data::objects: Nothing => Vec<org_data::ObjectName>, Read;
    /// What the org knows of one object.
    "org.describe" => org_data::describe: org_data::DescribeRequest => ObjectDescribe, Read;
    /// A record of the org as it is now.
    "org.record" => org_data::record: org_data::RecordRequest => Shown<OrgRecord>, Read;
    /// Records of an object by name, to pick a reference.
    "org.lookup" => org_data::lookup: org_data::LookupRequest => Vec<org_data::LookupRow>, Read;
    /// What an attempt may use of the org.
    "org.limits" => limits::get: Nothing => GovernorLimits, Read;
    /// Sets what an attempt may use of the org.
    "org.setLimits" => limits::set: limits::SetLimitsRequest => GovernorLimits, Change;
    /// Records that others hold locked.
    "org.locks" => locks::list: Nothing => Vec<RecordLock>, Read;
    /// Releases a lock that another process left behind.
    "org.releaseLock" => locks::release: locks::ReleaseRequest => Vec<RecordLock>, Change;

    /// Field users by name.
    "users.list" => people::users: people::UsersRequest => Vec<User>, Read;
    /// Profiles.
    "profiles.list" => people::profiles: Nothing => Vec<Profile>, Read;

    /// Reads Data Loader files (CSV) in the background.
    "data.import" => data::import: data::ImportRequest => Job, Change;
    /// Writes transactions, items and log entries to files in the background.
    "data.export" => data::export: data::ExportRequest => Job, Read;
    /// Packs what a developer needs to see what is wrong, with personal data masked.
    "data.supportBundle" => data::support_bundle: data::SupportBundleRequest => Job, Read;
}
