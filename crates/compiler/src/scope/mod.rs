//! Scopes: which name means which variable.
//!
//! [`analyze`] walks the tree once (`build`: statements, `expression`: expressions) and makes a [`Scope`] for each
//! module, class, function, lambda, comprehension and each scope of type parameters, with the names that are bound
//! and used in it. `resolve` then decides for each name where it lives. `names` has names and their mangling.
//!
//! List, set and dict comprehensions are *inlined* where that cannot be seen: their variables become registers of
//! the surrounding function, and names that are not theirs are looked up from there.
//!
//! All errors that concern names and where statements may stand are found here.

mod build;
mod expression;
mod names;
mod resolve;

pub(crate) use build::{Settings, analyze};
pub(crate) use names::{NameId, Names};

use crate::ast::ComprehensionKind;
use bytecode::hash::{HashIndex, hash};
use heap::{OutOfMemory, TryVec};

/// Number of a scope; scopes come after the scope they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ScopeId(pub(crate) u32);

/// What a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    Comprehension(ComprehensionKind),
    /// The type parameters of a function, class or alias.
    TypeParameters,
    /// The value of a type alias, or the bound of a type variable.
    TypeValue,
}

impl ScopeKind {
    /// Whether its variables live in registers.
    pub(crate) fn has_registers(self) -> bool {
        !matches!(self, Self::Module | Self::Class)
    }
}

/// Bits of [`Scope::flags`].
pub(crate) mod scope_flag {
    /// `async def`.
    pub(crate) const ASYNC_DEF: u32 = 1;
    /// Has `yield`.
    pub(crate) const YIELD: u32 = 1 << 1;
    /// Has `await`, `async for`, `async with`, or an asynchronous comprehension.
    pub(crate) const AWAIT: u32 = 1 << 2;
    /// Has `:=`.
    pub(crate) const NAMED: u32 = 1 << 3;
    /// Calls something that looks at all variables.
    pub(crate) const INTROSPECTS: u32 = 1 << 4;
    /// A comprehension without a frame of its own.
    pub(crate) const INLINED: u32 = 1 << 5;
    /// A class whose methods need its `__class__`.
    pub(crate) const CLASS_CELL: u32 = 1 << 6;
    /// A scope of type parameters or a type value in a class: sees the names of the class.
    pub(crate) const SEES_CLASS: u32 = 1 << 7;
    /// A class whose type parameters need its namespace.
    pub(crate) const CLASS_DICT: u32 = 1 << 9;
    /// Is inside a function.
    pub(crate) const NESTED: u32 = 1 << 8;
}

/// A scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) parent: Option<ScopeId>,
    /// The name of the function or class.
    pub(crate) name: NameId,
    /// The class whose private names are mangled here.
    pub(crate) private: Option<NameId>,
    pub(crate) flags: u32,
    first: u32,
    last: u32,
}

impl Scope {
    pub(crate) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// Bits of [`Symbol::flags`].
pub(crate) mod symbol_flag {
    pub(crate) const PARAMETER: u32 = 1;
    /// Bound by any means but a parameter.
    pub(crate) const BOUND: u32 = 1 << 1;
    pub(crate) const USED: u32 = 1 << 2;
    pub(crate) const GLOBAL: u32 = 1 << 3;
    pub(crate) const NONLOCAL: u32 = 1 << 4;
    pub(crate) const ANNOTATED: u32 = 1 << 5;
    /// A variable of a comprehension's `for`.
    pub(crate) const ITERATION: u32 = 1 << 6;
    /// Set by `:=` in a comprehension: bound further out.
    pub(crate) const NAMED_OUTSIDE: u32 = 1 << 7;
    /// Unbound again by `del` or at the end of `except ... as`.
    pub(crate) const DELETED: u32 = 1 << 8;
    /// Assigned where it is bound already. Definitions and imports do not count: constants survive them.
    pub(crate) const BOUND_AGAIN: u32 = 1 << 9;
    /// Imported.
    pub(crate) const IMPORTED: u32 = 1 << 10;
    /// Captured by an inner function, or passed on to one.
    pub(crate) const CAPTURED: u32 = 1 << 11;
    /// A global that a function assigns.
    pub(crate) const ASSIGNED_ELSEWHERE: u32 = 1 << 12;
    pub(crate) const TYPE_PARAMETER: u32 = 1 << 13;
    /// Bound by `def` or `class`.
    pub(crate) const DEFINED: u32 = 1 << 15;
    /// Needs a place in the closure of this scope.
    pub(crate) const FREE: u32 = 1 << 14;
}

/// Where a variable lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// In a register of its own.
    Local,
    /// In a cell in a register.
    Cell,
    /// In a cell of the closure.
    Free,
    /// In the module, or builtin.
    Global,
    /// In the namespace in register 0, else global.
    Name,
    /// In the namespace in register 0, else in a cell of the closure.
    NameOrFree,
}

/// A name in a scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: NameId,
    pub(crate) flags: u32,
    pub(crate) access: Access,
    /// The register while the code of the scope is made; from 256 on it counts the far ones.
    pub(crate) slot: u32,
    /// The place in the closure, if it has one.
    pub(crate) free_slot: u32,
    next: u32,
}

impl Symbol {
    pub(crate) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// The symbol after this one, for [`ScopeTree::symbol_at`].
    pub(crate) fn next_index(&self) -> u32 {
        self.next
    }

    /// Whether this scope binds it as its own.
    pub(crate) fn is_bound(&self) -> bool {
        self.has(symbol_flag::PARAMETER | symbol_flag::BOUND) && !self.has(symbol_flag::GLOBAL | symbol_flag::NONLOCAL)
    }
}

const NONE: u32 = u32::MAX;

/// All scopes of a compilation.
#[derive(Debug, Default)]
pub(crate) struct ScopeTree<'a> {
    pub(crate) names: Names<'a>,
    scopes: TryVec<Scope>,
    symbols: TryVec<Symbol>,
    owners: TryVec<u32>,
    index: HashIndex,
    /// The address of the node a scope belongs to, and the scope; sorted when the walk is over.
    keys: TryVec<(usize, ScopeId)>,
}

fn hash_symbol(scope: u32, name: NameId) -> u32 {
    hash(&scope.to_le_bytes()) ^ hash(&name.0.to_le_bytes()).rotate_left(13)
}

impl<'a> ScopeTree<'a> {
    /// A scope.
    pub(crate) fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    fn scope_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// The scope that belongs to the node at `address`.
    pub(crate) fn scope_of(&self, address: usize) -> Option<ScopeId> {
        let at = self.keys.binary_search_by_key(&address, |key| key.0).ok()?;
        self.keys.get(at).map(|key| key.1)
    }

    fn add_scope(&mut self, scope: Scope, address: usize) -> Result<ScopeId, OutOfMemory> {
        let id = ScopeId(self.scopes.len() as u32);
        self.scopes.try_push(scope)?;
        self.keys.try_push((address, id))?;
        Ok(id)
    }

    /// The number of a name in a scope.
    pub(crate) fn symbol_index(&self, scope: ScopeId, name: NameId) -> Option<u32> {
        self.index.find(hash_symbol(scope.0, name), |entry| {
            self.owners[entry as usize] == scope.0 && self.symbols[entry as usize].name == name
        })
    }

    /// A name in a scope.
    pub(crate) fn symbol(&self, scope: ScopeId, name: NameId) -> Option<&Symbol> {
        self.symbol_index(scope, name).map(|index| &self.symbols[index as usize])
    }

    /// The first name of a scope, for [`symbol_at`](Self::symbol_at).
    pub(crate) fn first_symbol(&self, scope: ScopeId) -> u32 {
        self.scope(scope).first
    }

    /// A symbol by its number, or nothing behind the last of a scope.
    pub(crate) fn symbol_at(&self, index: u32) -> Option<(u32, Symbol)> {
        self.symbols.get(index as usize).map(|symbol| (index, *symbol))
    }

    /// Sets the register of a symbol, or its place in the closure.
    pub(crate) fn set_slot(&mut self, index: u32, slot: u32, is_free: bool) {
        if let Some(symbol) = self.symbols.get_mut(index as usize) {
            *(if is_free { &mut symbol.free_slot } else { &mut symbol.slot }) = slot;
        }
    }

    /// The symbol of a name in a scope, made if there is none.
    fn enter(&mut self, scope: ScopeId, name: NameId) -> Result<&mut Symbol, OutOfMemory> {
        let index = match self.symbol_index(scope, name) {
            Some(index) => index,
            None => self.add_symbol(scope, name)?,
        };
        Ok(&mut self.symbols[index as usize])
    }

    fn add_symbol(&mut self, scope: ScopeId, name: NameId) -> Result<u32, OutOfMemory> {
        let index = self.symbols.len() as u32;
        self.symbols.try_push(Symbol { name, flags: 0, access: Access::Global, slot: 0, free_slot: 0, next: NONE })?;
        self.owners.try_push(scope.0)?;
        let owner = &mut self.scopes[scope.0 as usize];
        if owner.last == NONE {
            owner.first = index;
        } else {
            self.symbols[owner.last as usize].next = index;
        }
        owner.last = index;
        let Self { index: hash_index, symbols, owners, .. } = self;
        let hash_of = |entry: u32| hash_symbol(owners[entry as usize], symbols[entry as usize].name);
        hash_index.insert(hash_symbol(scope.0, name), index, hash_of)?;
        Ok(index)
    }

    /// The scope whose frame runs the code of `scope`: itself, unless it is an inlined comprehension.
    pub(crate) fn host(&self, mut scope: ScopeId) -> ScopeId {
        while self.scope(scope).has(scope_flag::INLINED) {
            match self.scope(scope).parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        scope
    }

    /// The scope around the frame of `scope`.
    pub(crate) fn outer(&self, scope: ScopeId) -> Option<ScopeId> {
        self.scope(self.host(scope)).parent.map(|parent| self.host(parent))
    }
}

/// The address of a node, by which its scope is found.
pub(crate) fn key<T>(node: &T) -> usize {
    core::ptr::from_ref(node).addr()
}

/// The address of a list of nodes that is not empty.
pub(crate) fn list_key<T>(nodes: &[T]) -> usize {
    nodes.as_ptr().addr()
}
