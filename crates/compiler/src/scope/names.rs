//! Names as small numbers, and the mangling of private names.

use bumpalo::Bump;
use bytecode::hash::{HashIndex, hash};
use heap::{OutOfMemory, TryVec};

/// A name of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NameId(pub(crate) u32);

/// The names of a compilation, each held once.
#[derive(Debug, Default)]
pub(crate) struct Names<'a> {
    texts: TryVec<&'a str>,
    index: HashIndex,
}

impl<'a> Names<'a> {
    /// The number of `text`.
    pub(crate) fn intern(&mut self, text: &'a str) -> Result<NameId, OutOfMemory> {
        let hash_value = hash(text.as_bytes());
        let texts = &mut self.texts;
        if let Some(found) = self.index.find(hash_value, |entry| texts.get(entry as usize) == Some(&text)) {
            return Ok(NameId(found));
        }
        let entry = texts.len() as u32;
        texts.try_push(text)?;
        let hash_of = |entry: u32| hash(texts.get(entry as usize).map_or(&[][..], |text| text.as_bytes()));
        self.index.insert(hash_value, entry, hash_of)?;
        Ok(NameId(entry))
    }

    /// The text of a name.
    pub(crate) fn text(&self, name: NameId) -> &'a str {
        self.texts.get(name.0 as usize).copied().unwrap_or_default()
    }

    /// The name that `text` stands for inside the class `class`.
    pub(crate) fn mangle(
        &mut self,
        arena: &'a Bump,
        class: Option<NameId>,
        text: &'a str,
    ) -> Result<NameId, OutOfMemory> {
        let private = text.starts_with("__") && !text.ends_with("__") && !text.contains('.');
        let class = class.map_or("", |class| self.text(class).trim_start_matches('_'));
        if !private || class.is_empty() {
            return self.intern(text);
        }
        let mut mangled: TryVec<u8> = TryVec::try_with_capacity(class.len() + text.len() + 1)?;
        mangled.try_push(b'_')?;
        mangled.try_extend_from_slice(class.as_bytes())?;
        mangled.try_extend_from_slice(text.as_bytes())?;
        let mangled = core::str::from_utf8(&mangled).unwrap_or(text);
        self.intern(crate::arena::try_alloc_str(arena, mangled)?)
    }
}
