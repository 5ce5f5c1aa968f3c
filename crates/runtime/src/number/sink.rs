//! Where text goes, and a small buffer for pieces of it.

use core::fmt;
use heap::{OutOfMemory, TryVec};

/// Takes text piece by piece.
pub trait Sink {
    /// Takes `bytes`, which begin and end between code points.
    fn write(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory>;
}

impl Sink for TryVec<u8> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        self.try_extend_from_slice(bytes)
    }
}

/// Writes `piece` `count` times.
pub fn write_repeated(sink: &mut dyn Sink, piece: &[u8], count: usize) -> Result<(), OutOfMemory> {
    const CHUNK: usize = 32;
    if count == 0 {
        return Ok(());
    }
    if let [byte] = *piece {
        let chunk = [byte; CHUNK];
        for _ in 0..count / CHUNK {
            sink.write(&chunk)?;
        }
        return sink.write(&chunk[..count % CHUNK]);
    }
    for _ in 0..count {
        sink.write(piece)?;
    }
    Ok(())
}

/// A piece of text under construction. The usual length of a number needs no allocation.
#[derive(Debug)]
pub struct TextBuffer {
    inline: [u8; TextBuffer::INLINE],
    inline_len: usize,
    /// Everything, as soon as it is too long for `inline`.
    spilled: TryVec<u8>,
}

impl TextBuffer {
    const INLINE: usize = 64;

    /// No text.
    pub const fn new() -> Self {
        Self { inline: [0; Self::INLINE], inline_len: 0, spilled: TryVec::new() }
    }

    /// A text that is already there.
    pub fn of_vec(text: TryVec<u8>) -> Self {
        Self { inline: [0; Self::INLINE], inline_len: 0, spilled: text }
    }

    /// The text so far.
    pub fn as_bytes(&self) -> &[u8] {
        if self.spilled.is_empty() { &self.inline[..self.inline_len] } else { &self.spilled }
    }

    /// The text so far, to be changed.
    pub fn as_mut_bytes(&mut self) -> &mut [u8] {
        if self.spilled.is_empty() { &mut self.inline[..self.inline_len] } else { &mut self.spilled }
    }

    /// Forgets the text.
    pub fn clear(&mut self) {
        self.inline_len = 0;
        self.spilled.clear();
    }

    /// Appends formatted text. Formatting numbers fails only for lack of memory.
    pub fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> Result<(), OutOfMemory> {
        fmt::Write::write_fmt(self, arguments).map_err(|_| OutOfMemory)
    }
}

impl Default for TextBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl Sink for TextBuffer {
    fn write(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        let end = self.inline_len.saturating_add(bytes.len());
        if self.spilled.is_empty() && end <= Self::INLINE {
            self.inline[self.inline_len..end].copy_from_slice(bytes);
            self.inline_len = end;
            return Ok(());
        }
        if self.spilled.is_empty() {
            self.spilled.try_reserve(end)?;
            self.spilled.try_extend_from_slice(&self.inline[..self.inline_len])?;
        }
        self.spilled.try_extend_from_slice(bytes)
    }
}

impl fmt::Write for TextBuffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.write(text.as_bytes()).map_err(|_| fmt::Error)
    }
}
