//! Making images.

use heap::{OutOfMemory, TryVec};

use crate::hash::{HashIndex, hash};
use crate::image::{Capture, CodeFlags, HEADER_WORDS, Handler, Image, ImageError, MAGIC, VERSION, feature, field};

/// A row of byte strings, each held once.
#[derive(Debug, Default)]
struct StringPool {
    text: TryVec<u8>,
    ends: TryVec<u32>,
    index: HashIndex,
}

impl StringPool {
    fn get(&self, index: u32) -> &[u8] {
        let start = if index == 0 { 0 } else { self.ends[index as usize - 1] };
        &self.text[start as usize..self.ends[index as usize] as usize]
    }

    fn add(&mut self, bytes: &[u8]) -> Result<u32, OutOfMemory> {
        let hash_value = hash(bytes);
        if let Some(found) = self.index.find(hash_value, |entry| self.get(entry) == bytes) {
            return Ok(found);
        }
        let entry = self.ends.len() as u32;
        self.text.try_extend_from_slice(bytes)?;
        self.ends.try_push(self.text.len() as u32)?;
        let Self { text, ends, index } = self;
        let hash_of = |entry: u32| {
            let start = if entry == 0 { 0 } else { ends[entry as usize - 1] };
            hash(&text[start as usize..ends[entry as usize] as usize])
        };
        index.insert(hash_value, entry, hash_of)?;
        Ok(entry)
    }
}

/// The constants of a code, each held once.
#[derive(Debug, Default)]
pub struct ConstantPool {
    offsets: TryVec<u32>,
    words: TryVec<u32>,
    index: HashIndex,
}

impl ConstantPool {
    fn get(&self, index: u32) -> &[u32] {
        let start = self.offsets[index as usize] as usize;
        let end = self.offsets.get(index as usize + 1).map_or(self.words.len(), |&end| end as usize);
        &self.words[start..end]
    }

    /// The index of the constant that a [`ConstantWriter`](crate::constant::ConstantWriter) has written.
    pub fn add(&mut self, constant: &[u32]) -> Result<u32, OutOfMemory> {
        let hash_words = |words: &[u32]| hash(bytemuck::cast_slice::<u32, u8>(words));
        let hash_value = hash_words(constant);
        if let Some(found) = self.index.find(hash_value, |entry| self.get(entry) == constant) {
            return Ok(found);
        }
        let entry = self.offsets.len() as u32;
        self.offsets.try_push(self.words.len() as u32)?;
        self.words.try_extend_from_slice(constant)?;
        let Self { offsets, words, index } = self;
        let hash_of = |entry: u32| {
            let start = offsets[entry as usize] as usize;
            let end = offsets.get(entry as usize + 1).map_or(words.len(), |&end| end as usize);
            hash_words(&words[start..end])
        };
        index.insert(hash_value, entry, hash_of)?;
        Ok(entry)
    }

    /// The number of constants.
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Whether there are no constants.
    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }
}

/// Everything a code record is made of. Strings are indexes of the builder's pool.
#[derive(Debug, Default)]
pub struct CodeParts {
    /// Flags.
    pub flags: u32,
    /// Positional parameters, positional-only ones included.
    pub argument_count: u16,
    /// Positional-only parameters.
    pub positional_only_count: u16,
    /// Keyword-only parameters.
    pub keyword_only_count: u16,
    /// Registers of a frame.
    pub register_count: u16,
    /// The name.
    pub name: u32,
    /// The qualified name.
    pub qualname: u32,
    /// The first line.
    pub first_line: u32,
    /// The docstring: a constant.
    pub docstring: Option<u32>,
    /// The instructions.
    pub instructions: TryVec<u32>,
    /// Names of the locals.
    pub locals: TryVec<u32>,
    /// The number of locals in near registers.
    pub near_local_count: u16,
    /// Registers of cells, ascending.
    pub cells: TryVec<u32>,
    /// The constants.
    pub constants: ConstantPool,
    /// Names of the sites.
    pub sites: TryVec<u32>,
    /// Free variables: where from, and the name.
    pub captures: TryVec<(Capture, u32)>,
    /// Exception handlers, inner ones first.
    pub handlers: TryVec<Handler>,
    /// The line table.
    pub lines: TryVec<u8>,
}

impl CodeParts {
    /// The number of registers that hold parameters.
    pub fn parameter_count(&self) -> usize {
        let stars = self.flags & (CodeFlags::VARARGS | CodeFlags::VARKEYWORDS);
        self.argument_count as usize + self.keyword_only_count as usize + stars.count_ones() as usize
    }
}

/// An image that owns its words.
#[derive(Debug, PartialEq, Eq)]
pub struct ImageBuf {
    words: TryVec<u32>,
}

impl ImageBuf {
    /// An image read from a file: copies `bytes` to an aligned place and checks the header.
    pub fn from_bytes(bytes: &[u8]) -> Result<Result<Self, ImageError>, OutOfMemory> {
        let mut words = TryVec::try_with_capacity(bytes.len() / 4)?;
        for chunk in bytes.chunks_exact(4) {
            words.try_push(u32::from_ne_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]))?;
        }
        Ok(Image::from_words(&words).map(|_| ()).map(|()| Self { words }))
    }

    /// The view of the image.
    pub fn image(&self) -> Image<'_> {
        match Image::from_words(&self.words) {
            Ok(image) => image,
            Err(_) => unreachable!("checked when it was made"),
        }
    }

    /// The bytes of the image, as they go to a file.
    pub fn as_bytes(&self) -> &[u8] {
        bytemuck::cast_slice(&self.words)
    }

    /// The words of the image.
    pub fn words(&self) -> &[u32] {
        &self.words
    }
}

/// Collects strings and codes of an image.
#[derive(Debug)]
pub struct ImageBuilder {
    strings: StringPool,
    words: TryVec<u32>,
    codes: TryVec<u32>,
    features: u8,
    filename: u32,
}

impl ImageBuilder {
    /// An empty image with lines and columns as [`feature`] says.
    pub fn new(filename: &[u8], features: u8) -> Result<Self, OutOfMemory> {
        let mut words = TryVec::new();
        words.try_resize(HEADER_WORDS, 0)?;
        let mut strings = StringPool::default();
        let filename = strings.add(filename)?;
        Ok(Self { strings, words, codes: TryVec::new(), features, filename })
    }

    /// The index of a string in WTF-8; equal strings have one index.
    pub fn string(&mut self, bytes: &[u8]) -> Result<u32, OutOfMemory> {
        self.strings.add(bytes)
    }

    /// The string of an index this builder gave.
    pub fn string_bytes(&self, index: u32) -> &[u8] {
        self.strings.get(index)
    }

    /// The number of bytes collected so far.
    pub fn size(&self) -> usize {
        (self.words.len() + self.codes.len() + self.strings.ends.len()) * 4 + self.strings.text.len()
    }

    /// Adds a code and returns its index. The codes in its constants come before it.
    pub fn add_code(&mut self, parts: &CodeParts) -> Result<u32, OutOfMemory> {
        let mut fields = [0; field::COUNT];
        fields[field::FLAGS] = parts.flags | if parts.docstring.is_some() { CodeFlags::DOCSTRING } else { 0 };
        fields[field::ARGUMENTS] = parts.argument_count as u32 | (parts.positional_only_count as u32) << 16;
        fields[field::REGISTERS] = parts.keyword_only_count as u32 | (parts.register_count as u32) << 16;
        fields[field::NAME] = parts.name;
        fields[field::QUALNAME] = parts.qualname;
        fields[field::FIRST_LINE] = parts.first_line;
        fields[field::DOCSTRING] = parts.docstring.unwrap_or(u32::MAX);
        fields[field::WORDS] = parts.instructions.len() as u32;
        fields[field::LOCALS] = parts.locals.len() as u32 | (parts.near_local_count as u32) << 16;
        fields[field::CELLS] = parts.cells.len() as u32 | (parts.captures.len() as u32) << 16;
        fields[field::CONSTANTS] = parts.constants.offsets.len() as u32;
        fields[field::SITES] = parts.sites.len() as u32;
        fields[field::HANDLERS] = parts.handlers.len() as u32;
        fields[field::CONSTANT_WORDS] = parts.constants.words.len() as u32;
        fields[field::LINE_BYTES] = parts.lines.len() as u32;
        let index = self.codes.len() as u32;
        self.codes.try_push(self.words.len() as u32)?;
        let words = &mut self.words;
        words.try_extend_from_slice(&fields)?;
        words.try_extend_from_slice(&parts.instructions)?;
        words.try_extend_from_slice(&parts.locals)?;
        words.try_extend_from_slice(&parts.cells)?;
        words.try_extend_from_slice(&parts.constants.offsets)?;
        words.try_extend_from_slice(&parts.sites)?;
        for (capture, name) in &parts.captures {
            words.try_extend_from_slice(&[capture.word(), *name])?;
        }
        for handler in &parts.handlers {
            words.try_extend_from_slice(&[handler.start, handler.end, handler.target, handler.register as u32])?;
        }
        words.try_extend_from_slice(&parts.constants.words)?;
        push_padded(words, &parts.lines)?;
        Ok(index)
    }

    /// The image with `main` as its main code.
    pub fn finish(mut self, main: u32) -> Result<ImageBuf, OutOfMemory> {
        let codes_offset = self.words.len();
        self.words.try_extend_from_slice(&self.codes)?;
        let strings_offset = self.words.len();
        let text_offset = (strings_offset + self.strings.ends.len() + 1) * 4;
        self.words.try_push(text_offset as u32)?;
        for end in &self.strings.ends {
            self.words.try_push(text_offset as u32 + end)?;
        }
        push_padded(&mut self.words, &self.strings.text)?;
        let header = [
            MAGIC,
            VERSION as u32 | ((self.features | feature::FLOATS) as u32) << 16,
            (self.words.len() * 4) as u32,
            self.filename,
            self.strings.ends.len() as u32,
            strings_offset as u32,
            self.codes.len() as u32,
            codes_offset as u32,
            main,
        ];
        self.words[..HEADER_WORDS].copy_from_slice(&header);
        Ok(ImageBuf { words: self.words })
    }
}

fn push_padded(words: &mut TryVec<u32>, bytes: &[u8]) -> Result<(), OutOfMemory> {
    for chunk in bytes.chunks(4) {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        words.try_push(u32::from_ne_bytes(word))?;
    }
    Ok(())
}
