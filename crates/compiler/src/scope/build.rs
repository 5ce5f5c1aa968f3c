//! The walk over statements.

use super::resolve::{BadDeclaration, NonlocalCheck};
use super::{NONE, NameId, Scope, ScopeId, ScopeKind, ScopeTree, key, list_key, scope_flag, symbol_flag};
use crate::ast::{
    Alias, AnnAssign, ClassDef, ExprKind, ExprRef, FunctionDef, ImportFrom, Match, Module, Name, Parameters, Pattern,
    PatternKind, Span, Stmt, StmtKind, Suite, Try, TypeAlias, TypeParameter, TypeParameterKind, With,
};
use crate::error::{CompileError, Message, Piece, messages, worded};
use crate::language;
use crate::stop::Stop;
use bumpalo::Bump;
use heap::TryVec;

/// What [`analyze`] is to allow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) annotations: bool,
    pub(crate) top_level_await: bool,
}

/// Whether `break` and `continue` may stand here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LoopContext {
    None,
    Loop,
    /// The loop is outside an `except*` block.
    OutsideStar,
}

#[derive(Clone, Copy)]
struct Context {
    loops: LoopContext,
    in_except_star: bool,
    /// The first `return` with a value.
    return_value: Option<Span>,
}

const FRESH: Context = Context { loops: LoopContext::None, in_except_star: false, return_value: None };

/// The state of the walk.
pub(super) struct Builder<'a> {
    pub(super) source: &'a [u8],
    pub(super) arena: &'a Bump,
    pub(super) tree: ScopeTree<'a>,
    pub(super) current: ScopeId,
    pub(super) settings: Settings,
    /// How many comprehensions' iterables are around the current place.
    pub(super) iterables: u32,
    context: Context,
    private: Option<NameId>,
    error: Option<CompileError>,
    checks: TryVec<NonlocalCheck>,
    /// The names that `global` declares, and where.
    globals: TryVec<(ScopeId, NameId, Span)>,
    future_annotations: bool,
    /// The number of `from __future__` statements at the start that the walk has not come to.
    leading_futures: u32,
}

/// The scopes of `module`, and whether annotations are to be kept as text.
pub(crate) fn analyze<'a>(
    source: &'a [u8],
    arena: &'a Bump,
    module: &'a Module<'a>,
    settings: Settings,
) -> Result<(ScopeTree<'a>, bool), CompileError> {
    let mut tree = ScopeTree::default();
    let name = tree.names.intern("<module>")?;
    let root = Scope {
        kind: ScopeKind::Module,
        parent: None,
        name,
        private: None,
        flags: if settings.top_level_await { scope_flag::ASYNC_DEF } else { 0 },
        first: NONE,
        last: NONE,
    };
    let current = tree.add_scope(root, key(module))?;
    let mut builder = Builder {
        source,
        arena,
        tree,
        current,
        settings,
        iterables: 0,
        context: FRESH,
        private: None,
        error: None,
        checks: TryVec::new(),
        globals: TryVec::new(),
        future_annotations: false,
        leading_futures: 0,
    };
    match builder.module(module) {
        Ok(()) => Ok((builder.tree, builder.future_annotations)),
        Err(_) => Err(builder.error.unwrap_or_else(CompileError::out_of_memory)),
    }
}

impl<'a> Builder<'a> {
    fn module(&mut self, module: &'a Module<'a>) -> Result<(), Stop> {
        self.future_statements(module.body)?;
        self.suite(module.body)?;
        let checks = core::mem::take(&mut self.checks);
        match self.tree.resolve(&checks)? {
            None => Ok(()),
            Some(BadDeclaration { text, check }) => {
                let piece = Piece::Source(check.name_span);
                self.fail(Message::with(text, piece), check.statement)
            }
        }
    }

    #[cold]
    pub(super) fn fail<T>(&mut self, message: impl Into<Message>, span: Span) -> Result<T, Stop> {
        self.error = Some(CompileError::syntax(self.source, worded(message), span));
        Err(Stop::Error)
    }

    #[cold]
    fn fail_name<T>(&mut self, text: &'static str, name: Span, span: Span) -> Result<T, Stop> {
        self.fail(Message::with(text, Piece::Source(name)), span)
    }

    pub(super) fn scope(&mut self) -> &mut Scope {
        self.tree.scope_mut(self.current)
    }

    pub(super) fn kind(&self) -> ScopeKind {
        self.tree.scope(self.current).kind
    }

    pub(super) fn mangled(&mut self, text: &'a str) -> Result<NameId, Stop> {
        Ok(self.tree.names.mangle(self.arena, self.private, text)?)
    }

    /// Records that `text` is bound in the current scope.
    pub(super) fn bind(&mut self, text: &'a str, span: Span, flags: u32) -> Result<(), Stop> {
        if text == "__debug__" {
            return self.fail("cannot assign to __debug__", span);
        }
        let name = self.mangled(text)?;
        let symbol = self.tree.enter(self.current, name)?;
        let is_definition = flags & (symbol_flag::IMPORTED | symbol_flag::DEFINED) != 0;
        if symbol.has(symbol_flag::BOUND) && !is_definition {
            symbol.flags |= symbol_flag::BOUND_AGAIN;
        }
        symbol.flags |= symbol_flag::BOUND | flags;
        Ok(())
    }

    pub(super) fn bind_name(&mut self, name: &Name<'a>) -> Result<(), Stop> {
        self.bind(name.text, name.span, 0)
    }

    /// Records that `text` is used in the current scope.
    pub(super) fn use_name(&mut self, text: &'a str) -> Result<(), Stop> {
        let name = self.mangled(text)?;
        self.tree.enter(self.current, name)?.flags |= symbol_flag::USED;
        match text {
            "super" if self.kind().has_registers() => {
                let class = self.tree.names.intern("__class__")?;
                self.tree.enter(self.current, class)?.flags |= symbol_flag::USED;
            }
            "locals" | "vars" | "dir" | "eval" | "exec" => self.scope().flags |= scope_flag::INTROSPECTS,
            _ => {}
        }
        Ok(())
    }

    /// Enters a scope; what it returns goes to [`leave`](Self::leave).
    pub(super) fn enter(&mut self, kind: ScopeKind, name: &'a str, address: usize) -> Result<ScopeId, Stop> {
        let name = self.tree.names.intern(name)?;
        let outer = self.current;
        let outer_scope = *self.tree.scope(outer);
        let nested = outer_scope.kind.has_registers() || outer_scope.has(scope_flag::NESTED);
        let mut flags = if nested { scope_flag::NESTED } else { 0 };
        let for_types = matches!(kind, ScopeKind::TypeParameters | ScopeKind::TypeValue);
        if for_types && (outer_scope.kind == ScopeKind::Class || outer_scope.has(scope_flag::SEES_CLASS)) {
            flags |= scope_flag::SEES_CLASS;
        }
        let scope = Scope { kind, parent: Some(outer), name, private: self.private, flags, first: NONE, last: NONE };
        self.current = self.tree.add_scope(scope, address)?;
        if flags & scope_flag::SEES_CLASS != 0 && kind == ScopeKind::TypeValue {
            let namespace = self.tree.names.intern("__classdict__")?;
            self.tree.enter(self.current, namespace)?.flags |= symbol_flag::USED | symbol_flag::NONLOCAL;
        }
        Ok(outer)
    }

    pub(super) fn leave(&mut self, outer: ScopeId) {
        self.current = outer;
    }

    fn suite(&mut self, suite: Suite<'a>) -> Result<(), Stop> {
        suite.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &'a Stmt<'a>) -> Result<(), Stop> {
        match &statement.kind {
            StmtKind::FunctionDef(function) => self.function(function),
            StmtKind::ClassDef(class) => self.class(class),
            StmtKind::Return(value) => self.return_statement(*value, statement.span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => {
                self.expression(value)?;
                targets.iter().try_for_each(|target| self.target(target))
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expression(value)
            }
            StmtKind::AnnAssign(assign) => self.annotated(assign),
            StmtKind::TypeAlias(alias) if language::TYPE_PARAMETERS => self.type_alias(alias),
            StmtKind::For(node) => {
                if node.is_async {
                    self.check_async(statement.span, messages::ASYNC_FOR_OUTSIDE_ASYNC)?;
                }
                self.expression(node.iterable)?;
                self.target(node.target)?;
                self.loop_body(node.body)?;
                self.suite(node.orelse)
            }
            StmtKind::While(node) => {
                self.expression(node.test)?;
                self.loop_body(node.body)?;
                self.suite(node.orelse)
            }
            StmtKind::If(node) => {
                for arm in node.arms {
                    self.expression(arm.test)?;
                    self.suite(arm.body)?;
                }
                self.suite(node.orelse)
            }
            StmtKind::With(node) => self.with(node, statement.span),
            StmtKind::Match(node) if language::MATCH => self.match_statement(node),
            StmtKind::Raise { exception, cause } => {
                self.optional(*exception)?;
                self.optional(*cause)
            }
            StmtKind::Try(node) => self.try_statement(node),
            StmtKind::Assert { test, message } => {
                self.expression(test)?;
                self.optional(*message)
            }
            StmtKind::Import(aliases) => aliases.iter().try_for_each(|alias| self.import_alias(alias)),
            StmtKind::ImportFrom(import) => self.import_from(import, statement.span),
            StmtKind::Global(names) => names.iter().try_for_each(|name| self.global(name, statement.span)),
            StmtKind::Nonlocal(names) => names.iter().try_for_each(|name| self.nonlocal(name, statement.span)),
            StmtKind::Expr(value) => self.expression(value),
            StmtKind::Pass | StmtKind::TypeAlias(_) | StmtKind::Match(_) => Ok(()),
            StmtKind::Break => self.loop_jump(statement.span, messages::BREAK_OUTSIDE_LOOP),
            StmtKind::Continue => self.loop_jump(statement.span, messages::CONTINUE_OUTSIDE_LOOP),
        }
    }

    fn loop_body(&mut self, body: Suite<'a>) -> Result<(), Stop> {
        let outer = core::mem::replace(&mut self.context.loops, LoopContext::Loop);
        self.suite(body)?;
        self.context.loops = outer;
        Ok(())
    }

    fn loop_jump(&mut self, span: Span, text: &'static str) -> Result<(), Stop> {
        match self.context.loops {
            LoopContext::Loop => Ok(()),
            LoopContext::None => self.fail(text, span),
            LoopContext::OutsideStar => self.fail(messages::JUMP_IN_EXCEPT_STAR, span),
        }
    }

    fn return_statement(&mut self, value: Option<ExprRef<'a>>, span: Span) -> Result<(), Stop> {
        if self.kind() != ScopeKind::Function {
            return self.fail(messages::RETURN_OUTSIDE_FUNCTION, span);
        }
        if self.context.in_except_star {
            return self.fail(messages::JUMP_IN_EXCEPT_STAR, span);
        }
        if value.is_some() && self.context.return_value.is_none() {
            self.context.return_value = Some(span);
        }
        self.optional(value)
    }

    /// Checks that an asynchronous statement may stand here.
    fn check_async(&mut self, span: Span, text: &'static str) -> Result<(), Stop> {
        if !self.tree.scope(self.current).has(scope_flag::ASYNC_DEF) {
            return self.fail(text, span);
        }
        self.scope().flags |= scope_flag::AWAIT;
        Ok(())
    }

    fn annotated(&mut self, assign: &'a AnnAssign<'a>) -> Result<(), Stop> {
        match assign.target.kind {
            ExprKind::Name(text) => {
                let name = self.mangled(text)?;
                let flags = self.tree.enter(self.current, name)?.flags;
                let at_module = self.kind() == ScopeKind::Module;
                if assign.is_simple && flags & (symbol_flag::GLOBAL | symbol_flag::NONLOCAL) != 0 && !at_module {
                    let is_global = flags & symbol_flag::GLOBAL != 0;
                    let message = if is_global { messages::ANNOTATED_GLOBAL } else { messages::ANNOTATED_NONLOCAL };
                    return self.fail_name(message, assign.target.span, assign.target.span);
                }
                if assign.is_simple {
                    self.bind(text, assign.target.span, symbol_flag::ANNOTATED)?;
                } else if assign.value.is_some() {
                    self.target(assign.target)?;
                }
            }
            _ => self.target(assign.target)?,
        }
        if !self.kind().has_registers() {
            self.annotation(Some(assign.annotation))?;
        }
        self.optional(assign.value)
    }

    fn annotation(&mut self, annotation: Option<ExprRef<'a>>) -> Result<(), Stop> {
        match annotation {
            Some(annotation) if self.settings.annotations && !self.future_annotations => self.expression(annotation),
            _ => Ok(()),
        }
    }

    fn with(&mut self, node: &'a With<'a>, span: Span) -> Result<(), Stop> {
        if node.is_async {
            self.check_async(span, messages::ASYNC_WITH_OUTSIDE_ASYNC)?;
        }
        for item in node.items {
            self.expression(item.context)?;
            if let Some(target) = item.target {
                self.target(target)?;
            }
        }
        self.suite(node.body)
    }

    fn try_statement(&mut self, node: &'a Try<'a>) -> Result<(), Stop> {
        self.suite(node.body)?;
        for (index, handler) in node.handlers.iter().enumerate() {
            if handler.kind.is_none() && index + 1 < node.handlers.len() {
                return self.fail(messages::DEFAULT_EXCEPT_NOT_LAST, handler.span);
            }
            self.optional(handler.kind)?;
            if let Some(name) = &handler.name {
                self.bind(name.text, name.span, symbol_flag::DELETED)?;
            }
            let outer = self.context;
            if language::EXCEPT_STAR && node.is_star {
                self.context.in_except_star = true;
                self.context.loops = LoopContext::OutsideStar;
            }
            self.suite(handler.body)?;
            self.context.loops = outer.loops;
            self.context.in_except_star = outer.in_except_star;
        }
        self.suite(node.orelse)?;
        self.suite(node.finally)
    }

    fn match_statement(&mut self, node: &'a Match<'a>) -> Result<(), Stop> {
        self.expression(node.subject)?;
        for case in node.cases {
            self.pattern(&case.pattern)?;
            self.optional(case.guard)?;
            self.suite(case.body)?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern<'a>) -> Result<(), Stop> {
        match &pattern.kind {
            PatternKind::Wildcard => Ok(()),
            PatternKind::Capture(text) => self.bind(text, pattern.span, 0),
            PatternKind::Value(value) | PatternKind::Singleton(value) => self.expression(value),
            PatternKind::Star(name) => match name {
                Some(text) => self.bind(text, pattern.span, 0),
                None => Ok(()),
            },
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                items.iter().try_for_each(|item| self.pattern(item))
            }
            PatternKind::Mapping(mapping) => {
                for item in mapping.items {
                    self.expression(item.key)?;
                    self.pattern(&item.pattern)?;
                }
                mapping.rest.as_ref().map_or(Ok(()), |rest| self.bind_name(rest))
            }
            PatternKind::Class(class) => {
                self.expression(class.class)?;
                class.positional.iter().try_for_each(|item| self.pattern(item))?;
                class.keywords.iter().try_for_each(|item| self.pattern(&item.pattern))
            }
            PatternKind::As { pattern, name } => {
                self.pattern(pattern)?;
                self.bind_name(name)
            }
        }
    }

    fn function(&mut self, function: &'a FunctionDef<'a>) -> Result<(), Stop> {
        function.decorators.iter().try_for_each(|decorator| self.expression(decorator))?;
        self.defaults(function.parameters)?;
        self.bind(function.name.text, function.name.span, symbol_flag::DEFINED)?;
        let outer = self.enter_type_parameters(function.type_parameters, function.name.text)?;
        for parameter in function.parameters.all {
            self.annotation(parameter.annotation)?;
        }
        self.annotation(function.returns)?;
        let surrounding = self.enter(ScopeKind::Function, function.name.text, key(function))?;
        let context = core::mem::replace(&mut self.context, FRESH);
        if function.is_async {
            self.scope().flags |= scope_flag::ASYNC_DEF;
        }
        self.parameters(function.parameters)?;
        self.suite(function.body)?;
        let flags = scope_flag::ASYNC_DEF | scope_flag::YIELD;
        if let Some(span) = self.context.return_value
            && self.tree.scope(self.current).flags & flags == flags
        {
            return self.fail(messages::RETURN_VALUE_IN_ASYNC_GENERATOR, span);
        }
        self.context = context;
        self.leave(surrounding);
        self.leave_type_parameters(outer);
        Ok(())
    }

    pub(super) fn defaults(&mut self, parameters: &'a Parameters<'a>) -> Result<(), Stop> {
        parameters.all.iter().try_for_each(|parameter| self.optional(parameter.default))
    }

    pub(super) fn parameters(&mut self, parameters: &'a Parameters<'a>) -> Result<(), Stop> {
        let (positional, named) = (parameters.positional(), parameters.keyword_only());
        let stars = parameters.star().into_iter().chain(parameters.double_star());
        // The order of the registers.
        for parameter in positional.iter().chain(named).chain(stars) {
            if parameter.name.text == "__debug__" {
                return self.fail("cannot assign to __debug__", parameter.name.span);
            }
            let name = self.mangled(parameter.name.text)?;
            let symbol = self.tree.enter(self.current, name)?;
            if symbol.has(symbol_flag::PARAMETER) {
                let span = parameter.name.span;
                return self.fail_name(messages::DUPLICATE_ARGUMENT, span, span);
            }
            symbol.flags |= symbol_flag::PARAMETER;
        }
        Ok(())
    }

    /// Enters the scope of type parameters, if there are any.
    fn enter_type_parameters(
        &mut self,
        parameters: &'a [TypeParameter<'a>],
        name: &'a str,
    ) -> Result<Option<ScopeId>, Stop> {
        if !language::TYPE_PARAMETERS || parameters.is_empty() {
            return Ok(None);
        }
        let outer = self.enter(ScopeKind::TypeParameters, name, list_key(parameters))?;
        for parameter in parameters {
            let name = self.mangled(parameter.name.text)?;
            let symbol = self.tree.enter(self.current, name)?;
            if symbol.has(symbol_flag::TYPE_PARAMETER) {
                let span = parameter.name.span;
                return self.fail_name(messages::DUPLICATE_TYPE_PARAMETER, span, span);
            }
            symbol.flags |= symbol_flag::BOUND | symbol_flag::TYPE_PARAMETER;
        }
        for parameter in parameters {
            if let TypeParameterKind::TypeVar { bound: Some(bound) } = parameter.kind {
                self.type_value(bound, parameter.name.text)?;
            }
        }
        Ok(Some(outer))
    }

    fn leave_type_parameters(&mut self, outer: Option<ScopeId>) {
        if let Some(outer) = outer {
            self.leave(outer);
        }
    }

    fn type_value(&mut self, value: ExprRef<'a>, name: &'a str) -> Result<(), Stop> {
        let outer = self.enter(ScopeKind::TypeValue, name, key(value))?;
        self.expression(value)?;
        self.leave(outer);
        Ok(())
    }

    fn type_alias(&mut self, alias: &'a TypeAlias<'a>) -> Result<(), Stop> {
        self.bind_name(&alias.name)?;
        let outer = self.enter_type_parameters(alias.type_parameters, alias.name.text)?;
        self.type_value(alias.value, alias.name.text)?;
        self.leave_type_parameters(outer);
        Ok(())
    }

    fn class(&mut self, class: &'a ClassDef<'a>) -> Result<(), Stop> {
        class.decorators.iter().try_for_each(|decorator| self.expression(decorator))?;
        self.bind(class.name.text, class.name.span, symbol_flag::DEFINED)?;
        let outer = self.enter_type_parameters(class.type_parameters, class.name.text)?;
        class.arguments.iter().try_for_each(|argument| self.expression(argument.value))?;
        let private = self.private;
        self.private = Some(self.tree.names.intern(class.name.text)?);
        let surrounding = self.enter(ScopeKind::Class, class.name.text, key(class))?;
        let context = core::mem::replace(&mut self.context, FRESH);
        self.suite(class.body)?;
        self.context = context;
        self.private = private;
        self.leave(surrounding);
        self.leave_type_parameters(outer);
        Ok(())
    }

    fn import_alias(&mut self, alias: &'a Alias<'a>) -> Result<(), Stop> {
        let (text, span) = match &alias.alias {
            Some(name) => (name.text, name.span),
            None => (alias.name.text.split('.').next().unwrap_or_default(), alias.name.span),
        };
        self.bind(text, span, symbol_flag::IMPORTED)
    }

    fn import_from(&mut self, import: &'a ImportFrom<'a>, span: Span) -> Result<(), Stop> {
        if import.level == 0 && import.module.is_some_and(|module| module.text == "__future__") {
            match self.leading_futures.checked_sub(1) {
                Some(left) => self.leading_futures = left,
                None => return self.fail("from __future__ imports must occur at the beginning of the file", span),
            }
        }
        if import.star.is_some() && self.kind() != ScopeKind::Module {
            return self.fail(messages::STAR_IMPORT_NOT_AT_MODULE_LEVEL, span);
        }
        import.names.iter().try_for_each(|alias| self.import_alias(alias))
    }

    fn declared(&mut self, name: &Name<'a>) -> Result<(NameId, u32), Stop> {
        let id = self.mangled(name.text)?;
        Ok((id, self.tree.enter(self.current, id)?.flags))
    }

    fn global(&mut self, name: &'a Name<'a>, span: Span) -> Result<(), Stop> {
        let (id, flags) = self.declared(name)?;
        let message = if flags & symbol_flag::PARAMETER != 0 {
            Some(messages::PARAMETER_AND_GLOBAL)
        } else if flags & symbol_flag::NONLOCAL != 0 {
            Some(messages::NONLOCAL_AND_GLOBAL)
        } else if flags & symbol_flag::USED != 0 {
            Some(messages::USED_BEFORE_GLOBAL)
        } else if flags & symbol_flag::ANNOTATED != 0 {
            Some(messages::ANNOTATED_GLOBAL)
        } else if flags & symbol_flag::BOUND != 0 && flags & symbol_flag::GLOBAL == 0 {
            Some(messages::ASSIGNED_BEFORE_GLOBAL)
        } else {
            None
        };
        if let Some(message) = message {
            let span = self.first_declaration(id, flags).unwrap_or(span);
            return self.fail_name(message, name.span, span);
        }
        self.tree.enter(self.current, id)?.flags |= symbol_flag::GLOBAL;
        self.globals.try_push((self.current, id, span))?;
        Ok(())
    }

    /// Where a name that is declared in both ways was declared first.
    fn first_declaration(&self, name: NameId, flags: u32) -> Option<Span> {
        let scope = self.current;
        if flags & symbol_flag::GLOBAL != 0 {
            return self.globals.iter().find(|known| (known.0, known.1) == (scope, name)).map(|known| known.2);
        }
        let is_same = |check: &&NonlocalCheck| check.scope == scope && check.name == name;
        self.checks.iter().find(is_same).map(|check| check.statement)
    }

    fn nonlocal(&mut self, name: &'a Name<'a>, span: Span) -> Result<(), Stop> {
        let (id, flags) = self.declared(name)?;
        let message = if flags & symbol_flag::PARAMETER != 0 {
            Some(messages::PARAMETER_AND_NONLOCAL)
        } else if flags & symbol_flag::GLOBAL != 0 {
            Some(messages::NONLOCAL_AND_GLOBAL)
        } else if flags & symbol_flag::USED != 0 {
            Some(messages::USED_BEFORE_NONLOCAL)
        } else if flags & symbol_flag::ANNOTATED != 0 {
            Some(messages::ANNOTATED_NONLOCAL)
        } else if flags & symbol_flag::BOUND != 0 && flags & symbol_flag::NONLOCAL == 0 {
            Some(messages::ASSIGNED_BEFORE_NONLOCAL)
        } else {
            None
        };
        if let Some(message) = message {
            let span = self.first_declaration(id, flags).unwrap_or(span);
            return self.fail_name(message, name.span, span);
        }
        self.tree.enter(self.current, id)?.flags |= symbol_flag::NONLOCAL;
        let check = NonlocalCheck { scope: self.current, name: id, statement: span, name_span: name.span };
        Ok(self.checks.try_push(check)?)
    }

    /// Handles the `from __future__` statements at the start of a module.
    fn future_statements(&mut self, body: Suite<'a>) -> Result<(), Stop> {
        for (index, statement) in body.iter().enumerate() {
            let import = match &statement.kind {
                StmtKind::ImportFrom(import) => import,
                StmtKind::Expr(value) if index == 0 && matches!(value.kind, ExprKind::Str(_)) => continue,
                _ => break,
            };
            if import.level != 0 || import.module.is_none_or(|module| module.text != "__future__") {
                break;
            }
            self.leading_futures += 1;
            import.names.iter().try_for_each(|alias| self.future(&alias.name))?;
        }
        Ok(())
    }

    fn future(&mut self, feature: &Name<'a>) -> Result<(), Stop> {
        match feature.text {
            "annotations" => self.future_annotations = true,
            "nested_scopes" | "generators" | "division" | "absolute_import" | "with_statement" | "print_function"
            | "unicode_literals" | "barry_as_FLUFL" | "generator_stop" => {}
            "braces" => return self.fail("not a chance", feature.span),
            _ => return self.fail_name("future feature {} is not defined", feature.span, feature.span),
        }
        Ok(())
    }
}
