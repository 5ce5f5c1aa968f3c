//! Runs on CPython 3.11: one process runs many programs.

use super::{Outcome, Watch};
use crate::oracle;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const DRIVER: &str = include_str!("driver.py");
const BATCH: &str = include_str!("batch.py");

/// A process of CPython that runs programs.
pub struct Reference {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Reference {
    /// Starts the process.
    pub fn start() -> Result<Reference, String> {
        let program = oracle::program();
        if let Some(defect) = oracle::version_defect(&program) {
            return Err(defect);
        }
        let mut process = Command::new(&program)
            .args(["-BS", "-c", &format!("{DRIVER}\n{BATCH}")])
            .env("PYTHONHASHSEED", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}", program.display()))?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(requests), Some(answers)) => Ok(Reference { process, requests, answers: BufReader::new(answers) }),
            _ => Err("no pipes to CPython".into()),
        }
    }

    /// Runs a program.
    pub fn run(&mut self, source: &str, watch: Watch) -> Result<Outcome, String> {
        let request = format!("{} {}\n{source}", watch.name(), source.len());
        let sent = self.requests.write_all(request.as_bytes()).and_then(|()| self.requests.flush());
        sent.map_err(|error| format!("CPython ended: {error}"))?;
        Ok(Outcome {
            printed: self.text()?,
            ending: self.text()?,
            globals: self.text()?,
            events: self.text()?,
            allocations: None,
        })
    }

    fn text(&mut self) -> Result<String, String> {
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(|error| error.to_string())?;
        let length: usize = line.trim().parse().map_err(|_| "CPython ended in the middle of a program".to_string())?;
        let mut bytes = vec![0; length];
        self.answers.read_exact(&mut bytes).map_err(|error| error.to_string())?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}
