//! The instruction table: the one place that says what instructions exist.
//!
//! An instruction is one little-endian 32-bit word, `op | a << 8 | b << 16 | c << 24`; `bx` is the unsigned
//! 16-bit field over `b` and `c`, `sbx` the signed one, `sabc` the signed 24-bit field over all three. Where the
//! table names an extension role, a second word follows. Bit 7 of the opcode byte is the event mark
//! ([`EVENT_MARK`]): the compiler sets it on the instructions where a trace event can happen, and both forms mean
//! the same instruction.
//!
//! Registers are numbered from the frame's base: parameters first, then other locals, then temporaries. A register
//! is a byte; locals beyond the reach of a byte are moved with `LoadFar` and `StoreFar`. Such far locals lie behind the
//! temporaries, where a callee's frame would begin, so code that has them calls as generators do.
//!
//! A *call window* at `a` is: `R[a]` the callable and afterwards the result, `R[a+1]` and `R[a+2]` reserved for the
//! frame link, `R[a+3]` onwards the arguments. A *method window* has `self` (or null) in `R[a+3]` and the arguments
//! from `R[a+4]`.
//!
//! Jump offsets count words from the word after the whole instruction (extension included).

/// The bit in the opcode byte that marks a possible trace event.
pub const EVENT_MARK: u8 = 0x80;

/// What an operand field holds. The encoder, the verifier and the disassembler are driven by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Not used; must be zero.
    None,
    /// A register that is written.
    Out,
    /// A register that is read.
    In,
    /// A register that is read and written.
    InOut,
    /// A signed 8-bit immediate.
    Imm,
    /// An unsigned count or a selector.
    Count,
    /// 0 or 1.
    Flag,
    /// A number of registers that start at `b` (read).
    RangeB,
    /// A number of registers that start at `a` (written).
    RangeA,
    /// A number of (key, value) register pairs that start at `b` (read).
    PairsB,
    /// A number of arguments of the call window at `a`.
    CallArgs,
    /// A number of arguments of the method window at `a`, `self` not counted.
    MethodArgs,
    /// `bx` is an index of the constant table.
    Const,
    /// `bx` is an index of the site table (a name, and an inline cache).
    Site,
    /// `c` is an index of the site table.
    SiteByte,
    /// `bx` is a register number of 16 bits that is read.
    FarIn,
    /// `bx` is a register number of 16 bits that is written.
    FarOut,
    /// `bx` is an index of the closure (a free variable).
    Free,
    /// `sbx` is a signed 16-bit integer.
    Int,
    /// `c` is a signed jump offset.
    JumpByte,
    /// `sbx` is a signed jump offset.
    Jump,
    /// `sabc` is a signed jump offset.
    JumpLong,
    /// `c` is an [`Intrinsic`](crate::intrinsics::Intrinsic).
    Intrinsic,
    /// The extension word is a signed jump offset.
    ExtJump,
    /// The extension word is an index of the constant table (a tuple of names).
    ExtConst,
    /// The extension word has a meaning of the instruction's own.
    ExtWord,
    /// The registers from `a` to `a + 2` hold the state of a `for` loop.
    LoopState,
}

/// Calls `$callback!` with the whole table: `Name = code, a, b, c, ext, "what it does";`.
///
/// A role that spans `b` and `c` (or all three) stands in its first column and the columns it covers say `None`.
#[macro_export]
macro_rules! for_each_op {
    ($callback:ident) => {
        $callback! {
            // Moves, constants, locals.
            Nop = 0, None, None, None, None, "nothing";
            Move = 1, Out, In, None, None, "R[a] = R[b]";
            LoadConst = 2, Out, Const, None, None, "R[a] = constants[bx]";
            LoadInt = 3, Out, Int, None, None, "R[a] = sbx";
            LoadSpecial = 4, Out, Count, None, None, "R[a] = the special value b: 0 null (unbound), 1 None, 2 False, 3 True, 4 Ellipsis";
            LoadFar = 5, Out, FarIn, None, None, "R[a] = R[bx]";
            StoreFar = 6, In, FarOut, None, None, "R[bx] = R[a]";
            CheckBound = 7, In, Const, None, None, "raise UnboundLocalError for the name constants[bx] if R[a] is null";
            MakeCell = 8, InOut, None, None, None, "R[a] = a new cell that holds R[a] (which may be null)";
            LoadCell = 9, Out, In, None, None, "R[a] = contents of the cell R[b]; NameError if empty";
            StoreCell = 10, In, In, None, None, "contents of the cell R[b] = R[a]";
            LoadFree = 11, Out, Free, None, None, "R[a] = contents of the closure's cell bx; NameError if empty";
            StoreFree = 12, In, Free, None, None, "contents of the closure's cell bx = R[a]";
            MakeFunction = 13, Out, Const, None, None, "R[a] = a function of the code constants[bx], its captures taken from this frame and closure";

            // Names and attributes.
            LoadGlobal = 14, Out, Site, None, None, "R[a] = the global or builtin named by site bx";
            StoreGlobal = 15, In, Site, None, None, "global named by site bx = R[a]";
            LoadName = 16, Out, Site, None, None, "R[a] = the name of site bx in the namespace R[0], else global, else builtin";
            StoreName = 17, In, Site, None, None, "the name of site bx in the namespace R[0] = R[a]";
            GetAttr = 18, Out, In, SiteByte, None, "R[a] = R[b].name";
            SetAttr = 19, In, In, SiteByte, None, "R[a].name = R[b]";
            LoadMethod = 20, Out, In, SiteByte, None, "R[a], R[a+3] = function, R[b]; or the value R[b].name, null";
            ListAppend = 21, In, In, None, None, "append R[b] to the list R[a]";

            // Items.
            GetItem = 22, Out, In, In, None, "R[a] = R[b][R[c]]";
            GetItemImm = 23, Out, In, Imm, None, "R[a] = R[b][c]";
            SetItem = 24, In, In, In, None, "R[a][R[b]] = R[c]";
            DelItem = 25, In, In, None, None, "del R[a][R[b]]";

            // Binary operators; each in-place form directly follows its plain one.
            Add = 26, Out, In, In, None, "R[a] = R[b] + R[c]";
            InplaceAdd = 27, Out, In, In, None, "R[a] = R[b] += R[c]";
            Sub = 28, Out, In, In, None, "R[a] = R[b] - R[c]";
            InplaceSub = 29, Out, In, In, None, "R[a] = R[b] -= R[c]";
            Mul = 30, Out, In, In, None, "R[a] = R[b] * R[c]";
            InplaceMul = 31, Out, In, In, None, "R[a] = R[b] *= R[c]";
            TrueDiv = 32, Out, In, In, None, "R[a] = R[b] / R[c]";
            InplaceTrueDiv = 33, Out, In, In, None, "R[a] = R[b] /= R[c]";
            FloorDiv = 34, Out, In, In, None, "R[a] = R[b] // R[c]";
            InplaceFloorDiv = 35, Out, In, In, None, "R[a] = R[b] //= R[c]";
            Mod = 36, Out, In, In, None, "R[a] = R[b] % R[c]";
            InplaceMod = 37, Out, In, In, None, "R[a] = R[b] %= R[c]";
            And = 38, Out, In, In, None, "R[a] = R[b] & R[c]";
            InplaceAnd = 39, Out, In, In, None, "R[a] = R[b] &= R[c]";
            Or = 40, Out, In, In, None, "R[a] = R[b] | R[c]";
            InplaceOr = 41, Out, In, In, None, "R[a] = R[b] |= R[c]";
            Xor = 42, Out, In, In, None, "R[a] = R[b] ^ R[c]";
            InplaceXor = 43, Out, In, In, None, "R[a] = R[b] ^= R[c]";
            Shl = 44, Out, In, In, None, "R[a] = R[b] << R[c]";
            InplaceShl = 45, Out, In, In, None, "R[a] = R[b] <<= R[c]";
            Shr = 46, Out, In, In, None, "R[a] = R[b] >> R[c]";
            InplaceShr = 47, Out, In, In, None, "R[a] = R[b] >>= R[c]";
            Pow = 48, Out, In, In, None, "R[a] = R[b] ** R[c]";
            InplacePow = 49, Out, In, In, None, "R[a] = R[b] **= R[c]";
            MatMul = 50, Out, In, In, None, "R[a] = R[b] @ R[c]";
            InplaceMatMul = 51, Out, In, In, None, "R[a] = R[b] @= R[c]";

            // The same with a small integer as right operand.
            AddImm = 52, Out, In, Imm, None, "R[a] = R[b] + c";
            InplaceAddImm = 53, Out, In, Imm, None, "R[a] = R[b] += c";
            SubImm = 54, Out, In, Imm, None, "R[a] = R[b] - c";
            InplaceSubImm = 55, Out, In, Imm, None, "R[a] = R[b] -= c";
            MulImm = 56, Out, In, Imm, None, "R[a] = R[b] * c";
            InplaceMulImm = 57, Out, In, Imm, None, "R[a] = R[b] *= c";
            FloorDivImm = 58, Out, In, Imm, None, "R[a] = R[b] // c";
            InplaceFloorDivImm = 59, Out, In, Imm, None, "R[a] = R[b] //= c";
            ModImm = 60, Out, In, Imm, None, "R[a] = R[b] % c";
            InplaceModImm = 61, Out, In, Imm, None, "R[a] = R[b] %= c";
            AndImm = 62, Out, In, Imm, None, "R[a] = R[b] & c";
            InplaceAndImm = 63, Out, In, Imm, None, "R[a] = R[b] &= c";
            ShlImm = 64, Out, In, Imm, None, "R[a] = R[b] << c";
            InplaceShlImm = 65, Out, In, Imm, None, "R[a] = R[b] <<= c";
            ShrImm = 66, Out, In, Imm, None, "R[a] = R[b] >> c";
            InplaceShrImm = 67, Out, In, Imm, None, "R[a] = R[b] >>= c";

            // Unary operators.
            Not = 68, Out, In, None, None, "R[a] = not R[b]";
            Neg = 69, Out, In, None, None, "R[a] = -R[b]";
            Pos = 70, Out, In, None, None, "R[a] = +R[b]";
            Invert = 71, Out, In, None, None, "R[a] = ~R[b]";

            // Comparisons that make a value.
            Lt = 72, Out, In, In, None, "R[a] = R[b] < R[c]";
            Le = 73, Out, In, In, None, "R[a] = R[b] <= R[c]";
            Eq = 74, Out, In, In, None, "R[a] = R[b] == R[c]";
            Ne = 75, Out, In, In, None, "R[a] = R[b] != R[c]";
            Gt = 76, Out, In, In, None, "R[a] = R[b] > R[c]";
            Ge = 77, Out, In, In, None, "R[a] = R[b] >= R[c]";
            Is = 78, Out, In, In, None, "R[a] = R[b] is R[c]";
            IsNot = 79, Out, In, In, None, "R[a] = R[b] is not R[c]";
            Contains = 80, Out, In, In, None, "R[a] = R[b] in R[c]";
            NotContains = 81, Out, In, In, None, "R[a] = R[b] not in R[c]";

            // Jumps. Loop and the two ends of a for loop are the only backward jumps that poll.
            Jump = 82, JumpLong, None, None, None, "jump";
            Loop = 83, JumpLong, None, None, None, "poll, then jump backwards";
            JumpIfTrue = 84, In, Jump, None, None, "jump if R[a] is true";
            JumpIfFalse = 85, In, Jump, None, None, "jump if R[a] is false";
            JumpIfNone = 86, In, Jump, None, None, "jump if R[a] is None";
            JumpIfNotNone = 87, In, Jump, None, None, "jump if R[a] is not None";

            // Fused compare and branch: the first six jump if the comparison is true, the next six if it is false.
            JumpLt = 88, In, In, JumpByte, None, "jump if R[a] < R[b]";
            JumpLe = 89, In, In, JumpByte, None, "jump if R[a] <= R[b]";
            JumpEq = 90, In, In, JumpByte, None, "jump if R[a] == R[b]";
            JumpNe = 91, In, In, JumpByte, None, "jump if R[a] != R[b]";
            JumpGt = 92, In, In, JumpByte, None, "jump if R[a] > R[b]";
            JumpGe = 93, In, In, JumpByte, None, "jump if R[a] >= R[b]";
            JumpNotLt = 94, In, In, JumpByte, None, "jump unless R[a] < R[b]";
            JumpNotLe = 95, In, In, JumpByte, None, "jump unless R[a] <= R[b]";
            JumpNotEq = 96, In, In, JumpByte, None, "jump unless R[a] == R[b]";
            JumpNotNe = 97, In, In, JumpByte, None, "jump unless R[a] != R[b]";
            JumpNotGt = 98, In, In, JumpByte, None, "jump unless R[a] > R[b]";
            JumpNotGe = 99, In, In, JumpByte, None, "jump unless R[a] >= R[b]";
            JumpLtImm = 100, In, Imm, JumpByte, None, "jump if R[a] < b";
            JumpLeImm = 101, In, Imm, JumpByte, None, "jump if R[a] <= b";
            JumpEqImm = 102, In, Imm, JumpByte, None, "jump if R[a] == b";
            JumpNeImm = 103, In, Imm, JumpByte, None, "jump if R[a] != b";
            JumpGtImm = 104, In, Imm, JumpByte, None, "jump if R[a] > b";
            JumpGeImm = 105, In, Imm, JumpByte, None, "jump if R[a] >= b";
            JumpNotLtImm = 106, In, Imm, JumpByte, None, "jump unless R[a] < b";
            JumpNotLeImm = 107, In, Imm, JumpByte, None, "jump unless R[a] <= b";
            JumpNotEqImm = 108, In, Imm, JumpByte, None, "jump unless R[a] == b";
            JumpNotNeImm = 109, In, Imm, JumpByte, None, "jump unless R[a] != b";
            JumpNotGtImm = 110, In, Imm, JumpByte, None, "jump unless R[a] > b";
            JumpNotGeImm = 111, In, Imm, JumpByte, None, "jump unless R[a] >= b";

            // Loops over iterables: the state is R[a] to R[a+2].
            ForPrepare = 112, LoopState, In, None, None, "R[a..a+3] = state of an iteration over iter(R[b])";
            ForNext = 113, LoopState, Out, None, ExtJump, "poll; R[b] = next item and jump (backwards), or go on if there is none";

            // Calls and returns.
            Call = 114, InOut, CallArgs, None, None, "R[a] = R[a](R[a+3], ...), b arguments";
            CallMethod = 115, InOut, MethodArgs, None, None, "R[a] = R[a](R[a+3], R[a+4], ...), or without R[a+3] if that is null; b arguments from R[a+4]";
            GeneratorCall = 116, InOut, CallArgs, None, None, "Call, in the body of a generator or with far registers: the callee's frame begins behind all registers of this one";
            GeneratorCallMethod = 117, InOut, MethodArgs, None, None, "CallMethod, in the body of a generator or with far registers";
            CallKeywords = 118, InOut, CallArgs, None, ExtConst, "Call whose last arguments are named by the tuple constants[ext]";
            CallMethodKeywords = 119, InOut, MethodArgs, None, ExtConst, "CallMethod whose last arguments are named by the tuple constants[ext]";
            CallUnpacked = 120, InOut, Count, None, None, "R[a] = R[a](*R[a+3], **R[a+4]); R[a+3] a list or tuple; b 1: R[a+4] is a dict, 0: none";
            Return = 121, In, Flag, None, None, "return R[a]; b 1: it belongs to no line of its own, as at the end of a function";
            Yield = 122, In, Out, None, None, "yield R[a]; the value sent arrives in R[b]";
            YieldFrom = 123, InOut, InOut, None, None, "send R[b] to the iterator R[a]; yield what it yields and run again; when it returns, R[b] = its value";

            // Building and taking apart.
            BuildTuple = 124, Out, In, RangeB, None, "R[a] = (R[b], ...), c items";
            BuildList = 125, Out, In, RangeB, None, "R[a] = [R[b], ...], c items";
            Unpack = 126, Out, In, RangeA, None, "R[a], ... = R[b], exactly c items";

            // Everything that is rare: a second table.
            Intrinsic = 127, InOut, InOut, Intrinsic, ExtWord, "the intrinsic c with a, b and the extension word";
        }
    };
}

macro_rules! define_ops {
    ($($name:ident = $code:literal, $a:ident, $b:ident, $c:ident, $ext:ident, $doc:literal;)*) => {
        /// The instructions.
        #[allow(rustdoc::broken_intra_doc_links)] // `R[a]` is a register, no link.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Op { $(#[doc = $doc] $name = $code,)* }

        /// Every instruction with its description, in the order of the codes.
        pub static OPS: [OpInfo; 128] = [$(OpInfo {
            op: Op::$name, a: Role::$a, b: Role::$b, c: Role::$c, ext: Role::$ext,
        },)*];

        /// Apart from the table, so that a build without a disassembler does not have them.
        static NAMES: [&str; 128] = [$(stringify!($name),)*];
    };
}
for_each_op!(define_ops);

/// A row of the instruction table.
#[derive(Clone, Copy, Debug)]
pub struct OpInfo {
    /// The instruction.
    pub op: Op,
    /// The role of field `a`.
    pub a: Role,
    /// The role of field `b`, or of `bx`.
    pub b: Role,
    /// The role of field `c`.
    pub c: Role,
    /// The role of the extension word.
    pub ext: Role,
}

impl OpInfo {
    /// The number of words of the instruction: 1 or 2.
    pub const fn words(&self) -> usize {
        if matches!(self.ext, Role::None) { 1 } else { 2 }
    }
}

impl Op {
    /// Its name, as the disassembler prints it.
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// The row of this instruction.
    pub fn info(self) -> &'static OpInfo {
        &OPS[self as usize]
    }

    /// The instruction of an opcode byte; the event mark is ignored. Total, since all 128 codes are in use.
    pub fn from_byte(byte: u8) -> Op {
        OPS[(byte & !EVENT_MARK) as usize].op
    }
}

const _: () = {
    let mut code = 0;
    while code < OPS.len() {
        assert!(OPS[code].op as usize == code, "the table must be in the order of the codes");
        code += 1;
    }
};
