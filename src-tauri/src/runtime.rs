//! The threads of everything but the window. They step back where window and work ask for the same processor: a frame that
//! comes late is seen, a batch that comes 10 ms later is not.

use tauri::async_runtime;
use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};
use tokio::runtime::{Builder, Runtime};

/// Of 0 to 99, where the window has 50: niceness 7 on Linux, "below normal" on Windows. Threads that these start, as the
/// database's, inherit it on Linux.
const PRIORITY: u8 = 30;

/// Starts the threads and makes them Tauri's. They end when what is answered is dropped.
pub(crate) fn start() -> std::io::Result<Runtime> {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .on_thread_start(step_back)
        .build()?;
    async_runtime::set(runtime.handle().clone());
    Ok(runtime)
}

fn step_back() {
    let lowered = ThreadPriorityValue::try_from(PRIORITY).and_then(|priority| {
        set_current_thread_priority(ThreadPriority::Crossplatform(priority))
            .map_err(|error| error.to_string())
    });
    if let Err(error) = lowered {
        // As when the whole program was started with less; all works, frames may come later.
        tracing::debug!(%error, "a thread keeps the window's priority");
    }
}
