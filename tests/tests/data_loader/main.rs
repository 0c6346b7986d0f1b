//! Data Loader files through the commands: what goes in, what is refused, what an interruption leaves, and that what
//! comes out goes in again.

mod bad_files;
mod files;
mod for_people;
mod interrupted;
mod real_time;
mod round_trip;
mod unchanged;
