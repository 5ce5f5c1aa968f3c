//! The image: compiled code in one row of little-endian words, usable in place.
//!
//! ```text
//! header   magic, version | features << 16, size in bytes, file name, number of strings, offset of the string table,
//!          number of codes, offset of the code table, index of the main code
//! records  one per code, see below; offsets count words from the start of the image
//! codes    the offset of each record
//! strings  the offset in bytes (from the start of the image) of each string, and of the end of the last
//! text     the strings, WTF-8, padded to a word
//! ```
//!
//! A code refers to codes before it only, and no code is referred to twice; the main code is the module's.
//! A record is 15 words (see [`field`]) and then, each as long as the fields say: instructions, names of locals,
//! registers of cells, offsets of constants (from the start of the constants), sites, captures (two words: where from,
//! name), exception handlers (four words), constants, the line table padded to a word.
//!
//! Views are made of slices of the image and allocate nothing. A view of a damaged image never panics; whether what
//! it shows makes sense is the business of [`verify`](fn@crate::verify).

use crate::constant::{self, ConstantView};
use crate::lines::{self, LineIter, Position};

/// The first word of an image.
pub const MAGIC: u32 = u32::from_le_bytes(*b"Amph");
/// The version of the format; changes with the instruction tables.
pub const VERSION: u16 = 1;
/// Number of words of the header.
pub const HEADER_WORDS: usize = 9;

/// Bits of the feature byte.
pub mod feature {
    /// Line tables are present.
    pub const LINES: u8 = 1;
    /// Line tables have columns.
    pub const COLUMNS: u8 = 2;
    /// Lines and columns.
    pub const ALL: u8 = LINES | COLUMNS;
    /// Constants that are floats have 32 bits.
    pub const FLOAT32: u8 = 4;
    /// What of [`FLOAT32`] this build's images have.
    pub const FLOATS: u8 = if cfg!(feature = "float32") { FLOAT32 } else { 0 };
}

/// The words of a code record.
pub mod field {
    /// [`CodeFlags`](super::CodeFlags).
    pub const FLAGS: usize = 0;
    /// Positional parameters, positional-only ones included; the latter again in the upper half.
    pub const ARGUMENTS: usize = 1;
    /// Keyword-only parameters; number of registers in the upper half.
    pub const REGISTERS: usize = 2;
    /// The name: a string.
    pub const NAME: usize = 3;
    /// The qualified name: a string.
    pub const QUALNAME: usize = 4;
    /// The first line.
    pub const FIRST_LINE: usize = 5;
    /// The docstring: a constant, or `u32::MAX`.
    pub const DOCSTRING: usize = 6;
    /// Number of instruction words.
    pub const WORDS: usize = 7;
    /// Number of locals; number of near locals in the upper half.
    pub const LOCALS: usize = 8;
    /// Number of cells; number of captures in the upper half.
    pub const CELLS: usize = 9;
    /// Number of constants.
    pub const CONSTANTS: usize = 10;
    /// Number of sites.
    pub const SITES: usize = 11;
    /// Number of exception handlers.
    pub const HANDLERS: usize = 12;
    /// Number of words of the constants.
    pub const CONSTANT_WORDS: usize = 13;
    /// Number of bytes of the line table.
    pub const LINE_BYTES: usize = 14;
    /// Number of fields.
    pub const COUNT: usize = 15;
}

/// What kind of code it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    /// Has `*args`.
    pub const VARARGS: u32 = 1;
    /// Has `**kwargs`.
    pub const VARKEYWORDS: u32 = 1 << 1;
    /// Makes a generator.
    pub const GENERATOR: u32 = 1 << 2;
    /// Makes a coroutine.
    pub const COROUTINE: u32 = 1 << 3;
    /// Makes an asynchronous generator.
    pub const ASYNC_GENERATOR: u32 = 1 << 4;
    /// Is defined inside a function.
    pub const NESTED: u32 = 1 << 5;
    /// Keeps its locals in registers: a function, lambda or comprehension.
    pub const OPTIMIZED: u32 = 1 << 6;
    /// Is a class body: parameter 0 is the namespace.
    pub const CLASS: u32 = 1 << 7;
    /// Is a module, `exec` or `eval` body: parameter 0 is the namespace.
    pub const MODULE: u32 = 1 << 8;
    /// Has a docstring.
    pub const DOCSTRING: u32 = 1 << 9;
    /// Has locals in registers beyond 255, behind its temporaries. Calls leave such registers alone, so it uses the
    /// call instructions of generators, and frames it calls begin behind all its registers.
    pub const FAR: u32 = 1 << 10;
    /// Uses `R[0]` as a namespace.
    pub const NAMESPACE: u32 = 1 << 11;
    /// All known flags.
    pub const ALL: u32 = (1 << 12) - 1;

    /// Whether any of `bits` is set.
    pub const fn has(self, bits: u32) -> bool {
        self.0 & bits != 0
    }

    /// Whether a call makes a generator, coroutine or asynchronous generator.
    pub const fn makes_generator(self) -> bool {
        self.has(Self::GENERATOR | Self::COROUTINE | Self::ASYNC_GENERATOR)
    }
}

/// Why bytes are not an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// The address is not a multiple of four.
    Unaligned,
    /// Too short, or not as long as its header says.
    Truncated,
    /// Not an image.
    Magic,
    /// Made by another version, or with unknown features.
    Version,
    /// Its floats are not those of this build.
    Floats,
    /// A table lies outside the image.
    Table,
}

impl core::fmt::Display for ImageError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Unaligned => "image is not aligned",
            Self::Truncated => "image is truncated",
            Self::Magic => "not an image of compiled code",
            Self::Version => "image is of an incompatible version",
            Self::Floats => "image has floats of another size",
            Self::Table => "image has a table out of bounds",
        })
    }
}

/// An image whose header and tables lie inside it.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    words: &'a [u32],
    codes: &'a [u32],
    strings: &'a [u32],
}

impl<'a> Image<'a> {
    /// The image in `bytes`, which must be aligned to four bytes. Bytes behind its end are ignored.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ImageError> {
        let whole = bytes.get(..bytes.len() & !3).ok_or(ImageError::Truncated)?;
        let words: &[u32] = bytemuck::try_cast_slice(whole).map_err(|_| ImageError::Unaligned)?;
        Self::from_words(words)
    }

    /// The image in `words`.
    pub fn from_words(words: &'a [u32]) -> Result<Self, ImageError> {
        let &[magic, version, size, _, string_count, strings, code_count, codes, main] =
            words.first_chunk::<HEADER_WORDS>().ok_or(ImageError::Truncated)?;
        if magic != MAGIC {
            return Err(ImageError::Magic);
        }
        if version as u16 != VERSION || version >> 16 & !((feature::ALL | feature::FLOAT32) as u32) != 0 {
            return Err(ImageError::Version);
        }
        if (version >> 16) as u8 & feature::FLOAT32 != feature::FLOATS {
            return Err(ImageError::Floats);
        }
        if size % 4 != 0 || size as usize / 4 < HEADER_WORDS {
            return Err(ImageError::Truncated);
        }
        let words = words.get(..size as usize / 4).ok_or(ImageError::Truncated)?;
        let table = |start: u32, count: usize| {
            let start = start as usize;
            words.get(start..start.checked_add(count)?)
        };
        let codes = table(codes, code_count as usize).ok_or(ImageError::Table)?;
        let strings = (string_count as usize).checked_add(1).and_then(|count| table(strings, count));
        let strings = strings.ok_or(ImageError::Table)?;
        if main as usize >= codes.len() {
            return Err(ImageError::Table);
        }
        Ok(Self { words, codes, strings })
    }

    /// The whole image.
    pub fn words(&self) -> &'a [u32] {
        self.words
    }

    fn header(&self, index: usize) -> u32 {
        self.words.get(index).copied().unwrap_or(0)
    }

    /// The feature byte.
    pub fn features(&self) -> u8 {
        (self.header(1) >> 16) as u8
    }

    /// The number of strings.
    pub fn string_count(&self) -> usize {
        self.strings.len() - 1
    }

    /// A string of the pool in WTF-8 (valid in a verified image), or nothing.
    pub fn string(&self, index: u32) -> Option<&'a [u8]> {
        let index = index as usize;
        let (&start, &end) = (self.strings.get(index)?, self.strings.get(index.checked_add(1)?)?);
        let bytes: &[u8] = bytemuck::cast_slice(self.words);
        bytes.get(start as usize..end as usize)
    }

    /// The name of the source file, in WTF-8.
    pub fn filename(&self) -> &'a [u8] {
        self.string(self.filename_index()).unwrap_or(b"?")
    }

    /// The string index of the name of the source file.
    pub fn filename_index(&self) -> u32 {
        self.header(3)
    }

    /// The number of codes.
    pub fn code_count(&self) -> usize {
        self.codes.len()
    }

    /// The index of the main code.
    pub fn main_index(&self) -> u32 {
        self.header(8)
    }

    /// The main code, or nothing if the image is damaged.
    pub fn main(&self) -> Option<CodeView<'a>> {
        self.code(self.main_index())
    }

    /// The offset of each record, in words.
    pub(crate) fn code_offsets(&self) -> &'a [u32] {
        self.codes
    }

    /// A code, or nothing if there is none or the image is damaged.
    pub fn code(&self, index: u32) -> Option<CodeView<'a>> {
        let start = *self.codes.get(index as usize)? as usize;
        CodeView::new(*self, index, self.words.get(start..)?)
    }
}

/// Where a closure gets a cell from when the function is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capture {
    /// The cell in a register of the function that makes it.
    Local(u16),
    /// A cell of that function's own closure.
    Free(u16),
}

impl Capture {
    const FREE: u32 = 1 << 31;

    /// The word in the capture table.
    pub const fn word(self) -> u32 {
        match self {
            Self::Local(register) => register as u32,
            Self::Free(index) => index as u32 | Self::FREE,
        }
    }

    /// The capture of a word; the verifier refuses words that are no capture.
    pub const fn from_word(word: u32) -> Self {
        if word & Self::FREE != 0 { Self::Free(word as u16) } else { Self::Local(word as u16) }
    }
}

/// An entry of the exception table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// The first word that is covered.
    pub start: u32,
    /// The word behind the last one covered.
    pub end: u32,
    /// Where execution goes on.
    pub target: u32,
    /// The register that receives the exception.
    pub register: u16,
}

/// The code of a module, class body or function.
#[derive(Clone, Copy, Debug)]
pub struct CodeView<'a> {
    image: Image<'a>,
    index: u32,
    fields: &'a [u32; field::COUNT],
    instructions: &'a [u32],
    locals: &'a [u32],
    cells: &'a [u32],
    constant_offsets: &'a [u32],
    sites: &'a [u32],
    captures: &'a [u32],
    handlers: &'a [u32],
    constants: &'a [u32],
    lines: &'a [u8],
}

impl<'a> CodeView<'a> {
    fn new(image: Image<'a>, index: u32, record: &'a [u32]) -> Option<Self> {
        let (fields, mut rest) = record.split_first_chunk::<{ field::COUNT }>()?;
        let mut take = |count: usize| {
            let (part, tail) = rest.split_at_checked(count)?;
            rest = tail;
            Some(part)
        };
        let instructions = take(fields[field::WORDS] as usize)?;
        let locals = take((fields[field::LOCALS] & 0xffff) as usize)?;
        let cells = take((fields[field::CELLS] & 0xffff) as usize)?;
        let constant_offsets = take(fields[field::CONSTANTS] as usize)?;
        let sites = take(fields[field::SITES] as usize)?;
        let captures = take((fields[field::CELLS] >> 16) as usize * 2)?;
        let handlers = take((fields[field::HANDLERS] as usize).checked_mul(4)?)?;
        let constants = take(fields[field::CONSTANT_WORDS] as usize)?;
        let line_bytes = fields[field::LINE_BYTES] as usize;
        let lines = bytemuck::cast_slice(take(line_bytes.div_ceil(4))?).get(..line_bytes)?;
        Some(Self {
            image,
            index,
            fields,
            instructions,
            locals,
            cells,
            constant_offsets,
            sites,
            captures,
            handlers,
            constants,
            lines,
        })
    }

    /// The image the code is part of.
    pub fn image(&self) -> Image<'a> {
        self.image
    }

    /// The index in the code table.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The flags.
    pub fn flags(&self) -> CodeFlags {
        CodeFlags(self.fields[field::FLAGS])
    }

    /// The number of positional parameters, positional-only ones included.
    pub fn argument_count(&self) -> usize {
        (self.fields[field::ARGUMENTS] & 0xffff) as usize
    }

    /// The number of positional-only parameters.
    pub fn positional_only_count(&self) -> usize {
        (self.fields[field::ARGUMENTS] >> 16) as usize
    }

    /// The number of keyword-only parameters.
    pub fn keyword_only_count(&self) -> usize {
        (self.fields[field::REGISTERS] & 0xffff) as usize
    }

    /// The number of registers that hold parameters, `*args` and `**kwargs` included.
    pub fn parameter_count(&self) -> usize {
        self.argument_count()
            + self.keyword_only_count()
            + self.flags().has(CodeFlags::VARARGS) as usize
            + self.flags().has(CodeFlags::VARKEYWORDS) as usize
    }

    /// The number of registers of a frame.
    pub fn register_count(&self) -> usize {
        (self.fields[field::REGISTERS] >> 16) as usize
    }

    /// The name: a string index.
    pub fn name_index(&self) -> u32 {
        self.fields[field::NAME]
    }

    /// The qualified name: a string index.
    pub fn qualname_index(&self) -> u32 {
        self.fields[field::QUALNAME]
    }

    /// The name, in WTF-8.
    pub fn name(&self) -> &'a [u8] {
        self.image.string(self.name_index()).unwrap_or(b"?")
    }

    /// The qualified name, in WTF-8.
    pub fn qualname(&self) -> &'a [u8] {
        self.image.string(self.qualname_index()).unwrap_or(b"?")
    }

    /// The first line.
    pub fn first_line(&self) -> u32 {
        self.fields[field::FIRST_LINE]
    }

    /// The docstring: an index of the constant table.
    pub fn docstring(&self) -> Option<u32> {
        let index = self.fields[field::DOCSTRING];
        if index == u32::MAX { None } else { Some(index) }
    }

    /// The instructions.
    pub fn instructions(&self) -> &'a [u32] {
        self.instructions
    }

    /// The names of the locals (string indexes): positional parameters, keyword-only ones, `*args`, `**kwargs`, others.
    pub fn locals(&self) -> &'a [u32] {
        self.locals
    }

    /// The number of locals in registers below 256; they are the first locals.
    pub fn near_local_count(&self) -> usize {
        (self.fields[field::LOCALS] >> 16) as usize
    }

    /// The register of a local: its index, or one of the last registers if it is a far one.
    pub fn local_register(&self, local: usize) -> usize {
        if local < self.near_local_count() {
            return local;
        }
        (self.register_count() + local).saturating_sub(self.locals.len())
    }

    /// The registers that hold cells, ascending; each is a near local.
    pub fn cells(&self) -> &'a [u32] {
        self.cells
    }

    /// The names of the sites: string indexes.
    pub fn sites(&self) -> &'a [u32] {
        self.sites
    }

    /// The number of free variables.
    pub fn capture_count(&self) -> usize {
        self.captures.len() / 2
    }

    /// Where a free variable comes from, and its name (a string index).
    pub fn capture(&self, index: usize) -> Option<(Capture, u32)> {
        let &[from, name] = self.captures.get(index.checked_mul(2)?..)?.first_chunk()?;
        Some((Capture::from_word(from), name))
    }

    /// The words of the capture table.
    pub fn capture_words(&self) -> &'a [u32] {
        self.captures
    }

    /// The number of constants.
    pub fn constant_count(&self) -> usize {
        self.constant_offsets.len()
    }

    /// A constant, or nothing if there is none or the image is damaged.
    pub fn constant(&self, index: u32) -> Option<ConstantView<'a>> {
        let offset = *self.constant_offsets.get(index as usize)? as usize;
        Some(constant::read(self.constants.get(offset..)?)?.0)
    }

    /// The number of words of the record.
    pub(crate) fn record_words(&self) -> usize {
        field::COUNT
            + self.instructions.len()
            + self.locals.len()
            + self.cells.len()
            + self.constant_offsets.len()
            + self.sites.len()
            + self.captures.len()
            + self.handlers.len()
            + self.constants.len()
            + self.lines.len().div_ceil(4)
    }

    pub(crate) fn constant_offsets(&self) -> &'a [u32] {
        self.constant_offsets
    }

    pub(crate) fn constant_words(&self) -> &'a [u32] {
        self.constants
    }

    /// The number of entries of the exception table.
    pub fn handler_count(&self) -> usize {
        self.handlers.len() / 4
    }

    /// An entry of the exception table, which lists inner ranges before outer ones.
    pub fn handler(&self, index: usize) -> Option<Handler> {
        let &[start, end, target, register] = self.handlers.get(index.checked_mul(4)?..)?.first_chunk()?;
        Some(Handler { start, end, target, register: register as u16 })
    }

    /// The handler for an exception at word `pc`.
    pub fn find_handler(&self, pc: u32) -> Option<Handler> {
        (0..self.handler_count()).filter_map(|index| self.handler(index)).find(|h| h.start <= pc && pc < h.end)
    }

    pub(crate) fn handler_words(&self) -> &'a [u32] {
        self.handlers
    }

    /// The line table.
    pub fn line_table(&self) -> &'a [u8] {
        self.lines
    }

    /// The entries of the line table.
    pub fn lines(&self) -> LineIter<'a> {
        LineIter::new(self.lines, self.first_line())
    }

    /// The position of the instruction at word `pc`. Takes time in proportion to the table.
    pub fn position(&self, pc: u32) -> Position {
        lines::lookup(self.lines, self.first_line(), pc)
    }
}
