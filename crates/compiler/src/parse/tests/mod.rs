//! Tests of the lexer and parser.
//!
//! Expected outcomes and messages are CPython's.

mod accepted;
mod limits;
mod literals;
mod rejected_expressions;
mod rejected_statements;
mod repl;
mod statements;
mod trees;

use super::{Limits, parse};
use crate::ast::{ExprKind, ExprRef, Mode, Module, Span, StmtKind};
use crate::error::CompileError;
use bumpalo::Bump;
use std::format;
use std::string::{String, ToString};

/// Parses with the default limits.
fn parse_text<'a>(arena: &'a Bump, source: &'a str, mode: Mode) -> Result<&'a Module<'a>, CompileError> {
    parse(arena, source.as_bytes(), mode, &Limits::default())
}

/// Hands the expression of `source` to `check`.
fn with_expression(source: &str, check: impl FnOnce(ExprRef<'_>)) {
    let arena = Bump::new();
    let module = parse_text(&arena, source, Mode::Expression);
    let module = module.unwrap_or_else(|error| panic!("{source:?}: {}", describe(&error, source)));
    let StmtKind::Expr(expression) = module.body[0].kind else { panic!("{source:?} is no expression") };
    check(expression);
}

/// `kind|message|line|column`, the column from 1 as in `SyntaxError.offset`.
fn describe(error: &CompileError, source: &str) -> String {
    let (message, start) = (error.message.display(source.as_bytes()).to_string(), error.start);
    format!("{:?}|{message}|{}|{}", error.kind, start.line, start.column + 1)
}

/// The error of parsing `source` as a module.
fn error_of(source: &str) -> String {
    let arena = Bump::new();
    match parse_text(&arena, source, Mode::Module) {
        Ok(_) => "accepted".into(),
        Err(error) => describe(&error, source),
    }
}

/// Checks the errors of sources.
fn reject(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        assert_eq!(error_of(source), *expected, "{source:?}");
    }
}

/// The text of `source` in `span`.
fn text(source: &str, span: Span) -> &str {
    &source[span.start as usize..span.end as usize]
}

/// The value of a string literal.
fn string_value(source: &str) -> std::vec::Vec<u8> {
    let mut value = std::vec::Vec::new();
    with_expression(source, |expression| match expression.kind {
        ExprKind::Str(bytes) | ExprKind::Bytes(bytes) => value.extend_from_slice(bytes),
        other => panic!("{source:?} is {other:?}"),
    });
    value
}
