//! The shapes of statements.

use super::{parse_text, text};
use crate::ast::{ExprKind, Mode, Parameter, PatternKind, Stmt, StmtKind};
use bumpalo::Bump;
use std::vec::Vec;
use std::{assert, assert_eq, panic};

/// Hands the only statement of `source` to `check`.
fn with_statement(source: &str, check: impl FnOnce(&Stmt<'_>)) {
    let arena = Bump::new();
    let module = parse_text(&arena, source, Mode::Module).unwrap_or_else(|error| panic!("{source}: {error:?}"));
    assert_eq!(module.body.len(), 1, "{source}");
    check(&module.body[0]);
}

fn names<'a>(parameters: &[Parameter<'a>]) -> Vec<&'a str> {
    parameters.iter().map(|parameter| parameter.name.text).collect()
}

#[test]
fn parameters_by_kind() {
    with_statement("def f(a, b=1, /, c=2, *d: e, f, g=3, **h): pass", |statement| {
        let StmtKind::FunctionDef(function) = statement.kind else { panic!() };
        let parameters = function.parameters;
        assert_eq!(names(parameters.positional()), ["a", "b", "c"]);
        assert_eq!(parameters.positional_only_count, 2);
        assert_eq!(parameters.star().map(|star| star.name.text), Some("d"));
        assert_eq!(names(parameters.keyword_only()), ["f", "g"]);
        assert_eq!(parameters.double_star().map(|stars| stars.name.text), Some("h"));
    });
    with_statement("def f(*, a): pass", |statement| {
        let StmtKind::FunctionDef(function) = statement.kind else { panic!() };
        assert!(function.parameters.star().is_none());
        assert_eq!(names(function.parameters.keyword_only()), ["a"]);
    });
    with_statement("def f(**a): pass", |statement| {
        let StmtKind::FunctionDef(function) = statement.kind else { panic!() };
        assert!(function.parameters.keyword_only().is_empty());
        assert!(function.parameters.double_star().is_some());
    });
}

#[test]
fn decorators_are_outside_the_span() {
    let source = "@a\n@b.c\ndef f():\n  pass\n";
    with_statement(source, |statement| {
        let StmtKind::FunctionDef(function) = statement.kind else { panic!() };
        assert_eq!(function.decorators.len(), 2);
        assert_eq!(text(source, statement.span), "def f():\n  pass");
    });
}

#[test]
fn elif_is_a_list() {
    with_statement("if a: pass\nelif b: pass\nelif c: pass\nelse: pass; pass", |statement| {
        let StmtKind::If(conditional) = statement.kind else { panic!() };
        assert_eq!((conditional.arms.len(), conditional.orelse.len()), (3, 2));
    });
}

#[test]
fn items_of_with() {
    let cases = [
        ("with a: pass", 1, 0),
        ("with a, b as c: pass", 2, 1),
        ("with (a, b): pass", 2, 0),
        ("with (a as b, c as (d, e),): pass", 2, 2),
        ("with (a, b) as c: pass", 1, 1),
        ("with (a): pass", 1, 0),
        ("with (a).b, c: pass", 2, 0),
        ("with (yield): pass", 1, 0),
        ("with (a := b): pass", 1, 0),
        ("with (*a, b): pass", 1, 0),
        ("with (): pass", 1, 0),
        ("with (a for a in b): pass", 1, 0),
        ("with (f(c for c in d), e[lambda: (f := 1)]) as g: pass", 1, 1),
        ("with (f(c for c in d), e): pass", 2, 0),
    ];
    for (source, items, targets) in cases {
        with_statement(source, |statement| {
            let StmtKind::With(with) = statement.kind else { panic!() };
            let bound = with.items.iter().filter(|item| item.target.is_some()).count();
            assert_eq!((with.items.len(), bound), (items, targets), "{source}");
        });
    }
}

#[test]
fn soft_keywords_are_names_where_they_can_be() {
    let names =
        ["match(x)", "match[x]", "match, x", "match - x", "match * x", "match not in x", "type(x)", "case", "_"];
    for source in names {
        with_statement(source, |statement| assert!(matches!(statement.kind, StmtKind::Expr(_)), "{source}"));
    }
    for source in ["match = x", "type = x", "match: x = y", "match[x]: y", "match(x).y = z", "type[x] = y"] {
        with_statement(source, |statement| {
            assert!(matches!(statement.kind, StmtKind::Assign { .. } | StmtKind::AnnAssign(_)), "{source}");
        });
    }
    for subject in
        ["(x)", "[x]", "-x", "*x, y", "x", "{}", "'x'", "not x", "lambda: x", "x[y:z]", "(\nx\n)", "...", "match"]
    {
        let source = std::format!("match {subject}:\n case _: pass");
        with_statement(&source, |statement| assert!(matches!(statement.kind, StmtKind::Match(_)), "{source}"));
    }
    with_statement("type type[type] = type", |statement| assert!(matches!(statement.kind, StmtKind::TypeAlias(_))));
}

#[test]
fn annotations() {
    for (source, simple) in [("x: int", true), ("(x): int", false), ("x.y: int", false), ("x[0]: int = 1", false)] {
        with_statement(source, |statement| {
            let StmtKind::AnnAssign(assign) = statement.kind else { panic!() };
            assert_eq!(assign.is_simple, simple, "{source}");
        });
    }
}

#[test]
fn imports() {
    with_statement("import a . b, c as d", |statement| {
        let StmtKind::Import(modules) = statement.kind else { panic!() };
        assert_eq!(modules[0].name.text, "a.b");
        assert_eq!(modules[1].alias.map(|alias| alias.text), Some("d"));
    });
    with_statement("from .... a import b", |statement| {
        let StmtKind::ImportFrom(import) = statement.kind else { panic!() };
        assert_eq!((import.level, import.module.map(|module| module.text)), (4, Some("a")));
        assert!(import.star.is_none());
    });
    with_statement("from . import *", |statement| {
        let StmtKind::ImportFrom(import) = statement.kind else { panic!() };
        assert!(import.module.is_none() && import.star.is_some() && import.names.is_empty());
    });
}

#[test]
fn patterns() {
    let source = "match x:\n case A(1, b=[c, *_]) as d | e: pass";
    assert!(parse_text(&Bump::new(), source, Mode::Module).is_err());
    with_statement("match x:\n case A(1, b=[c, *_]) as d: pass", |statement| {
        let StmtKind::Match(statement) = statement.kind else { panic!() };
        let PatternKind::As { pattern, name } = statement.cases[0].pattern.kind else { panic!() };
        assert_eq!(name.text, "d");
        let PatternKind::Class(class) = pattern.kind else { panic!() };
        assert_eq!((class.positional.len(), class.keywords[0].name.text), (1, "b"));
        let PatternKind::Sequence([first, star]) = class.keywords[0].pattern.kind else { panic!() };
        assert!(matches!((first.kind, star.kind), (PatternKind::Capture("c"), PatternKind::Star(None))));
    });
}

#[test]
fn line_ends_and_joining() {
    for source in
        ["a\nb", "a\r\nb", "a\rb", "a;b", "\u{feff}a\nb", "a # c\n\n # d\n\x0cb\n", "a\\\n\nb", "(a\n)\n[b,\r\n]"]
    {
        let arena = Bump::new();
        let module = parse_text(&arena, source, Mode::Module).unwrap();
        assert_eq!(module.body.len(), 2, "{source:?}");
    }
}

#[test]
fn source_that_is_no_text() {
    let parse = |source: &[u8]| crate::parse::parse(&Bump::new(), source, Mode::Module, &Default::default()).err();
    assert_eq!(parse(b"a\0").map(|error| error.message.text), Some("source code string cannot contain null bytes"));
    assert!(parse(b"# -*- coding: latin-1 -*-\n'\xe9'").is_some());
    assert!(parse("# -*- coding: latin-1 -*-\n'\u{e9}'".as_bytes()).is_none());
}

#[test]
fn expression_mode() {
    let arena = Bump::new();
    for source in ["a", "  a\n\n", "a, b", "(yield)", "a # b", "(\na\n)", "\n\na", "# b\na"] {
        let module = parse_text(&arena, source, Mode::Expression).unwrap();
        assert!(matches!(module.body[0].kind, StmtKind::Expr(_)), "{source:?}");
    }
    for source in ["", "\n", "# b", "a = b", "a; b", "pass", "*a", "a\nb", "a := b", "yield"] {
        assert!(parse_text(&arena, source, Mode::Expression).is_err(), "{source:?}");
    }
    with_statement("a", |statement| {
        let StmtKind::Expr(value) = statement.kind else { panic!() };
        assert!(matches!(value.kind, ExprKind::Name("a")));
    });
}
