//! `def` and `lambda`.

use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::arena::try_alloc_str;
use crate::ast::{ExprKind, ExprRef, FunctionDef, Parameter, Parameters, Span, Trailer, TrailerKind};
use crate::language;
use crate::scope::{ScopeId, ScopeKind, key, symbol_flag};
use bytecode::image::CodeFlags;
use bytecode::{Intrinsic, Op};
use heap::TryVec;

/// What a function gets when it is made: registers, as far as there is something.
#[derive(Clone, Copy, Default)]
pub(super) struct FunctionParts {
    pub(super) defaults: Option<Register>,
    pub(super) keyword_defaults: Option<Register>,
    pub(super) annotations: Option<Register>,
}

impl<'a> Emitter<'a> {
    /// The qualified name of a scope that is made inside the current unit.
    pub(super) fn qualname_of(&mut self, scope: ScopeId) -> Emit<&'a str> {
        let scope = *self.tree.scope(scope);
        let name = self.tree.names.text(scope.name);
        let mut outer = scope.parent.map(|parent| self.tree.host(parent));
        while let Some(parent) = outer
            && self.tree.scope(parent).kind == ScopeKind::TypeParameters
        {
            outer = self.tree.scope(parent).parent;
        }
        let Some(outer) = outer else { return Ok(name) };
        let is_global = self.tree.symbol(outer, scope.name).is_some_and(|symbol| symbol.has(symbol_flag::GLOBAL));
        let separator = match self.tree.scope(outer).kind {
            ScopeKind::Module => return Ok(name),
            _ if is_global => return Ok(name),
            ScopeKind::Class => ".",
            _ => ".<locals>.",
        };
        let mut text: TryVec<u8> = TryVec::new();
        for part in [self.unit.qualname, separator, name] {
            text.try_extend_from_slice(part.as_bytes())?;
        }
        Ok(try_alloc_str(self.arena, core::str::from_utf8(&text).unwrap_or(name))?)
    }

    /// R\[to\] = a function with the code.
    pub(super) fn make_function(&mut self, code: u32, to: Register) -> Emit {
        if !self.is_reachable() {
            return Ok(());
        }
        let constant = self.code_constant(code)?;
        self.wide(Op::MakeFunction, to, constant)
    }

    pub(super) fn lambda(
        &mut self,
        expression: ExprRef<'a>,
        parameters: &'a Parameters<'a>,
        body: ExprRef<'a>,
        to: Register,
    ) -> Emit {
        let Some(scope) = self.tree.scope_of(key(body)) else { return self.fail("lambda without a scope") };
        let mark = self.unit.mark();
        let function = if self.unit.is_temporary(to) { to } else { self.take(1)? };
        let parts = self.function_parts(parameters, expression.span)?;
        let qualname = self.qualname_of(scope)?;
        let code = self.unit_code(scope, qualname, expression.span, &mut |emitter| {
            emitter.parameter_counts(parameters)?;
            let value = emitter.operand(body)?;
            emitter.at(emitter.in_line_of(expression.span, body.span));
            emitter.op(Op::Return, value, 0, 0)?;
            emitter.return_none()
        })?;
        self.at(expression.span);
        self.function_from(code, parts, function)?;
        self.copy(to, function)?;
        self.unit.release(mark);
        Ok(())
    }

    /// R\[to\] = a function with the code and what belongs to it.
    pub(super) fn function_from(&mut self, code: u32, parts: FunctionParts, to: Register) -> Emit {
        self.make_function(code, to)?;
        for (value, set) in [
            (parts.defaults, Intrinsic::SetDefaults),
            (parts.keyword_defaults, Intrinsic::SetKeywordDefaults),
            (parts.annotations, Intrinsic::SetAnnotations),
        ] {
            if let Some(value) = value {
                self.intrinsic(set, to, value, 0)?;
            }
        }
        Ok(())
    }

    /// Evaluates the defaults of parameters.
    pub(super) fn function_parts(&mut self, parameters: &'a Parameters<'a>, span: Span) -> Emit<FunctionParts> {
        let mut parts = FunctionParts::default();
        if parameters.positional().iter().any(|parameter| parameter.default.is_some()) {
            let register = self.take(1)?;
            self.positional_defaults(parameters.positional(), register, span)?;
            parts.defaults = Some(register);
        }
        if parameters.keyword_only().iter().any(|parameter| parameter.default.is_some()) {
            let register = self.take(1)?;
            self.keyword_defaults(parameters.keyword_only(), register, span)?;
            parts.keyword_defaults = Some(register);
        }
        Ok(parts)
    }

    fn positional_defaults(&mut self, parameters: &'a [Parameter<'a>], to: Register, span: Span) -> Emit {
        let (mut values, mut seen) = (TryVec::new(), TryVec::new());
        let mut all_known = true;
        for default in parameters.iter().filter_map(|parameter| parameter.default) {
            match self.fold(default) {
                Some(value) => {
                    values.try_push(value)?;
                    seen.try_push(default.span)?;
                }
                None => all_known = false,
            }
        }
        if all_known {
            seen.iter().try_for_each(|default| self.visit(*default))?;
            self.at(span);
            let values = crate::arena::try_alloc_slice(self.arena, &values)?;
            return self.load_constant(Constant::Tuple(values), to);
        }
        let mark = self.unit.mark();
        let (mut first, mut count) = (None, 0);
        for default in parameters.iter().filter_map(|parameter| parameter.default) {
            let register = self.take(1)?;
            first = first.or(Some(register));
            self.expression_to(default, register)?;
            count += 1;
        }
        self.at(span);
        self.op(Op::BuildTuple, to, first.unwrap_or(to), count)?;
        self.unit.release(mark);
        Ok(())
    }

    fn keyword_defaults(&mut self, parameters: &'a [Parameter<'a>], to: Register, span: Span) -> Emit {
        let mark = self.unit.mark();
        let (mut first, mut count) = (None, 0);
        for parameter in parameters {
            if let Some(default) = parameter.default {
                let pair = self.take(2)?;
                first = first.or(Some(pair));
                self.unit.code.at_unseen(span);
                self.load_name_text(parameter.name.text, pair)?;
                self.expression_to(default, pair + 1)?;
                count += 1;
            }
        }
        self.at(span);
        self.intrinsic(Intrinsic::BuildDict, to, first.unwrap_or(to), count)?;
        self.unit.release(mark);
        Ok(())
    }

    /// R\[to\] = the (mangled) name as a string.
    pub(super) fn load_name_text(&mut self, text: &'a str, to: Register) -> Emit {
        let name = self.mangled(text)?;
        let text = self.tree.names.text(name);
        self.load_constant(Constant::Str(text.as_bytes()), to)
    }

    /// R\[to\] = the dict of annotations; says whether there are any.
    pub(super) fn annotations(&mut self, function: &'a FunctionDef<'a>, to: Register) -> Emit<bool> {
        let has_any = function.returns.is_some() || function.parameters.all.iter().any(|p| p.annotation.is_some());
        if !has_any || !self.options.annotations {
            return Ok(false);
        }
        self.unit.code.at_unseen(function.name.span);
        self.intrinsic(Intrinsic::BuildDict, to, 0, 0)?;
        let parameters = function.parameters.all.iter();
        let annotated = parameters.filter_map(|p| p.annotation.map(|annotation| (p.name.text, annotation)));
        for (name, annotation) in annotated.chain(function.returns.map(|returns| ("return", returns))) {
            let mark = self.unit.mark();
            let pair = self.take(2)?;
            self.at(function.name.span);
            self.load_name_text(name, pair)?;
            self.annotation_to(annotation, pair + 1)?;
            self.unit.code.at_unseen(function.name.span);
            self.intrinsic(Intrinsic::DictSet, to, pair, 0)?;
            self.unit.release(mark);
        }
        self.visit(function.name.span)?;
        Ok(true)
    }

    /// Sets the counts of parameters of the unit.
    pub(super) fn parameter_counts(&mut self, parameters: &'a Parameters<'a>) -> Emit {
        let positional = parameters.positional().len();
        let keyword_only = parameters.keyword_only().len();
        if parameters.all.len() > 255 {
            return self.fail("too many parameters");
        }
        let parts = &mut self.unit.parts;
        parts.argument_count = positional as u16;
        parts.positional_only_count = parameters.positional_only_count as u16;
        parts.keyword_only_count = keyword_only as u16;
        if parameters.has_star {
            parts.flags |= CodeFlags::VARARGS;
        }
        if parameters.has_double_star {
            parts.flags |= CodeFlags::VARKEYWORDS;
        }
        let tuple = positional + keyword_only;
        if parameters.has_star && !parts.cells.contains(&(tuple as u32)) {
            self.unit.arguments_tuple = Some(tuple as Register);
        }
        Ok(())
    }

    pub(super) fn function_definition(&mut self, function: &'a FunctionDef<'a>) -> Emit {
        let depth = self.decorators(function.decorators)?;
        let value = self.take(1)?;
        if !language::TYPE_PARAMETERS || function.type_parameters.is_empty() {
            let parts = self.function_parts(function.parameters, function.name.span)?;
            self.function_value(function, parts, value)?;
        } else {
            self.generic_function(function, value)?;
        }
        self.unit.release(value as u16 + 1);
        let result = self.call_decorators(function.decorators, depth, value)?;
        self.at(function.name.span);
        self.store_name(function.name.text, result)
    }

    /// R\[to\] = the function, which is not yet decorated.
    pub(super) fn function_value(
        &mut self,
        function: &'a FunctionDef<'a>,
        mut parts: FunctionParts,
        to: Register,
    ) -> Emit {
        let mark = self.unit.mark();
        let annotations = self.take(1)?;
        if self.annotations(function, annotations)? {
            parts.annotations = Some(annotations);
        }
        let code = self.function_code(function)?;
        self.at(function.name.span);
        self.function_from(code, parts, to)?;
        self.unit.release(mark);
        Ok(())
    }

    fn function_code(&mut self, function: &'a FunctionDef<'a>) -> Emit<u32> {
        let Some(scope) = self.tree.scope_of(key(function)) else { return self.fail("function without a scope") };
        let qualname = self.qualname_of(scope)?;
        let first = function.decorators.first().map_or(function.name.span, |decorator| decorator.span);
        self.unit_code(scope, qualname, first, &mut |emitter| {
            emitter.parameter_counts(function.parameters)?;
            let (docstring, body) = emitter.docstring(function.body);
            if let Some(text) = docstring {
                emitter.unit.parts.docstring = Some(emitter.constant(Constant::Str(text))? as u32);
            }
            emitter.suite(body)?;
            if emitter.unit.code.is_empty() {
                emitter.visit(first)?;
            }
            emitter.at_no_line();
            emitter.return_none()
        })
    }

    /// Evaluates decorators, each in a call window inside that of the one before; returns the first register.
    pub(super) fn decorators(&mut self, decorators: &'a [ExprRef<'a>]) -> Emit<Register> {
        let first = self.unit.mark() as Register;
        for decorator in decorators {
            if let Some(known) = emitter_choice(decorator) {
                if known {
                    continue;
                }
                return self.fail_at("invalid micropython decorator", decorator.span);
            }
            let window = self.take(1)?;
            self.expression_to(decorator, window)?;
            self.take(2)?;
        }
        Ok(first)
    }

    /// Calls the decorators on R\[value\], which is the argument in the last window; returns where the result is.
    pub(super) fn call_decorators(
        &mut self,
        decorators: &'a [ExprRef<'a>],
        first: Register,
        value: Register,
    ) -> Emit<Register> {
        let calls = decorators.iter().filter(|decorator| emitter_choice(decorator).is_none());
        let count = calls.clone().count();
        for (index, decorator) in calls.rev().enumerate() {
            self.at(decorator.span);
            self.emit_call(first + 3 * (count - 1 - index) as u8, 1, None, false)?;
        }
        Ok(if count == 0 { value } else { first })
    }
}

/// Whether a decorator `@micropython.name` is one of those that choose how a function is compiled; `None` for any other
/// decorator. They are not evaluated, so that they need no import, and all mean bytecode.
fn emitter_choice(decorator: ExprRef<'_>) -> Option<bool> {
    let ExprKind::Primary { base, trailers } = decorator.kind else { return None };
    if !matches!(base.kind, ExprKind::Name("micropython")) {
        return None;
    }
    match trailers {
        [Trailer { kind: TrailerKind::Attribute(name), .. }] => Some(matches!(*name, "bytecode" | "native" | "viper")),
        _ => Some(false),
    }
}
