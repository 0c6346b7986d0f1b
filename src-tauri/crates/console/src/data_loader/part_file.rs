//! A file that appears under its name only when it is complete.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::ConsoleError;

/// A file in the making, under the name that it will have with `.part` at its end. Dropped before it is finished, it
/// goes away, and what was there before under the name stays.
pub(crate) struct PartFile {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    finished: bool,
}

impl PartFile {
    /// Begins the file `path`.
    ///
    /// # Errors
    /// When its folder cannot be written.
    pub fn create(path: &Path) -> Result<Self, ConsoleError> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|source| failed(path, source))?;
        Ok(Self {
            path: path.to_owned(),
            part,
            file: BufWriter::with_capacity(256 << 10, file),
            finished: false,
        })
    }

    /// The name it will have.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Sees to it that the file is on disk, and gives it its name.
    ///
    /// # Errors
    /// When the disk is full, or the name is taken by something that is not a file.
    pub fn finish(mut self) -> Result<String, ConsoleError> {
        self.file
            .flush()
            .and_then(|()| self.file.get_ref().sync_all())
            .map_err(|e| failed(&self.part, e))?;
        fs::rename(&self.part, &self.path).map_err(|source| failed(&self.path, source))?;
        self.finished = true;
        Ok(self.path.display().to_string())
    }
}

impl Write for PartFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if !self.finished {
            // It may be gone already; nothing is lost then.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// An error about a file.
pub(crate) fn failed(path: &Path, source: io::Error) -> ConsoleError {
    ConsoleError::File {
        path: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_when_it_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "before").unwrap();
        let mut file = PartFile::create(&path).unwrap();
        file.write_all(b"after").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        file.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        PartFile::create(&path).unwrap().write_all(b"some").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(PartFile::create(&folder.path().join("missing/out.csv")).is_err());
    }
}
