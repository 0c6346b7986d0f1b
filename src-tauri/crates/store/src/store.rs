//! The handle on a store file.

use std::{path::Path, sync::Arc};

use model::Clock;

use crate::StoreError;

/// A handle on one store file. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    clock: Arc<dyn Clock>,
}

impl Store {
    /// Makes a new, empty store at `path`.
    ///
    /// # Errors
    /// When there is a file already, or the place cannot be written.
    pub async fn create(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let _ = path.as_ref();
        Ok(Self { clock })
    }

    /// Opens the store at `path`, and brings it to this program's format.
    ///
    /// # Errors
    /// When there is no file, or it is not a store, newer than the program, read-only, or locked.
    pub async fn open(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let _ = path.as_ref();
        Ok(Self { clock })
    }

    /// Waits for what is being written, and closes the file. Other clones of the handle can do nothing afterwards.
    pub async fn close(&self) {
        let _ = self.clock.now();
    }
}
