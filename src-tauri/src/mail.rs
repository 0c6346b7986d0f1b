//! The daily report as a draft in the mail program of the system.

use std::{fs, path::PathBuf};

use console::{Caller, Console, ErrorBody, ErrorCode};
use serde_json::{Value, json};
use tauri::{AppHandle, Manager as _, State};

/// The draft; the next one takes its place.
const DRAFT: &str = "daily-report.eml";

/// Writes the report that `request` names as a draft, opens it with whatever program the system has for mail, and
/// answers the draft's file. `request` is that of `report.save`, without files.
#[tauri::command]
pub(crate) async fn open_report_in_mail(
    app: AppHandle,
    console: State<'_, Console>,
    mut request: Value,
) -> Result<String, ErrorBody> {
    let draft = draft_of(&app)?;
    let path = draft.display().to_string();
    request["eml"] = json!(path);
    console.call(&Caller::local(), "report.save", request).await?;
    tauri_plugin_opener::open_path(&draft, None::<&str>).map_err(|error| {
        failed(
            format!("No program for mail could be started; the draft is in {path}: open it by hand"),
            &error,
        )
    })?;
    Ok(path)
}

/// A file that only this program writes.
fn draft_of(app: &AppHandle) -> Result<PathBuf, ErrorBody> {
    let folder = app
        .path()
        .app_cache_dir()
        .map_err(|error| failed("There is no folder for the draft".into(), &error))?;
    fs::create_dir_all(&folder)
        .map_err(|error| failed(format!("{} cannot be written", folder.display()), &error))?;
    Ok(folder.join(DRAFT))
}

fn failed(what: String, error: &dyn std::error::Error) -> ErrorBody {
    ErrorBody {
        code: ErrorCode::File,
        message: format!("{what}: {error}"),
        details: Value::Null,
    }
}
