//! A str that is put together from pieces.

use crate::native::NativeResult;
use crate::object::Str;
use crate::value::Value;
use crate::vm::Vm;
use core::fmt::{self, Write};
use heap::TryVec;

/// Collects pieces of text. A lack of memory shows when the text is finished.
#[derive(Default)]
pub struct TextBuilder {
    bytes: TryVec<u8>,
    failed: bool,
}

impl TextBuilder {
    /// No text yet.
    pub const fn new() -> Self {
        Self { bytes: TryVec::new(), failed: false }
    }

    /// Adds WTF-8 bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.failed |= self.bytes.try_extend_from_slice(bytes).is_err();
    }

    /// Adds formatted text.
    pub fn push_format(&mut self, text: fmt::Arguments<'_>) {
        self.failed |= self.bytes.write_fmt(text).is_err();
    }

    /// Adds the text of a str; of anything else nothing.
    pub fn push_str(&mut self, text: Value) {
        if let Some(text) = text.as_ref::<Str>() {
            self.push(text.as_bytes());
        }
    }

    /// The text so far.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The str. MemoryError if some piece did not fit.
    pub fn finish(self, vm: &mut Vm) -> NativeResult {
        if self.failed { Err(vm.memory_error()) } else { vm.new_str(&self.bytes) }
    }
}
