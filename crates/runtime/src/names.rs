//! Interned names: those in flash, which are symbols and the names of frozen modules, and those made while running.

use crate::interrupts::{HARD, Phase};
use crate::object::{Kind, Ref, Str};
use crate::symbols;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

impl Vm {
    /// The interned str with this text.
    pub fn intern(&mut self, bytes: &[u8]) -> Result<Value, Raised> {
        let hash = symbols::hash_bytes(bytes);
        if let Some(name) = self.static_name(bytes, hash) {
            return Ok(name);
        }
        if let Some(found) = self.find_interned(bytes, hash) {
            return Ok(found);
        }
        let text = self.new_str(bytes)?;
        self.enter_interned(text)
    }

    /// The interned str with the text of a str. A str that is not interned yet becomes the interned one.
    #[inline]
    pub fn intern_value(&mut self, text: Value) -> Result<Value, Raised> {
        match text.as_ref::<Str>() {
            Some(string) if !string.is_interned() => self.intern_cold(text, string),
            _ => Ok(text),
        }
    }

    #[cold]
    fn intern_cold(&mut self, text: Value, string: Ref<Str>) -> Result<Value, Raised> {
        if !text.is_exact(Kind::Str) {
            return self.intern(string.as_bytes());
        }
        if let Some(name) = self.static_name(string.as_bytes(), string.hash()) {
            return Ok(name);
        }
        if let Some(found) = self.find_interned(string.as_bytes(), string.hash()) {
            return Ok(found);
        }
        self.enter_interned(text)
    }

    /// The interned str with this text, if there is one.
    pub fn find_name(&self, bytes: &[u8]) -> Option<Value> {
        let hash = symbols::hash_bytes(bytes);
        self.static_name(bytes, hash).or_else(|| self.find_interned(bytes, hash))
    }

    fn static_name(&self, bytes: &[u8], hash: u32) -> Option<Value> {
        symbols::find(bytes, hash).or_else(|| self.configuration.names.find(bytes, hash)).map(symbols::Symbol::value)
    }

    fn find_interned(&self, bytes: &[u8], hash: u32) -> Option<Value> {
        let mask = self.interned.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let candidate = self.interned[at]?;
            if let Some(string) = candidate.as_ref::<Str>() {
                if string.hash() == hash && string.as_bytes() == bytes && !self.is_dying(candidate) {
                    return Some(candidate);
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Whether a collection is about to free an interned str, so that nobody may find it any more.
    fn is_dying(&self, text: Value) -> bool {
        if !HARD || matches!(self.interrupts.phase, Phase::Idle) {
            return false;
        }
        // SAFETY: interned strs are alive until they leave the table.
        let marked = text.as_object().is_none_or(|object| unsafe { (*object).mark } != heap::WHITE);
        !marked && self.interrupts.phase == Phase::Forget
    }

    fn enter_interned(&mut self, text: Value) -> Result<Value, Raised> {
        if (self.interned_count + 1) * 4 > self.interned.len() * 3 {
            let size = (self.interned.len() * 2).max(32);
            let mut table = TryVec::new();
            if table.try_resize(size, None).is_err() {
                return Err(self.memory_error());
            }
            self.interned_count = 0;
            for value in core::mem::replace(&mut self.interned, table).into_iter().flatten() {
                if !value.is_none() {
                    self.place_interned(value);
                    self.interned_count += 1;
                }
            }
        }
        if let Some(string) = text.as_ref::<Str>() {
            // SAFETY: the object is in the heap, since static strs are interned from the start.
            unsafe { (*string.pointer()).header.flags |= Str::INTERNED };
        }
        self.place_interned(text);
        self.interned_count += 1;
        Ok(text)
    }

    fn place_interned(&mut self, text: Value) {
        let mask = self.interned.len() - 1;
        let hash = text.as_ref::<Str>().map_or(0, |string| string.hash());
        let mut at = hash as usize & mask;
        while self.interned[at].is_some() {
            at = (at + 1) & mask;
        }
        self.interned[at] = Some(text);
    }

    /// Number of interned strs and the bytes they take.
    pub fn interned_statistics(&self) -> (usize, usize) {
        let size = |value: &Value| value.as_ref::<Str>().map_or(0, |s| s.length as usize);
        (self.interned_count, self.interned.iter().flatten().map(size).sum::<usize>())
    }
}
