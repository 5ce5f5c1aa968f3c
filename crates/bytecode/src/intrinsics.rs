//! The second instruction table: rare operations behind [`Op::Intrinsic`](crate::ops::Op::Intrinsic).
//!
//! Each has two register operands `a` and `b` and the extension word `ext`; the text says what they mean. They run
//! out of line. The columns give the registers that are used, for the verifier: `a` and `b` as in
//! [`Role`](crate::ops::Role), with the number of registers from there on.

/// What the extension word of an intrinsic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtRole {
    /// Unused, zero.
    None,
    /// Index of the constant table.
    Const,
    /// Index of the site table.
    Site,
    /// Index of the closure.
    Free,
    /// A count of registers from `b` on.
    RangeB,
    /// A count of (key, value) pairs of registers from `b` on.
    PairsB,
    /// A signed jump offset, counted from the word after the instruction.
    Jump,
    /// A register.
    Register,
    /// A number of its own meaning.
    Word,
    /// `before | after << 16`: registers from `a` on, `before + 1 + after` of them.
    UnpackStar,
    /// `lower | upper << 16`, the two [`Bound`]s of a slice without a step.
    Bounds,
}

/// A bound of a slice, in 16 bits: the two highest say which kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// None is given.
    Missing,
    /// A small integer, of 14 bits.
    Int(i16),
    /// A register.
    Register(u8),
}

impl Bound {
    /// The bound for a number, if that is small enough.
    pub const fn int(value: i64) -> Option<Self> {
        if value >= -(1 << 13) && value < 1 << 13 { Some(Self::Int(value as i16)) } else { None }
    }

    /// The 16 bits.
    pub const fn bits(self) -> u16 {
        match self {
            Self::Missing => 0,
            Self::Int(value) => 1 << 14 | value as u16 & 0x3fff,
            Self::Register(register) => 2 << 14 | register as u16,
        }
    }

    /// The bound of 16 bits; nothing if they are none.
    pub const fn from_bits(bits: u16) -> Option<Self> {
        match (bits >> 14, bits & 0x3fff) {
            (0, 0) => Some(Self::Missing),
            (1, payload) => Some(Self::Int((payload << 2) as i16 >> 2)),
            (2, register @ 0..256) => Some(Self::Register(register as u8)),
            _ => None,
        }
    }

    /// The lower and the upper bound of an extension word.
    pub const fn pair(ext: u32) -> (Option<Self>, Option<Self>) {
        (Self::from_bits(ext as u16), Self::from_bits((ext >> 16) as u16))
    }
}

/// Calls `$callback!` with the table: `Name = code, registers from a, registers from b, ext, "what it does";`.
#[macro_export]
macro_rules! for_each_intrinsic {
    ($callback:ident) => {
        $callback! {
            // Functions, classes, names.
            SetDefaults = 0, 1, 1, None, "the positional defaults of the function R[a] = the tuple R[b]";
            SetKeywordDefaults = 1, 1, 1, None, "the keyword-only defaults of the function R[a] = the dict R[b]";
            SetAnnotations = 2, 1, 1, None, "the annotations of the function R[a] = the dict R[b]";
            SetTypeParameters = 3, 1, 1, None, "__type_params__ of the function or class R[a] = the tuple R[b]";
            LoadBuildClass = 4, 1, 0, None, "R[a] = __build_class__";
            LoadClosureCell = 5, 1, 1, None, "R[a] = the cell of register b itself (for __classcell__)";
            LoadNameOrFree = 6, 1, 1, Free, "R[a] = the name R[b] (a str) in the namespace R[0], else the contents of the closure's cell ext";
            DeleteName = 7, 0, 0, Site, "del the name of site ext in the namespace R[0]; NameError";
            DeleteGlobal = 8, 0, 0, Site, "del the global of site ext; NameError";
            DeleteAttr = 9, 1, 0, Site, "del R[a].name of site ext";
            DeleteCell = 10, 1, 0, Const, "empty the cell R[a]; UnboundLocalError for the name constants[ext] if it is empty";
            DeleteFree = 11, 0, 0, Free, "empty the closure's cell ext; NameError if it is empty";
            SetupAnnotations = 12, 0, 0, None, "make __annotations__ in the namespace R[0] unless it is there";
            SuperCall = 13, 1, 2, None, "R[a] = R[a]() where R[a] is what the name super gave: the builtin one gets R[b] (class) and R[b+1] (first argument)";
            GetIter = 14, 1, 1, None, "R[a] = iter(R[b]), where a range, list or tuple may stay itself; TypeError (for generator expressions)";

            // Exceptions and context managers.
            Raise = 15, 1, 0, None, "raise R[a]";
            RaiseFrom = 16, 1, 1, None, "raise R[a] from R[b]";
            RaiseCurrent = 17, 0, 0, None, "raise: again the exception being handled; RuntimeError if there is none";
            Reraise = 18, 1, 0, Word, "raise the exception R[a] again: no new context, traceback kept; ext 1: the frame is back in the line that raised it";
            PushHandled = 19, 1, 1, None, "R[b] = the exception being handled (or null); R[a] becomes it";
            PopHandled = 20, 0, 1, Word, "R[b] becomes the exception being handled; ext 1: the outermost handler of a generator body";
            MatchException = 21, 1, 2, None, "R[a] = whether the exception R[b] matches the class or tuple R[b+1]; TypeError for others";
            MatchExceptionGroup = 22, 2, 2, None, "split R[b] by R[b+1] for except*: R[a] = matching group or None, R[a+1] = the rest or None";
            ReraiseStar = 23, 1, 1, None, "R[a] = what is to be raised after except*, or None: R[a] is the original group, R[b] the list of exceptions raised and left over";
            AssertionFailed = 24, 1, 0, Word, "raise AssertionError; ext 1: with the message R[a]";
            WithEnter = 25, 2, 1, None, "R[a] = the bound __exit__ of R[b], R[a+1] = R[b].__enter__()";
            WithExit = 26, 1, 1, Word, "R[a] = R[b](None, None, None)";
            WithExitException = 27, 1, 2, None, "R[a] = R[b](type, value, traceback) of the exception R[b+1], as a bool";
            AsyncWithEnter = 28, 2, 1, None, "R[a] = the bound __aexit__ of R[b], R[a+1] = R[b].__aenter__() (to be awaited)";
            AsyncWithExit = 29, 1, 2, Word, "R[a] = R[b](type, value, traceback) (to be awaited) of the exception R[b+1], or Nones if ext is 0";

            // Generators, coroutines, async iteration.
            MakeGenerator = 30, 0, 0, Word, "first instruction of a generator (ext 0), coroutine (1) or async generator (2) body: make it from this frame and return it";
            GetYieldFromIter = 31, 1, 1, None, "R[a] = the iterator that yield from R[b] delegates to";
            GetAwaitable = 32, 1, 1, None, "R[a] = the iterator that await R[b] delegates to";
            GetAsyncIter = 33, 1, 1, None, "R[a] = R[b].__aiter__()";
            GetAsyncNext = 34, 1, 1, None, "R[a] = the awaitable iterator of R[b].__anext__()";
            EndAsyncFor = 35, 0, 1, None, "re-raise the exception R[b] unless it is StopAsyncIteration";
            AsyncYield = 36, 1, 1, None, "R[a] = R[b] wrapped for a yield of an async generator";

            // Displays and comprehensions.
            BuildSet = 37, 1, 1, RangeB, "R[a] = {R[b], ...}, ext items";
            BuildDict = 38, 1, 1, PairsB, "R[a] = {R[b]: R[b+1], ...}, ext pairs";
            BuildString = 39, 1, 1, RangeB, "R[a] = the strings R[b], ... joined, ext of them";
            BuildSlice = 40, 1, 3, None, "R[a] = slice(R[b], R[b+1], R[b+2])";
            ListExtend = 41, 1, 1, None, "append the items of the iterable R[b] to the list R[a]";
            ListToTuple = 42, 1, 1, None, "R[a] = tuple of the list R[b]";
            SetAdd = 43, 1, 1, None, "add R[b] to the set R[a]";
            SetUpdate = 44, 1, 1, None, "add the items of the iterable R[b] to the set R[a]";
            DictSet = 45, 1, 2, None, "R[a][R[b]] = R[b+1] for the dict R[a]";
            DictUpdate = 46, 1, 1, None, "merge the mapping R[b] into the dict R[a] (display)";
            DictMerge = 47, 1, 1, Register, "merge the mapping R[b] into the keyword dict R[a]; TypeError for a repeated or non-str key, naming the callable R[ext]";
            UnpackStar = 48, 0, 1, UnpackStar, "R[a], ... = R[b] with a starred target in the middle";
            FormatValue = 49, 1, 2, Word, "R[a] = format(R[b], R[b+1]) after conversion (ext & 3: 0 none, 1 str, 2 repr, 3 ascii); ext & 4: without R[b+1], the spec is empty";

            // Imports.
            ImportName = 50, 1, 2, Const, "R[a] = __import__(constants[ext], fromlist R[b], level R[b+1])";
            ImportFrom = 51, 1, 1, Const, "R[a] = attribute constants[ext] of the module R[b], or its submodule; ImportError";
            ImportStar = 52, 1, 0, None, "bind the public names of the module R[a] in the namespace R[0]";

            // Patterns.
            MatchSequence = 53, 1, 1, None, "R[a] = whether R[b] matches as a sequence";
            MatchMapping = 54, 1, 1, None, "R[a] = whether R[b] matches as a mapping";
            MatchKeys = 55, 1, 2, None, "R[a] = tuple of the values of R[b] at the keys of the tuple R[b+1], or None";
            MatchClass = 56, 1, 3, Word, "R[a] = tuple of the attributes of R[b] if it is an instance of R[b+1], or None: ext positional ones, then the names of the tuple R[b+2]";
            MatchRest = 57, 1, 2, None, "R[a] = dict of the items of R[b] without the keys of the tuple R[b+1]";
            Length = 58, 1, 1, None, "R[a] = len(R[b])";

            // The rest.
            PrintExpression = 59, 1, 0, None, "show R[a] as the interactive prompt does";
            MakeTypeAlias = 60, 1, 3, None, "R[a] = a type alias: R[b] name, R[b+1] type parameters or None, R[b+2] a function that computes the value";
            MakeTypeVariable = 61, 1, 2, Word, "R[a] = a type parameter named R[b]; R[b+1] a function that computes its bound, or None; ext 0 TypeVar, 1 TypeVarTuple, 2 ParamSpec";
            GetAttrSite = 62, 1, 1, Site, "GetAttr for sites beyond 255";
            SetAttrSite = 63, 1, 1, Site, "SetAttr for sites beyond 255";
            GetSlice = 64, 1, 1, Bounds, "R[a] = R[b][lower:upper]";
            SetSlice = 65, 1, 1, Bounds, "R[a][lower:upper] = R[b]";
            DeleteSlice = 66, 1, 0, Bounds, "del R[a][lower:upper]";
            ForRange = 67, 3, 1, RangeB, "ForPrepare over R[a](R[b], ...), ext arguments, where R[a] is what the name range gave";
            StarArguments = 68, 1, 1, None, "R[a] = R[b] if it is a list or tuple, else a list of the items of the iterable R[b]";
        }
    };
}

macro_rules! define_intrinsics {
    ($($name:ident = $code:literal, $a:literal, $b:literal, $ext:ident, $doc:literal;)*) => {
        /// The rare operations.
        #[allow(rustdoc::broken_intra_doc_links)] // `R[a]` is a register, no link.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Intrinsic { $(#[doc = $doc] $name = $code,)* }

        /// Every intrinsic with its description, in the order of the codes.
        pub static INTRINSICS: &[IntrinsicInfo] = &[$(IntrinsicInfo {
            intrinsic: Intrinsic::$name, a: $a, b: $b, ext: ExtRole::$ext,
        },)*];

        /// Apart from the table, so that a build without a disassembler does not have them.
        static NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}
for_each_intrinsic!(define_intrinsics);

/// A row of the table of intrinsics.
#[derive(Clone, Copy, Debug)]
pub struct IntrinsicInfo {
    /// The operation.
    pub intrinsic: Intrinsic,
    /// The number of registers used from `a` on.
    pub a: u8,
    /// The number of registers used from `b` on.
    pub b: u8,
    /// What the extension word is.
    pub ext: ExtRole,
}

impl Intrinsic {
    /// Its name, as the disassembler prints it.
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// The operation of a code, if there is one.
    pub fn from_byte(byte: u8) -> Option<Intrinsic> {
        INTRINSICS.get(byte as usize).map(|row| row.intrinsic)
    }
}

const _: () = {
    let mut code = 0;
    while code < INTRINSICS.len() {
        assert!(INTRINSICS[code].intrinsic as usize == code, "the table must be in the order of the codes");
        code += 1;
    }
};
