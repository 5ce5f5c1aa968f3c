//! Generated programs: the board does what the host does.

use super::raw::{Answer, Raw};
use super::{Verdict, without_returns};
use crate::equivalence::amphis::{KEEPER, configuration, take_written};
use crate::judge::difference;
use amphis::{Builder, Mode};
use amphis_progen::{bytes_of_seed, program};
use hal::Stream;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(30);

/// The program of a seed; none if it computes with floats, whose digits differ where they have 32 bits.
pub fn program_of(seed: u64, short_floats: bool) -> Option<String> {
    let source = program(&bytes_of_seed(seed));
    let has_float = |line: &str| {
        let bytes = line.as_bytes();
        bytes.windows(3).any(|three| three[1] == b'.' && three[0].is_ascii_digit() && three[2].is_ascii_digit())
            || line.contains(" / ")
            || line.contains("float")
    };
    (!short_floats || !source.lines().any(has_float)).then_some(source)
}

/// What the program does on the host: what it prints and its traceback.
///
/// The caller's thread needs a machine stack of [`crate::equivalence::amphis::MACHINE_STACK`] and some more.
pub fn on_host(source: &str) -> Result<String, String> {
    take_written();
    let interpreter = Builder::new(&KEEPER).configuration(configuration()).start();
    let mut interpreter = interpreter.map_err(|_| "the interpreter does not start".to_string())?;
    if interpreter.run_source(source.as_bytes(), b"<stdin>", Mode::Module).is_err() {
        interpreter.end(Stream::Output);
    }
    Ok(take_written())
}

/// Compares a program on the board with what it does on the host.
pub fn judge(raw: &mut Raw, source: &str, expected: &str) -> Result<Verdict, String> {
    raw.reset()?;
    let Answer { mut output, error } = raw.run(source.as_bytes(), LIMIT)?;
    output.extend_from_slice(&error);
    Ok(match difference(expected, &without_returns(&output)) {
        None => Verdict::Passed,
        // A board has less room for nested calls and for data.
        Some(_) if error.windows(11).any(|window| window == b"MemoryError") => {
            Verdict::Skipped("not enough memory".to_string())
        }
        Some(report) => Verdict::Failed(report),
    })
}
