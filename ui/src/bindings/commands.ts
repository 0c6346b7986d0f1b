// Generated from the commands declared in Rust. Do not edit.
import type { ActionAnswers } from "./ActionAnswers";
import type { ActionRequest } from "./ActionRequest";
import type { AppInfo } from "./AppInfo";
import type { BulkDetail } from "./BulkDetail";
import type { BulkGetRequest } from "./BulkGetRequest";
import type { BulkListAnswer } from "./BulkListAnswer";
import type { BulkListRequest } from "./BulkListRequest";
import type { BulkPreview } from "./BulkPreview";
import type { BulkPreviewRequest } from "./BulkPreviewRequest";
import type { BulkStartRequest } from "./BulkStartRequest";
import type { BulkUndoRequest } from "./BulkUndoRequest";
import type { Cause } from "./Cause";
import type { CloneScheduleRequest } from "./CloneScheduleRequest";
import type { CompareRequest } from "./CompareRequest";
import type { Comparison } from "./Comparison";
import type { CreateSampleRequest } from "./CreateSampleRequest";
import type { DailyReport } from "./DailyReport";
import type { Decision } from "./Decision";
import type { DecisionSubject } from "./DecisionSubject";
import type { DeleteCauseRequest } from "./DeleteCauseRequest";
import type { DeleteScheduleRequest } from "./DeleteScheduleRequest";
import type { DescribeRequest } from "./DescribeRequest";
import type { Done } from "./Done";
import type { EditAnswer } from "./EditAnswer";
import type { EditPreview } from "./EditPreview";
import type { EditRequest } from "./EditRequest";
import type { ErrorExplanation } from "./ErrorExplanation";
import type { ErrorGroup } from "./ErrorGroup";
import type { ErrorGroupRequest } from "./ErrorGroupRequest";
import type { ErrorGroupsAnswer } from "./ErrorGroupsAnswer";
import type { ExplainErrorRequest } from "./ExplainErrorRequest";
import type { ExplainRequest } from "./ExplainRequest";
import type { Explanation } from "./Explanation";
import type { ExportRequest } from "./ExportRequest";
import type { FilterCount } from "./FilterCount";
import type { FilterOptions } from "./FilterOptions";
import type { Forecast } from "./Forecast";
import type { ForecastRequest } from "./ForecastRequest";
import type { GovernorLimits } from "./GovernorLimits";
import type { ImportRequest } from "./ImportRequest";
import type { InboxAnswer } from "./InboxAnswer";
import type { InboxCount } from "./InboxCount";
import type { InboxRequest } from "./InboxRequest";
import type { Job } from "./Job";
import type { JobId } from "./JobId";
import type { LookupRequest } from "./LookupRequest";
import type { LookupRow } from "./LookupRow";
import type { MarkReadRequest } from "./MarkReadRequest";
import type { MaskRulesView } from "./MaskRulesView";
import type { MobileSettingsView } from "./MobileSettingsView";
import type { Nothing } from "./Nothing";
import type { ObjectDescribe } from "./ObjectDescribe";
import type { ObjectName } from "./ObjectName";
import type { OpenRequest } from "./OpenRequest";
import type { OrgRecord } from "./OrgRecord";
import type { Overview } from "./Overview";
import type { PreviewScheduleRequest } from "./PreviewScheduleRequest";
import type { ProcessorSettingsView } from "./ProcessorSettingsView";
import type { ProcessorState } from "./ProcessorState";
import type { Profile } from "./Profile";
import type { QueryCompleteRequest } from "./QueryCompleteRequest";
import type { QueryCompletion } from "./QueryCompletion";
import type { QueryReadRequest } from "./QueryReadRequest";
import type { QueryReading } from "./QueryReading";
import type { QueryText } from "./QueryText";
import type { QueryWriteRequest } from "./QueryWriteRequest";
import type { RecordLock } from "./RecordLock";
import type { RecordRequest } from "./RecordRequest";
import type { ReleaseRequest } from "./ReleaseRequest";
import type { ReportFiles } from "./ReportFiles";
import type { ReportRequest } from "./ReportRequest";
import type { RetrySucceedingRequest } from "./RetrySucceedingRequest";
import type { RevealRequest } from "./RevealRequest";
import type { RevealedValue } from "./RevealedValue";
import type { RevealsAnswer } from "./RevealsAnswer";
import type { RevealsRequest } from "./RevealsRequest";
import type { RunDetail } from "./RunDetail";
import type { RunDetailRequest } from "./RunDetailRequest";
import type { RunRequest } from "./RunRequest";
import type { RunsAnswer } from "./RunsAnswer";
import type { RunsRequest } from "./RunsRequest";
import type { SaveCauseRequest } from "./SaveCauseRequest";
import type { SaveEditRequest } from "./SaveEditRequest";
import type { SaveErrorGroupRequest } from "./SaveErrorGroupRequest";
import type { SaveMaskRulesRequest } from "./SaveMaskRulesRequest";
import type { SaveMobileDefaultRequest } from "./SaveMobileDefaultRequest";
import type { SaveMobileProfileRequest } from "./SaveMobileProfileRequest";
import type { SaveProcessorRequest } from "./SaveProcessorRequest";
import type { SaveReportRequest } from "./SaveReportRequest";
import type { SaveScheduleRequest } from "./SaveScheduleRequest";
import type { Schedule } from "./Schedule";
import type { SchedulePreview } from "./SchedulePreview";
import type { SetBackgroundRequest } from "./SetBackgroundRequest";
import type { SetLimitsRequest } from "./SetLimitsRequest";
import type { SetPausedRequest } from "./SetPausedRequest";
import type { SetScheduleActiveRequest } from "./SetScheduleActiveRequest";
import type { SimulateManyRequest } from "./SimulateManyRequest";
import type { SimulateOneRequest } from "./SimulateOneRequest";
import type { StatusCounts } from "./StatusCounts";
import type { SupportBundleRequest } from "./SupportBundleRequest";
import type { TransactionDetail } from "./TransactionDetail";
import type { TransactionGetRequest } from "./TransactionGetRequest";
import type { TransactionGraph } from "./TransactionGraph";
import type { TransactionGraphRequest } from "./TransactionGraphRequest";
import type { TransactionLogRequest } from "./TransactionLogRequest";
import type { TransactionPage } from "./TransactionPage";
import type { TransactionRow } from "./TransactionRow";
import type { TransactionSimulation } from "./TransactionSimulation";
import type { TransactionsCountRequest } from "./TransactionsCountRequest";
import type { TransactionsListRequest } from "./TransactionsListRequest";
import type { TransactionsRowsRequest } from "./TransactionsRowsRequest";
import type { User } from "./User";
import type { UsersRequest } from "./UsersRequest";
import type { WatchTest } from "./WatchTest";
import type { WatchView } from "./WatchView";
import type { WorkspaceInfo } from "./WorkspaceInfo";
import type { WriteWatchRequest } from "./WriteWatchRequest";

export type Commands = {
  /** The program: version, caller, open workspace. */
  "app.info": { request: Nothing; response: AppInfo };
  /** Opens a store file and the org beside it. */
  "workspace.open": { request: OpenRequest; response: WorkspaceInfo };
  /** Makes an empty store and org and opens them. */
  "workspace.create": { request: OpenRequest; response: WorkspaceInfo };
  /** Makes a sample store and org in the background and opens them. */
  "workspace.createSample": { request: CreateSampleRequest; response: Job };
  /** Closes the workspace. */
  "workspace.close": { request: Nothing; response: Done };
  /** Jobs of this run of the program, newest first. */
  "jobs.list": { request: Nothing; response: Array<Job> };
  /** One job. */
  "jobs.get": { request: JobId; response: Job };
  /** Asks a job to stop. */
  "jobs.cancel": { request: JobId; response: Job };
  /** What a text in the language of the query field means: the filter, or the problems with their places. */
  "query.read": { request: QueryReadRequest; response: QueryReading };
  /** A filter as a text in the language of the query field. */
  "query.write": { request: QueryWriteRequest; response: QueryText };
  /** What can be typed at a place of a query. */
  "query.complete": { request: QueryCompleteRequest; response: QueryCompletion };
  /** A page of transactions by filter and sort. */
  "transactions.list": { request: TransactionsListRequest; response: TransactionPage };
  /** The rows of some transactions as they are now, to bring a list up to date in place. */
  "transactions.rows": { request: TransactionsRowsRequest; response: Array<TransactionRow> };
  /** How many transactions a filter finds, counted up to a limit. */
  "transactions.count": { request: TransactionsCountRequest; response: FilterCount };
  /** How many transactions each status has. */
  "transactions.counts": { request: Nothing; response: StatusCounts };
  /** What a filter can be made of: objects and error codes. */
  "transactions.filterOptions": { request: Nothing; response: FilterOptions };
  /** Everything about one transaction, found by Id, Name or OfflineUniqueIdentifier. */
  "transactions.get": { request: TransactionGetRequest; response: TransactionDetail };
  /** Why a transaction is not done yet: what it waits for, and until when. */
  "transactions.explain": { request: ExplainRequest; response: Explanation };
  /** What a transaction hangs together with: dependencies both ways, and transactions about the same records. */
  "transactions.graph": { request: TransactionGraphRequest; response: TransactionGraph };
  /** Of an update: what the device had, what the org has now, and what is proposed. */
  "transactions.compare": { request: CompareRequest; response: Comparison };
  /** Checks an edit against the org's describe, and shows what it would change. Changes nothing. */
  "transactions.checkEdit": { request: EditRequest; response: EditPreview };
  /** Saves an edit of a transaction's details and its items. */
  "transactions.edit": { request: SaveEditRequest; response: EditAnswer };
  /** Sets transactions aside: they become Canceled, and those that depend on them too. */
  "transactions.ignore": { request: ActionRequest; response: ActionAnswers };
  /** Queues transactions for one more attempt. */
  "transactions.retry": { request: ActionRequest; response: ActionAnswers };
  /** Hands transactions to an admin: they become Manual. */
  "transactions.markManual": { request: ActionRequest; response: ActionAnswers };
  /** Says that a Manual transaction was done by hand: it becomes Success. */
  "transactions.markResolved": { request: ActionRequest; response: ActionAnswers };
  /** Adds the same comment to transactions. */
  "transactions.comment": { request: ActionRequest; response: ActionAnswers };
  /** Adds a log entry by hand. */
  "transactions.log": { request: TransactionLogRequest; response: TransactionDetail };
  /** What an attempt on one transaction would come to, with an edit that is not saved if there is one. */
  "simulation.one": { request: SimulateOneRequest; response: TransactionSimulation };
  /** What attempts on many transactions would come to, in the background. */
  "simulation.many": { request: SimulateManyRequest; response: Job };
  /** Queues those for one more attempt that a simulation found would succeed, as far as nobody changed them since. */
  "simulation.retrySucceeding": { request: RetrySucceedingRequest; response: ActionAnswers };
  /** What an action would do to many transactions. Changes nothing. */
  "bulk.preview": { request: BulkPreviewRequest; response: BulkPreview };
  /** Acts on many transactions in the background, and keeps a journal of what was before. */
  "bulk.start": { request: BulkStartRequest; response: Job };
  /** Actions on many transactions, newest first. */
  "bulk.list": { request: BulkListRequest; response: BulkListAnswer };
  /** One of them, with what it left as it is and why. */
  "bulk.get": { request: BulkGetRequest; response: BulkDetail };
  /** Takes back what one of them did, as far as it was not committed to the org since. */
  "bulk.undo": { request: BulkUndoRequest; response: Job };
  /** What needs attention, at a glance. */
  "overview.get": { request: Nothing; response: Overview };
  /** What a day was like beside others, as tables. */
  "report.get": { request: ReportRequest; response: DailyReport };
  /** Writes the daily report to files: a page, a table, a message. */
  "report.save": { request: SaveReportRequest; response: ReportFiles };
  /** Failures of the same kind: how many, whose, how they stand. Those that had an error last first. */
  "errorGroups.list": { request: Nothing; response: ErrorGroupsAnswer };
  /** One error group. */
  "errorGroups.get": { request: ErrorGroupRequest; response: ErrorGroup };
  /** Says of an error group that it is known, snoozes it, assigns it, notes something. */
  "errorGroups.save": { request: SaveErrorGroupRequest; response: ErrorGroup };
  /** What admins decided about an error group or an entry of the cause catalogue, newest first. */
  "decisions.list": { request: DecisionSubject; response: Array<Decision> };
  /** The cause catalogue: what errors mean, who can mend them, and how. The entries of admins first. */
  "causes.list": { request: Nothing; response: Array<Cause> };
  /** The entry that explains an error best. */
  "causes.explain": { request: ExplainErrorRequest; response: ErrorExplanation };
  /** Adds an entry to the cause catalogue, or changes one that an admin made. */
  "causes.save": { request: SaveCauseRequest; response: Cause };
  /** Deletes an entry that an admin made. */
  "causes.delete": { request: DeleteCauseRequest; response: Done };
  /** Mobile Sync Settings: org default, profiles, and what each field means. */
  "settings.mobile": { request: Nothing; response: MobileSettingsView };
  /** Saves the org default of the Mobile Sync Settings. */
  "settings.saveMobileDefault": { request: SaveMobileDefaultRequest; response: MobileSettingsView };
  /** Saves what a profile overrides. */
  "settings.saveMobileProfile": { request: SaveMobileProfileRequest; response: MobileSettingsView };
  /** Sync Processor settings and what each field means. */
  "settings.processor": { request: Nothing; response: ProcessorSettingsView };
  /** Saves the Sync Processor settings. */
  "settings.saveProcessor": { request: SaveProcessorRequest; response: ProcessorSettingsView };
  /** What the watch looks for, and whether the desktop shows notifications. */
  "watch.read": { request: Nothing; response: WatchView };
  /** Saves what the watch looks for, and when it keeps quiet. */
  "watch.write": { request: WriteWatchRequest; response: WatchView };
  /** Tells a test notice, all the way to the desktop, also during quiet hours. */
  "watch.test": { request: Nothing; response: WatchTest };
  /** Notices of the watch, newest first. */
  "inbox.list": { request: InboxRequest; response: InboxAnswer };
  /** How many notices are not read. */
  "inbox.count": { request: Nothing; response: InboxCount };
  /** Marks notices as read. */
  "inbox.markRead": { request: MarkReadRequest; response: InboxCount };
  /** Takes what was read out of the inbox. */
  "inbox.clear": { request: Nothing; response: InboxCount };
  /** Which personal data is masked: the built-in rules, those of admins, and whether it is masked on screen. */
  "masks.get": { request: Nothing; response: MaskRulesView };
  /** Saves which personal data is masked. */
  "masks.save": { request: SaveMaskRulesRequest; response: MaskRulesView };
  /** Reveals one value that is masked, and keeps who saw it. */
  "payload.reveal": { request: RevealRequest; response: RevealedValue };
  /** What was revealed, newest first. */
  "reveals.list": { request: RevealsRequest; response: RevealsAnswer };
  /** Starts a run of the Sync Processor in the background. */
  "processor.run": { request: RunRequest; response: Job };
  /** Lets the processor work in the background whenever something is due, or only when asked. */
  "processor.setBackground": { request: SetBackgroundRequest; response: ProcessorState };
  /** Whether the processor runs, what is queued and when the next retry is due. */
  "processor.state": { request: Nothing; response: ProcessorState };
  /** Pauses the processor for every program that works on the store, or lets it go on. */
  "processor.setPaused": { request: SetPausedRequest; response: ProcessorState };
  /** What the next run will find: how much, for whom, and what will have fallen out of its lookback. */
  "processor.forecast": { request: ForecastRequest; response: Forecast };
  /** Runs of the processor, newest first. */
  "runs.list": { request: RunsRequest; response: RunsAnswer };
  /** A run with its parts. */
  "runs.get": { request: RunDetailRequest; response: RunDetail };
  /** Schedules of the Sync Processor: the template, then by name. */
  "schedules.list": { request: Nothing; response: Array<Schedule> };
  /** What a cron expression means: in words, and the next five times. */
  "schedules.preview": { request: PreviewScheduleRequest; response: SchedulePreview };
  /** Makes a schedule like another or like the template; it is not active. */
  "schedules.clone": { request: CloneScheduleRequest; response: Schedule };
  /** Changes name, time and lookback of a schedule. */
  "schedules.save": { request: SaveScheduleRequest; response: Schedule };
  /** Activates or deactivates a schedule. */
  "schedules.setActive": { request: SetScheduleActiveRequest; response: Schedule };
  /** Deletes a schedule; its runs stay. */
  "schedules.delete": { request: DeleteScheduleRequest; response: Done };
  /** The objects of the org. */
  "org.objects": { request: Nothing; response: Array<ObjectName> };
  /** What the org knows of one object. */
  "org.describe": { request: DescribeRequest; response: ObjectDescribe };
  /** A record of the org as it is now. */
  "org.record": { request: RecordRequest; response: OrgRecord };
  /** Records of an object by name, to pick a reference. */
  "org.lookup": { request: LookupRequest; response: Array<LookupRow> };
  /** What an attempt may use of the org. */
  "org.limits": { request: Nothing; response: GovernorLimits };
  /** Sets what an attempt may use of the org. */
  "org.setLimits": { request: SetLimitsRequest; response: GovernorLimits };
  /** Records that others hold locked. */
  "org.locks": { request: Nothing; response: Array<RecordLock> };
  /** Releases a lock that another process left behind. */
  "org.releaseLock": { request: ReleaseRequest; response: Array<RecordLock> };
  /** Field users by name. */
  "users.list": { request: UsersRequest; response: Array<User> };
  /** Profiles. */
  "profiles.list": { request: Nothing; response: Array<Profile> };
  /** Reads Data Loader files (CSV) in the background. */
  "data.import": { request: ImportRequest; response: Job };
  /** Writes transactions, items and log entries to files in the background. */
  "data.export": { request: ExportRequest; response: Job };
  /** Packs what a developer needs to see what is wrong, with personal data masked. */
  "data.supportBundle": { request: SupportBundleRequest; response: Job };
};
