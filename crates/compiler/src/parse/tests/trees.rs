//! The shapes and spans of expressions.

use super::{text, with_expression};
use crate::ast::{ArgumentKind, BinaryOperator, CompareOperator, ExprKind, ExprRef, TrailerKind, UnaryOperator};
use std::string::{String, ToString};
use std::vec::Vec;
use std::{assert_eq, format};

/// An expression with brackets around all that belongs together.
fn show(source: &str, expression: ExprRef<'_>) -> String {
    let show = |part: ExprRef<'_>| show(source, part);
    let list = |expressions: &[ExprRef<'_>]| expressions.iter().map(|part| show(part)).collect::<Vec<_>>().join(" ");
    match expression.kind {
        ExprKind::BoolOp { operator, operands } => format!("({operator:?} {})", list(operands)),
        ExprKind::Binary { first, rest } => {
            let steps = rest.iter().map(|step| format!(" {} {}", symbol(step.operator), show(step.operand)));
            format!("({}{})", show(first), steps.collect::<String>())
        }
        ExprKind::Compare { first, rest } => {
            let steps = rest.iter().map(|step| format!(" {} {}", comparison(step.operator), show(step.operand)));
            format!("({}{})", show(first), steps.collect::<String>())
        }
        ExprKind::Unary { operator, operand } => {
            let operator = match operator {
                UnaryOperator::Not => "not ",
                UnaryOperator::Negate => "-",
                UnaryOperator::Plus => "+",
                UnaryOperator::Invert => "~",
            };
            format!("({operator}{})", show(operand))
        }
        ExprKind::Conditional { test, body, orelse } => {
            format!("(if {} then {} else {})", show(test), show(body), show(orelse))
        }
        ExprKind::Lambda { body, .. } => format!("(lambda {})", show(body)),
        ExprKind::Await(value) => format!("(await {})", show(value)),
        ExprKind::Named { target, value } => format!("({} := {})", show(target), show(value)),
        ExprKind::Starred(value) => format!("*{}", show(value)),
        ExprKind::Tuple { elements, .. } => format!("<{}>", list(elements)),
        ExprKind::Primary { base, trailers } => {
            let trailers = trailers.iter().map(|trailer| match trailer.kind {
                TrailerKind::Attribute(name) => format!(".{name}"),
                TrailerKind::Subscript(index) => format!("[{}]", show(index)),
                TrailerKind::Call(arguments) => {
                    let arguments = arguments.iter().map(|argument| {
                        let value = show(argument.value);
                        match argument.kind {
                            ArgumentKind::Positional => value,
                            ArgumentKind::Star => format!("*{value}"),
                            ArgumentKind::Keyword(name) => format!("{name}={value}"),
                            ArgumentKind::DoubleStar => format!("**{value}"),
                        }
                    });
                    format!("({})", arguments.collect::<Vec<_>>().join(" "))
                }
            });
            format!("{}{}", show(base), trailers.collect::<String>())
        }
        ExprKind::Slice { lower, upper, step } => {
            let part = |part: Option<ExprRef<'_>>| part.map_or(String::new(), show);
            format!("{}:{}:{}", part(lower), part(upper), part(step))
        }
        _ => text(source, expression.span).to_string(),
    }
}

fn symbol(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::MatrixMultiply => "@",
        BinaryOperator::Divide => "/",
        BinaryOperator::FloorDivide => "//",
        BinaryOperator::Modulo => "%",
        BinaryOperator::Power => "**",
        BinaryOperator::ShiftLeft => "<<",
        BinaryOperator::ShiftRight => ">>",
        BinaryOperator::BitAnd => "&",
        BinaryOperator::BitOr => "|",
        BinaryOperator::BitXor => "^",
    }
}

fn comparison(operator: CompareOperator) -> &'static str {
    match operator {
        CompareOperator::Equal => "==",
        CompareOperator::NotEqual => "!=",
        CompareOperator::Less => "<",
        CompareOperator::LessEqual => "<=",
        CompareOperator::Greater => ">",
        CompareOperator::GreaterEqual => ">=",
        CompareOperator::Is => "is",
        CompareOperator::IsNot => "is not",
        CompareOperator::In => "in",
        CompareOperator::NotIn => "not in",
    }
}

#[test]
fn precedence() {
    let cases = [
        ("a or b and not c < d", "(Or a (And b (not (c < d))))"),
        ("a | b ^ c & d << e + f * -g ** h", "(a | (b ^ (c & (d << (e + (f * (-(g ** h))))))))"),
        ("a ** b ** c", "(a ** (b ** c))"),
        ("a ** -b ** c", "(a ** (-(b ** c)))"),
        ("-a ** b", "(-(a ** b))"),
        ("a - b + c - d", "(a - b + c - d)"),
        ("a * b + c * d - e", "((a * b) + (c * d) - e)"),
        ("(a - b) + c", "((a - b) + c)"),
        ("a - (b + c)", "(a - (b + c))"),
        ("a << b >> c", "(a << b >> c)"),
        ("a / b // c % d @ e", "(a / b // c % d @ e)"),
        ("not a == b", "(not (a == b))"),
        ("not a and not b", "(And (not a) (not b))"),
        ("a < b <= c != d is e is not f in g not in h", "(a < b <= c != d is e is not f in g not in h)"),
        ("(a < b) < c", "((a < b) < c)"),
        ("a if b else c if d else e", "(if b then a else (if d then c else e))"),
        ("lambda: a if b else c", "(lambda (if b then a else c))"),
        ("a if b else lambda: c", "(if b then a else (lambda c))"),
        ("a or b or c and d and e", "(Or a b (And c d e))"),
        ("(a or b) or c", "(Or (Or a b) c)"),
        ("~a.b[c](d)", "(~a.b[c](d))"),
        ("await a.b ** c", "((await a.b) ** c)"),
        ("(a := b, c)", "<(a := b) c>"),
        ("f(a, *b, c=d, **e)", "f(a *b c=d **e)"),
        ("f(a := b)", "f((a := b))"),
        ("a[b:c, ::d, *e, f]", "a[<b:c: ::d *e f>]"),
        ("a[:]", "a[::]"),
        ("a[b,]", "a[<b>]"),
        ("a[*b]", "a[<*b>]"),
        ("(a.b).c", "a.b.c"),
        ("a, b", "<a b>"),
        ("a,", "<a>"),
        ("()", "<>"),
    ];
    for (source, expected) in cases {
        with_expression(source, |expression| assert_eq!(show(source, expression), expected, "{source}"));
    }
}

#[test]
fn spans() {
    with_expression(" (a) + (b) ", |expression| {
        assert_eq!(text(" (a) + (b) ", expression.span), "(a) + (b)");
        let ExprKind::Binary { first, rest } = expression.kind else { panic!() };
        assert_eq!(text(" (a) + (b) ", first.span), "a");
        assert_eq!(text(" (a) + (b) ", rest[0].operator_span), "+");
        assert_eq!(rest[0].end, 10);
    });
    let source = "(a).b (c) [d]";
    with_expression(source, |expression| {
        assert_eq!(text(source, expression.span), source);
        let ExprKind::Primary { trailers, .. } = expression.kind else { panic!() };
        let spans: Vec<_> = trailers.iter().map(|trailer| text(source, trailer.span)).collect();
        assert_eq!(spans, [".b", "(c)", "[d]"]);
    });
    let source = "f(x for x in y)";
    with_expression(source, |expression| {
        let ExprKind::Primary { trailers, .. } = expression.kind else { panic!() };
        let TrailerKind::Call([argument]) = trailers[0].kind else { panic!() };
        assert_eq!(text(source, argument.value.span), "(x for x in y)");
    });
}
