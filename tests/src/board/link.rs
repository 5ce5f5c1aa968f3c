//! A serial line: bytes that are written, and bytes that are waited for.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A line to a board.
pub struct Link {
    received: Receiver<Vec<u8>>,
    /// What was received and not taken yet.
    rest: Vec<u8>,
    writer: Box<dyn Write + Send>,
}

impl Link {
    /// A line over two files, one of which a thread reads until its end.
    pub fn new(mut reader: impl Read + Send + 'static, writer: impl Write + Send + 'static) -> Link {
        let (sender, received) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Link { received, rest: Vec::new(), writer: Box::new(writer) }
    }

    /// Sends bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), String> {
        let result = self.writer.write_all(bytes).and_then(|()| self.writer.flush());
        result.map_err(|error| format!("the line is gone: {error}"))
    }

    /// Waits for a text; what came before it is the result, and an error if it does not come in time.
    pub fn read_until(&mut self, text: &[u8], limit: Duration) -> Result<Vec<u8>, String> {
        let end = Instant::now() + limit;
        loop {
            if let Some(at) = self.rest.windows(text.len()).position(|window| window == text) {
                let before = self.rest[..at].to_vec();
                self.rest.drain(..at + text.len());
                return Ok(before);
            }
            self.receive(end).map_err(|reason| {
                let tail = &self.rest[self.rest.len().saturating_sub(400)..];
                let (text, tail) = (String::from_utf8_lossy(text), String::from_utf8_lossy(tail));
                format!("{reason}; waited for {text:?}, the last bytes are {tail:?}")
            })?;
        }
    }

    /// Waits for a number of bytes.
    pub fn read_exact(&mut self, count: usize, limit: Duration) -> Result<Vec<u8>, String> {
        let end = Instant::now() + limit;
        while self.rest.len() < count {
            self.receive(end)?;
        }
        Ok(self.rest.drain(..count).collect())
    }

    /// What was received so far.
    pub fn take(&mut self) -> Vec<u8> {
        while let Ok(bytes) = self.received.try_recv() {
            self.rest.extend_from_slice(&bytes);
        }
        std::mem::take(&mut self.rest)
    }

    fn receive(&mut self, end: Instant) -> Result<(), String> {
        match self.received.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.rest.extend_from_slice(&bytes);
                Ok(())
            }
            Err(RecvTimeoutError::Timeout) => Err("no answer in time".to_string()),
            Err(RecvTimeoutError::Disconnected) => Err("the board ended".to_string()),
        }
    }
}
