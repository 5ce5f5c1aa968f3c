//! Type parameters and type aliases.
//!
//! The scope of type parameters is a function that is called once, at once. Its parameters are hidden: the namespace
//! if it stands in a class, and the defaults of the function it makes.

use super::function::FunctionParts;
use super::{Emit, Emitter, Register};
use crate::ast::{ClassDef, ExprRef, FunctionDef, Span, TypeAlias, TypeParameter, TypeParameterKind};
use crate::scope::{key, list_key, scope_flag};
use bytecode::{Intrinsic, Op};

impl<'a> Emitter<'a> {
    /// R\[work\] = the result of the function of type parameters whose body is `body`; `work` is the top of the
    /// stack.
    fn with_type_parameters(
        &mut self,
        parameters: &'a [TypeParameter<'a>],
        parts: FunctionParts,
        span: Span,
        work: Register,
        body: &mut dyn FnMut(&mut Self, FunctionParts, Register) -> Emit,
    ) -> Emit {
        let Some(scope) = self.tree.scope_of(list_key(parameters)) else {
            return self.fail("type parameters without a scope");
        };
        let sees_class = self.tree.scope(scope).has(scope_flag::SEES_CLASS);
        let qualname = self.unit.qualname;
        let code = self.unit_code(scope, qualname, span, &mut |emitter| {
            let first = sees_class as Register;
            let inner = FunctionParts {
                defaults: parts.defaults.map(|_| first),
                keyword_defaults: parts.keyword_defaults.map(|_| first + 1),
                annotations: None,
            };
            let result = emitter.take(1)?;
            let variables = emitter.take(1)?;
            emitter.at(span);
            emitter.type_variables(parameters, variables)?;
            body(emitter, inner, variables)?;
            emitter.at(span);
            emitter.op(Op::Return, result, 0, 0)
        })?;
        let mark = self.unit.mark();
        self.at(span);
        self.make_function(code, work)?;
        self.take(2)?;
        if sees_class {
            let namespace = self.take(1)?;
            self.op(Op::Move, namespace, 0, 0)?;
        }
        for value in [parts.defaults, parts.keyword_defaults] {
            let argument = self.take(1)?;
            match value {
                Some(value) => self.copy(argument, value)?,
                None => self.op(Op::LoadSpecial, argument, 1, 0)?,
            }
        }
        self.emit_call(work, 2 + sees_class as u8, None, false)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Makes the type variables, binds them, and R\[to\] = the tuple of them.
    fn type_variables(&mut self, parameters: &'a [TypeParameter<'a>], to: Register) -> Emit {
        let mark = self.unit.mark();
        let mut first = None;
        for parameter in parameters {
            let register = self.take(1)?;
            first = first.or(Some(register));
            let pair = self.take(2)?;
            self.at(parameter.span);
            self.load_name_text(parameter.name.text, pair)?;
            let kind = match parameter.kind {
                TypeParameterKind::TypeVar { bound: Some(bound) } => {
                    self.type_function(bound, pair + 1)?;
                    0
                }
                TypeParameterKind::TypeVar { bound: None } => 0,
                TypeParameterKind::TypeVarTuple => 1,
                TypeParameterKind::ParamSpec => 2,
            };
            if !matches!(parameter.kind, TypeParameterKind::TypeVar { bound: Some(_) }) {
                self.op(Op::LoadSpecial, pair + 1, 1, 0)?;
            }
            self.at(parameter.span);
            self.intrinsic(Intrinsic::MakeTypeVariable, register, pair, kind)?;
            self.store_name(parameter.name.text, register)?;
            self.unit.release(register as u16 + 1);
        }
        self.op(Op::BuildTuple, to, first.unwrap_or(to), parameters.len().min(255) as u8)?;
        self.unit.release(mark);
        Ok(())
    }

    /// R\[to\] = a function that computes the value of a type expression.
    fn type_function(&mut self, value: ExprRef<'a>, to: Register) -> Emit {
        let Some(scope) = self.tree.scope_of(key(value)) else { return self.fail("type without a scope") };
        let qualname = self.qualname_of(scope)?;
        let code = self.unit_code(scope, qualname, value.span, &mut |emitter| {
            emitter.unit.parts.argument_count = 0;
            let register = emitter.operand(value)?;
            emitter.op(Op::Return, register, 0, 0)
        })?;
        self.make_function(code, to)
    }

    pub(super) fn generic_function(&mut self, function: &'a FunctionDef<'a>, to: Register) -> Emit {
        let parts = self.function_parts(function.parameters, function.name.span)?;
        let work = self.take(1)?;
        let span = function.name.span;
        self.with_type_parameters(function.type_parameters, parts, span, work, &mut |emitter, parts, variables| {
            let result = variables - 1;
            emitter.function_value(function, parts, result)?;
            emitter.intrinsic(Intrinsic::SetTypeParameters, result, variables, 0)
        })?;
        self.copy(to, work)
    }

    pub(super) fn generic_class(&mut self, class: &'a ClassDef<'a>, to: Register) -> Emit {
        let parts = FunctionParts::default();
        let span = class.name.span;
        self.with_type_parameters(class.type_parameters, parts, span, to, &mut |emitter, _, variables| {
            let work = emitter.take(1)?;
            emitter.class_value(class, work)?;
            emitter.at(span);
            emitter.intrinsic(Intrinsic::SetTypeParameters, work, variables, 0)?;
            emitter.copy(variables - 1, work)
        })
    }

    pub(super) fn type_alias(&mut self, alias: &'a TypeAlias<'a>, span: Span) -> Emit {
        let work = self.take(1)?;
        if alias.type_parameters.is_empty() {
            self.alias_value(alias, None, span, work)?;
        } else {
            let parts = FunctionParts::default();
            self.with_type_parameters(alias.type_parameters, parts, span, work, &mut |emitter, _, variables| {
                emitter.alias_value(alias, Some(variables), span, variables - 1)
            })?;
        }
        self.at(span);
        self.store_name(alias.name.text, work)
    }

    fn alias_value(&mut self, alias: &'a TypeAlias<'a>, variables: Option<Register>, span: Span, to: Register) -> Emit {
        let mark = self.unit.mark();
        let triple = self.take(3)?;
        self.at(span);
        self.load_name_text(alias.name.text, triple)?;
        match variables {
            Some(variables) => self.copy(triple + 1, variables)?,
            None => self.op(Op::LoadSpecial, triple + 1, 1, 0)?,
        }
        self.type_function(alias.value, triple + 2)?;
        self.intrinsic(Intrinsic::MakeTypeAlias, to, triple, 0)?;
        self.unit.release(mark);
        Ok(())
    }
}
