//! Hostile input: deep nesting on a small stack, memory limits, damaged source.

use super::{Limits, parse};
use crate::ast::{ExprKind, ExprRef, FStringPart, Mode, StmtKind, TrailerKind};
use crate::error::ErrorKind;
use bumpalo::Bump;
use std::string::String;
use std::thread;
use std::vec::Vec;
use std::{assert, assert_eq, format};

/// The stack that hosts a machine: 256 KiB.
const STACK: usize = 256 * 1024;
const MEGABYTE: usize = 1 << 20;

/// The kind of error of `source`, or `None`, parsed on a small stack.
fn outcome(source: &str, limits: Limits) -> Option<ErrorKind> {
    thread::scope(|scope| {
        let work = move || {
            let arena = Bump::new();
            parse(&arena, source.as_bytes(), Mode::Module, &limits).err().map(|error| error.kind)
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.expect("a thread starts").join().expect("the parser does not panic")
    })
}

fn nested(open: &str, middle: &str, close: &str, depth: usize) -> String {
    format!("{}{middle}{}", open.repeat(depth), close.repeat(depth))
}

/// Pairs that nest, as they would be within an expression.
const NESTING: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("{x:", "}"),
    ("f(", ")"),
    ("f(*", ")"),
    ("f(**", ")"),
    ("f(k=", ")"),
    ("a[", "]"),
    ("a[1:", "]"),
    ("a[x,", "]"),
    ("(x,", ")"),
    ("(x:=", ")"),
    ("[*", "]"),
    ("-", ""),
    ("~", ""),
    ("not ", ""),
    ("lambda:", ""),
    ("lambda x=", ": x"),
    ("lambda *x, y=", ": x"),
    ("x if y else ", ""),
    ("x if (", ") else y"),
    ("x**", ""),
    ("x** -", ""),
    ("(yield ", ")"),
    ("(await f(", "))"),
    ("[x for x in ", "]"),
    ("[", " for x in y]"),
    ("{", ": y for x in y}"),
    ("[x for x in y if ", "]"),
    ("f(", " for x in y)"),
    ("f'{", "}'"),
    ("f'{x:{", "}}'"),
    ("f'''{", "!r:>5}'''"),
    ("x or y and not x < y | x ^ x & x << x + x * -x ** (", ")"),
    ("(", " ** x * x + x << x & x ^ x | x < x and x or x)"),
    ("x.a[", "].b(c)"),
    ("f(a, *b, k=lambda: [x for y in {z: -x + (", ")}], **c)"),
];

#[test]
fn moderate_nesting_is_accepted() {
    for (open, close) in NESTING {
        let source = format!("{}\n", nested(open, "x", close, 8));
        assert_eq!(outcome(&source, Limits { nesting: 200, ..Limits::default() }), None, "{source}");
    }
}

#[test]
fn brackets_nest_as_deep_as_the_default_limit() {
    let depth = Limits::default().nesting as usize;
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
        assert_eq!(outcome(&nested(open, "x", close, depth), Limits::default()), None);
        assert_eq!(outcome(&nested(open, "x", close, depth + 1), Limits::default()), Some(ErrorKind::Syntax));
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    for (open, close) in NESTING {
        for source in [nested(open, "x", close, 5000), nested(open, "", "", MEGABYTE / open.len())] {
            let kind = outcome(&source, Limits::default());
            assert!(matches!(kind, Some(ErrorKind::Syntax | ErrorKind::TooDeep)), "{open}: {kind:?}");
        }
    }
}

#[test]
fn deep_blocks_are_an_error_and_no_crash() {
    for statement in ["if x:", "while x:", "def f():", "class A:", "for x in y:", "with x:", "try:", "async def f():"] {
        let lines = (0..400).map(|depth| format!("{}{statement}\n", " ".repeat(depth)));
        let source: String = lines.collect();
        let kind = outcome(&source, Limits::default());
        assert!(matches!(kind, Some(ErrorKind::TooDeep | ErrorKind::Indentation)), "{statement} {kind:?}");
        assert!(outcome(&statement.repeat(100_000), Limits::default()).is_some());
    }
}

#[test]
fn deep_patterns_and_types_are_an_error_and_no_crash() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{1:", "}"), ("A(", ")"), ("A(b=", ")"), ("(1|", ")"), ("(x,*", ")")]
    {
        let source = format!("match x:\n case {}:\n  pass\n", nested(open, "1", close, 5000));
        assert!(outcome(&source, Limits::default()).is_some(), "{open}");
    }
    assert!(outcome(&format!("type X[T: {} = x", nested("[", "x", "]", 1000)), Limits::default()).is_some());
    assert!(outcome(&format!("def f(x: {}): pass", nested("lambda: ", "x", "", 1000)), Limits::default()).is_some());
}

/// The worst mixture of nesting fits the stack with the default limit.
#[test]
fn the_deepest_accepted_input_fits_the_stack() {
    for (open, close) in NESTING {
        let mut accepted = 0;
        for depth in 1..=200 {
            if outcome(&nested(open, "x", close, depth), Limits::default()).is_none() {
                accepted = depth;
            }
        }
        assert!(accepted >= 3, "{open} {accepted}");
    }
}

#[test]
fn long_chains_are_no_nesting() {
    let count = 20_000;
    let chains = [
        "x + ".repeat(count) + "x",
        "x or ".repeat(count) + "x",
        "x < ".repeat(count) + "x",
        "x, ".repeat(count),
        "x = ".repeat(count) + "x",
        "x; ".repeat(count),
        "x\n".repeat(count),
        format!("x{}", ".a".repeat(count)),
        format!("x{}", "()".repeat(count)),
        format!("x{}", "[0]".repeat(count)),
        "'x' ".repeat(count),
        "f'{x}' ".repeat(count),
        format!("f'{}'", "{x}".repeat(count)),
        format!("if x: pass\n{}", "elif x: pass\n".repeat(count)),
        format!("try: pass\n{}", "except x: pass\n".repeat(count)),
        format!("[x {}]", "for x in y ".repeat(count)),
        format!("[x for x in y {}]", "if x ".repeat(count)),
        format!("{}def f(): pass\n", "@x\n".repeat(count)),
        format!("f({})", (0..count).map(|index| format!("k{index}=1,")).collect::<String>()),
        format!("def f({}): pass", (0..count).map(|index| format!("k{index},")).collect::<String>()),
        format!("del {}", "x, ".repeat(count)),
        format!("import {}x", "x, ".repeat(count)),
        format!("import x{}", ".x".repeat(count)),
        format!("match x:\n case {}1: pass\n", "1 | ".repeat(count)),
        format!("match x:\n{}", " case 1: pass\n".repeat(count)),
        format!("x = {{{}}}", "x: y, ".repeat(count)),
        "x @ y @ ".repeat(count) + "z",
        "\\\n".repeat(count) + "x",
        "# x\n".repeat(count),
    ];
    for source in &chains {
        assert_eq!(outcome(source, Limits::default()), None, "{}", &source[..40.min(source.len())]);
    }
}

#[test]
fn errors_in_long_input_take_no_quadratic_time() {
    for unit in
        ["a ", "a = ", "a := ", "match ", "match (", "with (", "print ", "f'{", "f'{a!", "a if ", "lambda ", "\\", "'"]
    {
        for prefix in ["", "(", "f(", "x = ["] {
            outcome(&format!("{prefix}{}", unit.repeat(MEGABYTE / 8 / unit.len())), Limits::default());
        }
    }
}

/// The depth of the tree of an expression.
fn depth(expression: ExprRef<'_>) -> usize {
    let all = |expressions: &[ExprRef<'_>]| expressions.iter().map(|part| depth(part)).max().unwrap_or(0);
    let below = match expression.kind {
        ExprKind::BoolOp { operands, .. } => all(operands),
        ExprKind::Binary { first, rest } => rest.iter().map(|step| depth(step.operand)).fold(depth(first), usize::max),
        ExprKind::Compare { first, rest } => rest.iter().map(|step| depth(step.operand)).fold(depth(first), usize::max),
        ExprKind::Unary { operand, .. } => depth(operand),
        ExprKind::Named { target, value } => all(&[target, value]),
        ExprKind::Lambda { parameters, body } => {
            parameters.all.iter().filter_map(|parameter| parameter.default).map(depth).fold(depth(body), usize::max)
        }
        ExprKind::Conditional { test, body, orelse } => all(&[test, body, orelse]),
        ExprKind::Dict(items) => {
            items.iter().map(|item| depth(item.value).max(item.key.map_or(0, depth))).max().unwrap_or(0)
        }
        ExprKind::Set(elements) | ExprKind::List(elements) | ExprKind::Tuple { elements, .. } => all(elements),
        ExprKind::Comprehension { comprehension, .. } => {
            let clauses = comprehension.clauses.iter().map(|clause| depth(clause.iterable).max(all(clause.conditions)));
            clauses.fold(depth(comprehension.element).max(comprehension.value.map_or(0, depth)), usize::max)
        }
        ExprKind::Await(value) | ExprKind::YieldFrom(value) | ExprKind::Starred(value) => depth(value),
        ExprKind::Yield(value) => value.map_or(0, depth),
        ExprKind::Primary { base, trailers } => {
            let trailers = trailers.iter().map(|trailer| match trailer.kind {
                TrailerKind::Attribute(_) => 0,
                TrailerKind::Call(arguments) => {
                    arguments.iter().map(|argument| depth(argument.value)).max().unwrap_or(0)
                }
                TrailerKind::Subscript(index) => depth(index),
            });
            trailers.fold(depth(base), usize::max)
        }
        ExprKind::Slice { lower, upper, step } => {
            [lower, upper, step].into_iter().flatten().map(depth).max().unwrap_or(0)
        }
        ExprKind::FString(parts) => parts_depth(parts),
        _ => 0,
    };
    below + 1
}

fn parts_depth(parts: &[FStringPart<'_>]) -> usize {
    let part = |part: &FStringPart<'_>| match part {
        FStringPart::Literal(_) => 0,
        FStringPart::Field(field) => depth(field.value).max(field.format.map_or(0, parts_depth)),
    };
    parts.iter().map(part).max().unwrap_or(0)
}

/// Later passes recurse over the tree and rely on this.
#[test]
fn trees_are_about_as_deep_as_the_limit_and_at_most_twice() {
    let limits = Limits::default();
    for (open, close) in NESTING {
        let mut deepest = 0;
        for count in 1..=200 {
            let arena = Bump::new();
            let source = nested(open, "x", close, count);
            if let Ok(module) = parse(&arena, source.as_bytes(), Mode::Expression, &limits)
                && let StmtKind::Expr(value) = module.body[0].kind
            {
                deepest = depth(value);
            }
        }
        assert!(deepest <= 2 * limits.nesting as usize + 2, "{open} {deepest}");
    }
}

/// A source with every construct.
const EVERYTHING: &str = include_str!("everything.py");

#[test]
fn every_memory_limit_is_respected() {
    let mut failures = 0;
    for limit in (0..200_000).step_by(97) {
        let arena = Bump::new();
        arena.set_allocation_limit(Some(limit));
        match parse(&arena, EVERYTHING.as_bytes(), Mode::Module, &Limits::default()) {
            Ok(_) => break,
            Err(error) => {
                assert_eq!(error.kind, ErrorKind::OutOfMemory);
                failures += 1;
            }
        }
    }
    assert!(failures > 100, "{failures}");
}

/// A generator of numbers that repeats.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn damaged_source_does_not_panic() {
    let pieces =
        ["(", ")", "[", "]", "{", "}", "'", "\"", "'''", "f'", "f'''{", "!r", ":", "=", ":=", "\\", "\n", "\t", "  "];
    let words = [
        "lambda ", "for ", "in ", "if ", "else ", "match ", "case ", "with ", "as ", "yield ", "*", "**", "@", "0x",
        "é",
    ];
    let mut random = Random(1);
    let original = EVERYTHING.as_bytes();
    for _ in 0..3000 {
        let mut source: Vec<u8> = original.to_vec();
        for _ in 0..=random.below(3) {
            let start = random.below(source.len());
            let end = (start + random.below(12)).min(source.len());
            let piece = match random.below(3) {
                0 => pieces[random.below(pieces.len())],
                1 => words[random.below(words.len())],
                _ => "",
            };
            source.splice(start..end, piece.bytes());
        }
        for mode in [Mode::Module, Mode::Expression, Mode::Interactive] {
            let arena = Bump::new();
            let _ = parse(&arena, &source, mode, &Limits::default());
        }
    }
}

#[test]
fn every_prefix_fails_or_not_but_does_not_panic() {
    let mut incomplete = 0;
    for end in 0..EVERYTHING.len() {
        let arena = Bump::new();
        let prefix = EVERYTHING.as_bytes().get(..end).unwrap_or_default();
        if let Err(error) = parse(&arena, prefix, Mode::Module, &Limits::default()) {
            incomplete += usize::from(error.incomplete);
        }
    }
    assert!(incomplete > 500, "{incomplete}");
}
