//! The function being made: registers, sites, layout of the frame, prologue.

use super::assembler::{AssembleError, Assembler};
use super::block::Block;
use super::bound::Bound;
use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::ast::Span;
use crate::scope::{Access, NameId, Scope, ScopeId, ScopeKind, Symbol, scope_flag, symbol_flag};
use crate::stop::Stop;
use bytecode::hash::{HashIndex, hash};
use bytecode::image::{Capture, CodeFlags};
use bytecode::{CodeParts, Intrinsic, Op};
use heap::{OutOfMemory, TryVec};

/// How many locals that are neither parameters nor cells may have near registers; tried in turn.
const NEAR_LIMITS: [u16; 4] = [160, 96, 40, 0];
/// Parameters and cells, which must be near, leave at least this many registers for temporaries.
const LEAST_TEMPORARIES: u16 = 32;

/// Which cache a site is shared for; uses of different kinds never share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SiteKind {
    Attribute,
    LoadGlobal,
    StoreGlobal,
    DeleteGlobal,
    LoadName,
    StoreName,
}

/// What kind of generator a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GeneratorKind {
    None,
    Generator,
    Coroutine,
    AsyncGenerator,
}

/// The state of one function.
pub(super) struct Unit<'a> {
    /// The scope whose code this is.
    pub(super) scope: ScopeId,
    /// That scope, or the inlined comprehension inside it that is being made.
    pub(super) current: ScopeId,
    pub(super) qualname: &'a str,
    pub(super) code: Assembler<'a>,
    pub(super) parts: CodeParts,
    pub(super) blocks: TryVec<Block<'a>>,
    /// What the steps of the comprehension being made belong to, as far as its elements and conditions do not.
    pub(super) comprehension: Span,
    /// How many exceptions are being handled here.
    pub(super) handled_depth: u32,
    pub(super) loop_depth: u32,
    /// How many copies of `finally` blocks are being made inside each other.
    pub(super) finally_depth: u32,
    pub(super) generator: GeneratorKind,
    /// Whether `:=` occurs, so that an operand may change a local read before.
    pub(super) has_named: bool,
    /// Expression statements are shown.
    pub(super) prints_expressions: bool,
    /// The register of `*args`, if it is never rebound.
    pub(super) arguments_tuple: Option<Register>,
    /// Constants that loops keep in registers.
    pub(super) hoisted: TryVec<(Constant<'a>, Register)>,
    /// Registers that are null until they are bound.
    cleared: Bound,
    /// Registers among the temporaries that hold variables of comprehensions, or hoisted constants.
    pinned: Bound,
    /// Locals that are never unbound again.
    stable: Bound,
    near_count: u16,
    far_count: u16,
    next: u16,
    high: u16,
    shared_sites: HashIndex,
    site_kinds: TryVec<SiteKind>,
}

impl<'a> Unit<'a> {
    pub(super) fn new(scope: ScopeId, qualname: &'a str, source: &'a [u8]) -> Self {
        Self {
            scope,
            current: scope,
            qualname,
            code: Assembler::new(source),
            parts: CodeParts::default(),
            blocks: TryVec::new(),
            comprehension: Span::default(),
            handled_depth: 0,
            loop_depth: 0,
            finally_depth: 0,
            generator: GeneratorKind::None,
            has_named: false,
            prints_expressions: false,
            arguments_tuple: None,
            hoisted: TryVec::new(),
            cleared: Bound::NOTHING,
            pinned: Bound::NOTHING,
            stable: Bound::EVERYTHING,
            near_count: 0,
            far_count: 0,
            next: 0,
            high: 0,
            shared_sites: HashIndex::default(),
            site_kinds: TryVec::new(),
        }
    }

    /// Takes `count` registers at the top of the stack of temporaries and returns the first.
    pub(super) fn take(&mut self, count: u16) -> Emit<Register> {
        let first = self.next;
        self.next = first.saturating_add(count);
        if self.next > 256 {
            self.next = first;
            return Err(Stop::Registers);
        }
        self.high = self.high.max(self.next);
        Ok(first as Register)
    }

    /// The top of the stack of temporaries, for [`release`](Self::release).
    pub(super) fn mark(&self) -> u16 {
        self.next
    }

    /// Gives back all temporaries from `mark` on.
    pub(super) fn release(&mut self, mark: u16) {
        self.next = mark;
    }

    /// Whether `register` is the temporary at the top of the stack.
    pub(super) fn is_top(&self, register: Register) -> bool {
        self.is_temporary(register) && register as u16 + 1 == self.next
    }

    pub(super) fn is_temporary(&self, register: Register) -> bool {
        register as u16 >= self.near_count && !self.pinned.contains(register)
    }

    /// Makes a temporary the home of a variable or constant until it is unpinned.
    pub(super) fn pin(&mut self, register: Register) {
        self.pinned = self.pinned.with(register);
    }

    pub(super) fn unpin(&mut self, register: Register) {
        self.pinned = self.pinned.without(register);
    }

    /// Whether calls must not overwrite this frame.
    pub(super) fn calls_apart(&self) -> bool {
        self.generator != GeneratorKind::None || self.far_count > 0
    }

    /// What stays bound from one round of a loop to the next.
    pub(super) fn stable(&self) -> Bound {
        self.stable
    }

    pub(super) fn needs_clearing(&mut self, register: Register) {
        self.cleared = self.cleared.with(register);
    }

    fn site_hash(kind: SiteKind, name: u32) -> u32 {
        hash(&name.to_le_bytes()).wrapping_add(kind as u32)
    }

    fn new_site(&mut self, kind: SiteKind, name: u32) -> Result<u32, OutOfMemory> {
        let index = self.parts.sites.len() as u32;
        self.parts.sites.try_push(name)?;
        self.site_kinds.try_push(kind)?;
        Ok(index)
    }

    /// A site for an attribute; one of its own as long as there are few.
    fn attribute_site(&mut self, name: u32) -> Result<u32, OutOfMemory> {
        if self.parts.sites.len() < 256 {
            self.new_site(SiteKind::Attribute, name)
        } else {
            self.shared_site(SiteKind::Attribute, name)
        }
    }

    /// The site of a name for one kind of use.
    fn shared_site(&mut self, kind: SiteKind, name: u32) -> Result<u32, OutOfMemory> {
        let hash_value = Self::site_hash(kind, name);
        let (sites, kinds) = (&self.parts.sites, &self.site_kinds);
        let is_same = |entry: u32| sites.get(entry as usize) == Some(&name) && kinds.get(entry as usize) == Some(&kind);
        if let Some(found) = self.shared_sites.find(hash_value, is_same) {
            return Ok(found);
        }
        let index = self.new_site(kind, name)?;
        let Self { shared_sites, parts, site_kinds, .. } = self;
        let hash_of = |entry: u32| {
            Self::site_hash(
                site_kinds.get(entry as usize).copied().unwrap_or(SiteKind::Attribute),
                parts.sites.get(entry as usize).copied().unwrap_or(0),
            )
        };
        shared_sites.insert(hash_value, index, hash_of)?;
        Ok(index)
    }
}

impl<'a> Emitter<'a> {
    pub(super) fn take(&mut self, count: u16) -> Emit<Register> {
        self.unit.take(count)
    }

    /// The string index of a name.
    pub(super) fn name_string(&mut self, name: NameId) -> Emit<u32> {
        Ok(self.builder.string(self.tree.names.text(name).as_bytes())?)
    }

    pub(super) fn attribute_site(&mut self, text: &'a str) -> Emit<u32> {
        let name = self.mangled(text)?;
        let string = self.name_string(name)?;
        Ok(self.unit.attribute_site(string)?)
    }

    pub(super) fn name_site(&mut self, kind: SiteKind, name: NameId) -> Emit<u32> {
        let string = self.name_string(name)?;
        let site = self.unit.shared_site(kind, string)?;
        if site > u16::MAX as u32 {
            return self.fail("too many names");
        }
        Ok(site)
    }

    /// Makes the code of `scope` with `body`, which may be called again if registers run out.
    pub(super) fn unit_code(
        &mut self,
        scope: ScopeId,
        qualname: &'a str,
        span: Span,
        body: &mut dyn FnMut(&mut Self) -> Emit,
    ) -> Emit<u32> {
        if let Some(&code) = self.codes.get(scope.0 as usize)
            && code != NO_CODE
        {
            return Ok(code);
        }
        self.enter_unit()?;
        let result = self.unit_attempts(scope, qualname, span, body);
        self.leave_unit();
        let code = result?;
        self.remember_code(scope, code)?;
        Ok(code)
    }

    // A unit is large, and functions nest on the machine stack: what moves one has a frame of its own.

    #[inline(never)]
    fn enter_unit(&mut self) -> Emit {
        let outer = core::mem::replace(&mut self.unit, Unit::new(ScopeId(0), "", self.source));
        Ok(self.outer_units.try_push(outer)?)
    }

    #[inline(never)]
    fn leave_unit(&mut self) {
        if let Some(outer) = self.outer_units.pop() {
            self.unit = outer;
        }
    }

    #[inline(never)]
    fn begin_unit(&mut self, scope: ScopeId, qualname: &'a str, span: Span, near_limit: u16) -> Emit {
        self.unit = Unit::new(scope, qualname, self.source);
        self.at(span);
        self.lay_out_frame(near_limit)
    }

    fn remember_code(&mut self, scope: ScopeId, code: u32) -> Emit {
        let index = scope.0 as usize;
        if self.codes.len() <= index {
            self.codes.try_resize(index + 1, NO_CODE)?;
        }
        self.codes[index] = code;
        Ok(())
    }

    fn unit_attempts(
        &mut self,
        scope: ScopeId,
        qualname: &'a str,
        span: Span,
        body: &mut dyn FnMut(&mut Self) -> Emit,
    ) -> Emit<u32> {
        for limit in NEAR_LIMITS {
            self.begin_unit(scope, qualname, span, limit)?;
            match body(self) {
                Ok(()) => return self.finish_unit(span),
                // Fewer locals in near registers leave more room for temporaries.
                Err(Stop::Registers) if self.unit.far_count > 0 || self.unit.near_count > LEAST_TEMPORARIES => {}
                Err(Stop::Registers) => break,
                Err(stop) => return Err(stop),
            }
        }
        self.fail("too many values in one expression")
    }

    /// Gives the locals of the unit's scope their registers: parameters, cells, others.
    fn lay_out_frame(&mut self, near_limit: u16) -> Emit {
        let scope = *self.tree.scope(self.unit.scope);
        self.unit.has_named = scope.has(scope_flag::NAMED);
        self.unit.generator = generator_kind(&scope);
        let has_namespace = !scope.kind.has_registers() || scope.has(scope_flag::SEES_CLASS);
        if has_namespace {
            self.add_hidden_local(".namespace")?;
        }
        if matches!(scope.kind, ScopeKind::Comprehension(_)) {
            self.add_hidden_local(".0")?;
        }
        if scope.kind == ScopeKind::TypeParameters {
            self.add_hidden_local(".defaults")?;
            self.add_hidden_local(".kwdefaults")?;
        }
        self.unit.parts.argument_count = self.unit.near_count;
        for (free, (index, _)) in self.sorted_symbols(|symbol| symbol.has(symbol_flag::FREE))?.iter().enumerate() {
            self.tree.set_slot(*index, free as u32, true);
        }
        for rank in [Rank::Parameter, Rank::Cell, Rank::Other] {
            let is_wanted = |symbol: &Symbol| rank_of(&scope, symbol) == Some(rank);
            let symbols = if rank == Rank::Cell { self.sorted_symbols(is_wanted)? } else { self.symbols(is_wanted)? };
            for &(index, symbol) in &symbols {
                let is_deleted = symbol.has(symbol_flag::DELETED);
                let slot = self.add_local(symbol.name, rank, near_limit, is_deleted)?;
                self.tree.set_slot(index, slot, false);
                if symbol.access == Access::Cell {
                    self.unit.parts.cells.try_push(slot)?;
                }
            }
        }
        if scope.kind == ScopeKind::Class {
            for (flag, name) in [(scope_flag::CLASS_CELL, "__class__"), (scope_flag::CLASS_DICT, "__classdict__")] {
                if scope.has(flag) {
                    let name = self.tree.names.intern(name)?;
                    let slot = self.add_local(name, Rank::Cell, near_limit, false)?;
                    self.unit.parts.cells.try_push(slot)?;
                    if let Some(index) = self.tree.symbol_index(self.unit.scope, name) {
                        self.tree.set_slot(index, slot, false);
                    }
                }
            }
        }
        heap::sort_by(&mut self.unit.parts.cells, Ord::cmp);
        self.unit.parts.near_local_count = self.unit.near_count;
        if self.unit.near_count > 256 - LEAST_TEMPORARIES {
            return self.fail("too many parameters and variables of inner functions");
        }
        Ok(())
    }

    /// The symbols of the unit's scope that `is_wanted` accepts, with their numbers.
    fn symbols(&self, is_wanted: impl Fn(&Symbol) -> bool) -> Emit<TryVec<(u32, Symbol)>> {
        let mut found = TryVec::new();
        let mut next = self.tree.first_symbol(self.unit.scope);
        while let Some((index, symbol)) = self.tree.symbol_at(next) {
            next = symbol.next_index();
            if is_wanted(&symbol) {
                found.try_push((index, symbol))?;
            }
        }
        Ok(found)
    }

    /// The same in the order of their names, as CPython lists variables that functions share.
    fn sorted_symbols(&self, is_wanted: impl Fn(&Symbol) -> bool) -> Emit<TryVec<(u32, Symbol)>> {
        let mut found = self.symbols(is_wanted)?;
        let names = &self.tree.names;
        heap::sort_by(&mut found, |(_, a), (_, b)| names.text(a.name).cmp(names.text(b.name)));
        Ok(found)
    }

    fn add_hidden_local(&mut self, name: &'a str) -> Emit {
        let name = self.tree.names.intern(name)?;
        self.add_local(name, Rank::Parameter, 0, false)?;
        Ok(())
    }

    /// Adds a local and returns its register, or its number among the far ones plus 256.
    fn add_local(&mut self, name: NameId, rank: Rank, near_limit: u16, is_deleted: bool) -> Emit<u32> {
        let string = self.name_string(name)?;
        self.unit.parts.locals.try_push(string)?;
        let near = self.unit.near_count;
        if rank == Rank::Other && near >= near_limit {
            let number = self.unit.far_count;
            if self.unit.parts.locals.len() > 0x7fff {
                return self.fail("too many local variables");
            }
            self.unit.far_count += 1;
            return Ok(256 + number as u32);
        }
        if near >= 256 {
            return self.fail("too many parameters and variables of inner functions");
        }
        self.unit.near_count = near + 1;
        self.unit.next = near + 1;
        self.unit.high = near + 1;
        let register = near as Register;
        if is_deleted {
            self.unit.stable = self.unit.stable.without(register);
        }
        if rank == Rank::Parameter {
            let bound = self.unit.code.bound().with(register);
            self.unit.code.set_bound(bound);
        }
        Ok(near as u32)
    }

    /// Makes the instructions that come before the body, and adds the code to the image.
    #[inline(never)]
    fn finish_unit(&mut self, span: Span) -> Emit<u32> {
        let scope = *self.tree.scope(self.unit.scope);
        let prologue = self.prologue(&scope, span)?;
        let far_start = self.unit.high;
        self.unit.code.prepend(prologue)?;
        self.unit.code.place_far_registers(far_start);
        self.captures()?;
        let name = self.name_string(scope.name)?;
        let qualname = self.builder.string(self.unit.qualname.as_bytes())?;
        let parts = &mut self.unit.parts;
        parts.flags |= flags_of(&scope, self.unit.generator) | if self.unit.far_count > 0 { CodeFlags::FAR } else { 0 };
        parts.name = name;
        parts.qualname = qualname;
        parts.first_line = self.lines.line(span.start);
        parts.register_count = far_start + self.unit.far_count;
        let code = core::mem::replace(&mut self.unit.code, Assembler::new(self.source));
        match code.finish(&self.lines, self.options.positions(), self.unit.parts.first_line) {
            Ok(assembled) => {
                let parts = &mut self.unit.parts;
                parts.instructions = assembled.words;
                parts.lines = assembled.lines;
                parts.handlers = assembled.handlers;
            }
            Err(AssembleError::OutOfMemory) => return Err(Stop::OutOfMemory),
            Err(AssembleError::TooLarge) => return self.fail_at("too many instructions", span),
        }
        Ok(self.builder.add_code(&self.unit.parts)?)
    }

    fn prologue(&mut self, scope: &Scope, span: Span) -> Emit<Assembler<'a>> {
        let mut code = Assembler::new(self.source);
        code.at(span);
        if self.unit.generator != GeneratorKind::None {
            code.extended(Op::Intrinsic, 0, 0, Intrinsic::MakeGenerator as u8, self.unit.generator as u32 - 1)?;
        }
        let introspects = scope.has(scope_flag::INTROSPECTS);
        let parameters = self.unit.parts.parameter_count() as u16;
        for register in parameters..self.unit.near_count {
            let is_cell = self.unit.parts.cells.contains(&(register as u32));
            if is_cell || introspects || self.unit.cleared.contains(register as Register) {
                code.op(Op::LoadSpecial, register as Register, 0, 0)?;
            }
        }
        for &cell in &self.unit.parts.cells {
            code.op(Op::MakeCell, cell as Register, 0, 0)?;
        }
        if scope.kind == ScopeKind::TypeValue && scope.has(scope_flag::SEES_CLASS) {
            let name = self.tree.names.intern("__classdict__")?;
            let slot = self.tree.symbol(self.unit.scope, name).map_or(0, |symbol| symbol.free_slot);
            code.wide(Op::LoadFree, 0, slot as u16)?;
        }
        if self.unit.far_count > 0 {
            self.unit.release(self.unit.near_count);
            let null = self.take(1)?;
            code.op(Op::LoadSpecial, null, 0, 0)?;
            for far in 0..self.unit.far_count {
                code.wide(Op::StoreFar, null, far)?;
            }
        }
        Ok(code)
    }

    /// Says where the closure takes its cells from when the function is made by the unit around.
    fn captures(&mut self) -> Emit {
        let Some(outer) = self.tree.outer(self.unit.scope) else { return Ok(()) };
        for (_, symbol) in &self.sorted_symbols(|symbol| symbol.has(symbol_flag::FREE))? {
            let capture = match self.tree.symbol(outer, symbol.name) {
                Some(source) if source.has(symbol_flag::FREE) => Capture::Free(source.free_slot as u16),
                Some(source) => Capture::Local(source.slot as u16),
                None => Capture::Local(0),
            };
            let name = self.name_string(symbol.name)?;
            self.unit.parts.captures.try_push((capture, name))?;
        }
        Ok(())
    }
}

pub(super) const NO_CODE: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Parameter,
    Cell,
    Other,
}

/// When a symbol gets its register, if it gets one.
fn rank_of(scope: &Scope, symbol: &Symbol) -> Option<Rank> {
    if !scope.kind.has_registers() || !matches!(symbol.access, Access::Local | Access::Cell) || !symbol.is_bound() {
        None
    } else if symbol.has(symbol_flag::PARAMETER) {
        Some(Rank::Parameter)
    } else if symbol.access == Access::Cell {
        Some(Rank::Cell)
    } else {
        Some(Rank::Other)
    }
}

fn generator_kind(scope: &Scope) -> GeneratorKind {
    let has_await = scope.has(scope_flag::AWAIT);
    match scope.kind {
        ScopeKind::Comprehension(crate::ast::ComprehensionKind::Generator) => {
            if has_await {
                GeneratorKind::AsyncGenerator
            } else {
                GeneratorKind::Generator
            }
        }
        ScopeKind::Comprehension(_) if has_await => GeneratorKind::Coroutine,
        ScopeKind::Module if has_await => GeneratorKind::Coroutine,
        ScopeKind::Function | ScopeKind::Lambda => {
            match (scope.has(scope_flag::ASYNC_DEF), scope.has(scope_flag::YIELD)) {
                (false, false) => GeneratorKind::None,
                (false, true) => GeneratorKind::Generator,
                (true, false) => GeneratorKind::Coroutine,
                (true, true) => GeneratorKind::AsyncGenerator,
            }
        }
        _ => GeneratorKind::None,
    }
}

fn flags_of(scope: &Scope, generator: GeneratorKind) -> u32 {
    let mut flags = match generator {
        GeneratorKind::None => 0,
        GeneratorKind::Generator => CodeFlags::GENERATOR,
        GeneratorKind::Coroutine => CodeFlags::COROUTINE,
        GeneratorKind::AsyncGenerator => CodeFlags::ASYNC_GENERATOR,
    };
    flags |= match scope.kind {
        ScopeKind::Module => CodeFlags::MODULE | CodeFlags::NAMESPACE,
        ScopeKind::Class => CodeFlags::CLASS | CodeFlags::NAMESPACE,
        _ if scope.has(scope_flag::SEES_CLASS) => CodeFlags::OPTIMIZED | CodeFlags::NAMESPACE,
        _ => CodeFlags::OPTIMIZED,
    };
    if scope.has(scope_flag::NESTED) { flags | CodeFlags::NESTED } else { flags }
}
