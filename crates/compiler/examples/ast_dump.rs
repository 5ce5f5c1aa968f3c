//! Prints the syntax trees of files in the form that CPython's `ast` module has, one line per file, so that a script
//! can compare the two: `Kind@line:column-line:column(field,field,...)`, columns in bytes. Chains are nested here
//! as they are there. Nodes that have no span here or there are printed without.

use amphis_compiler::ast::*;
use amphis_compiler::parse::{self, Limits};
use bumpalo::Bump;
use std::fmt::Write;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let mode = match arguments.peek().map(String::as_str) {
        Some("--eval") => Mode::Expression,
        Some("--single") => Mode::Interactive,
        _ => Mode::Module,
    };
    for path in arguments.filter(|argument| !argument.starts_with("--")) {
        let source = std::fs::read(&path).expect("the file can be read");
        let arena = Bump::new();
        let limits = Limits { character_by_name: |_| Some('?'), ..Limits::default() };
        match parse::parse(&arena, &source, mode, &limits) {
            Ok(module) => {
                let mut dump = Dump::new(&source);
                let body = dump.block(module.body);
                println!("{path}\t{body}");
            }
            Err(error) => {
                let incomplete = if error.incomplete { " incomplete" } else { "" };
                let (start, end) = (error.start, error.end);
                let message = error.message.display(&source);
                let kind = error.kind;
                println!(
                    "{path}\tERROR {kind:?}|{message}|{}|{}|{}|{}{incomplete}",
                    start.line,
                    start.column + 1,
                    end.line,
                    end.column + 1
                );
            }
        }
    }
}

struct Dump<'s> {
    source: &'s [u8],
    line_starts: Vec<u32>,
}

fn list<T>(items: &[T], mut one: impl FnMut(&T) -> String) -> String {
    format!("[{}]", items.iter().map(&mut one).collect::<Vec<_>>().join(","))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn binary_name(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Add => "Add",
        BinaryOperator::Subtract => "Sub",
        BinaryOperator::Multiply => "Mult",
        BinaryOperator::MatrixMultiply => "MatMult",
        BinaryOperator::Divide => "Div",
        BinaryOperator::FloorDivide => "FloorDiv",
        BinaryOperator::Modulo => "Mod",
        BinaryOperator::Power => "Pow",
        BinaryOperator::ShiftLeft => "LShift",
        BinaryOperator::ShiftRight => "RShift",
        BinaryOperator::BitAnd => "BitAnd",
        BinaryOperator::BitOr => "BitOr",
        BinaryOperator::BitXor => "BitXor",
    }
}

fn compare_name(operator: CompareOperator) -> &'static str {
    match operator {
        CompareOperator::Equal => "Eq",
        CompareOperator::NotEqual => "NotEq",
        CompareOperator::Less => "Lt",
        CompareOperator::LessEqual => "LtE",
        CompareOperator::Greater => "Gt",
        CompareOperator::GreaterEqual => "GtE",
        CompareOperator::Is => "Is",
        CompareOperator::IsNot => "IsNot",
        CompareOperator::In => "In",
        CompareOperator::NotIn => "NotIn",
    }
}

impl<'s> Dump<'s> {
    fn new(source: &'s [u8]) -> Self {
        let first = if source.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let mut line_starts = vec![first];
        for (offset, byte) in source.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && source.get(offset + 1) != Some(&b'\n')) {
                line_starts.push(offset as u32 + 1);
            }
        }
        Self { source, line_starts }
    }

    fn place(&self, offset: u32) -> String {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        format!("{}:{}", line, offset - self.line_starts[line - 1])
    }

    fn node(&self, kind: &str, span: Span, fields: &[String]) -> String {
        format!("{kind}@{}-{}({})", self.place(span.start), self.place(span.end), fields.join(","))
    }

    fn block(&mut self, body: Suite<'_>) -> String {
        list(body, |statement| self.statement(statement))
    }

    fn optional(&mut self, expression: Option<ExprRef<'_>>) -> String {
        expression.map_or("None".into(), |expression| self.expression(expression))
    }

    fn expressions(&mut self, expressions: &[ExprRef<'_>]) -> String {
        list(expressions, |expression| self.expression(expression))
    }

    fn expression(&mut self, expression: ExprRef<'_>) -> String {
        let span = expression.span;
        let (kind, fields): (&str, Vec<String>) = match expression.kind {
            ExprKind::Name(name) => ("Name", vec![name.into()]),
            ExprKind::None => ("Constant", vec!["None".into()]),
            ExprKind::True => ("Constant", vec!["True".into()]),
            ExprKind::False => ("Constant", vec!["False".into()]),
            ExprKind::Ellipsis => ("Constant", vec!["Ellipsis".into()]),
            ExprKind::Int(value) => ("Constant", vec![format!("i{value:x}")]),
            ExprKind::BigInt { .. } => ("Constant", vec!["big".into()]),
            ExprKind::Float(value) => ("Constant", vec![format!("f{:016x}", value.to_bits())]),
            ExprKind::Imaginary(value) => ("Constant", vec![format!("j{:016x}", value.to_bits())]),
            ExprKind::Str(value) => ("Constant", vec![format!("s{}", hex(value))]),
            ExprKind::Bytes(value) => ("Constant", vec![format!("b{}", hex(value))]),
            ExprKind::FString(parts) => ("JoinedStr", vec![self.parts(parts)]),
            ExprKind::BoolOp { operator, operands } => {
                let name = if operator == BoolOperator::And { "And" } else { "Or" };
                ("BoolOp", vec![name.into(), self.expressions(operands)])
            }
            ExprKind::Named { target, value } => ("NamedExpr", vec![self.expression(target), self.expression(value)]),
            ExprKind::Binary { first, rest } => return self.binary(span, first, rest),
            ExprKind::Unary { operator, operand } => {
                let name = match operator {
                    UnaryOperator::Not => "Not",
                    UnaryOperator::Negate => "USub",
                    UnaryOperator::Plus => "UAdd",
                    UnaryOperator::Invert => "Invert",
                };
                ("UnaryOp", vec![name.into(), self.expression(operand)])
            }
            ExprKind::Lambda { parameters, body } => {
                ("Lambda", vec![self.parameters(parameters), self.expression(body)])
            }
            ExprKind::Conditional { test, body, orelse } => {
                ("IfExp", vec![self.expression(test), self.expression(body), self.expression(orelse)])
            }
            ExprKind::Dict(items) => {
                let keys = list(items, |item| self.optional(item.key));
                ("Dict", vec![keys, list(items, |item| self.expression(item.value))])
            }
            ExprKind::Set(elements) => ("Set", vec![self.expressions(elements)]),
            ExprKind::List(elements) => ("List", vec![self.expressions(elements)]),
            ExprKind::Tuple { elements, .. } => ("Tuple", vec![self.expressions(elements)]),
            ExprKind::Comprehension { kind, comprehension } => self.comprehension(kind, comprehension),
            ExprKind::Await(value) => ("Await", vec![self.expression(value)]),
            ExprKind::Yield(value) => ("Yield", vec![self.optional(value)]),
            ExprKind::YieldFrom(value) => ("YieldFrom", vec![self.expression(value)]),
            ExprKind::Compare { first, rest } => {
                let operators = list(rest, |step| compare_name(step.operator).into());
                let operands = list(rest, |step| self.expression(step.operand));
                ("Compare", vec![self.expression(first), operators, operands])
            }
            ExprKind::Primary { base, trailers } => return self.primary(span, base, trailers),
            ExprKind::Starred(value) => ("Starred", vec![self.expression(value)]),
            ExprKind::Slice { lower, upper, step } => {
                ("Slice", vec![self.optional(lower), self.optional(upper), self.optional(step)])
            }
        };
        self.node(kind, span, &fields)
    }

    fn binary(&mut self, span: Span, first: ExprRef<'_>, rest: &[BinaryStep<'_>]) -> String {
        let mut text = self.expression(first);
        for step in rest {
            let operand = self.expression(step.operand);
            let fields = [text, binary_name(step.operator).into(), operand];
            text = self.node("BinOp", Span::new(span.start, step.end), &fields);
        }
        text
    }

    fn primary(&mut self, span: Span, base: ExprRef<'_>, trailers: &[Trailer<'_>]) -> String {
        let mut text = self.expression(base);
        for trailer in trailers {
            let span = Span::new(span.start, trailer.span.end);
            text = match trailer.kind {
                TrailerKind::Attribute(name) => self.node("Attribute", span, &[text, name.into()]),
                TrailerKind::Subscript(index) => {
                    let index = self.expression(index);
                    self.node("Subscript", span, &[text, index])
                }
                TrailerKind::Call(arguments) => {
                    let (positional, keywords) = self.arguments(arguments);
                    self.node("Call", span, &[text, positional, keywords])
                }
            };
        }
        text
    }

    fn arguments(&mut self, arguments: &[Argument<'_>]) -> (String, String) {
        let (mut positional, mut keywords) = (Vec::new(), Vec::new());
        for argument in arguments {
            let value = self.expression(argument.value);
            match argument.kind {
                ArgumentKind::Positional => positional.push(value),
                ArgumentKind::Star => positional.push(self.node("Starred", argument.span, &[value])),
                ArgumentKind::Keyword(name) => {
                    keywords.push(self.node("keyword", argument.span, &[name.into(), value]))
                }
                ArgumentKind::DoubleStar => {
                    keywords.push(self.node("keyword", argument.span, &["None".into(), value]));
                }
            }
        }
        (format!("[{}]", positional.join(",")), format!("[{}]", keywords.join(",")))
    }

    fn parts(&mut self, parts: &[FStringPart<'_>]) -> String {
        list(parts, |part| match part {
            FStringPart::Literal(text) => format!("s{}", hex(text)),
            FStringPart::Field(field) => {
                let conversion = match field.conversion {
                    None => -1,
                    Some(Conversion::Str) => 115,
                    Some(Conversion::Repr) => 114,
                    Some(Conversion::Ascii) => 97,
                };
                let format = field.format.map_or("None".into(), |format| self.parts(format));
                format!("FormattedValue({},{conversion},{format})", self.expression(field.value))
            }
        })
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        comprehension: &Comprehension<'_>,
    ) -> (&'static str, Vec<String>) {
        let name = match kind {
            ComprehensionKind::List => "ListComp",
            ComprehensionKind::Set => "SetComp",
            ComprehensionKind::Dict => "DictComp",
            ComprehensionKind::Generator => "GeneratorExp",
        };
        let mut fields = vec![self.expression(comprehension.element)];
        fields.extend(comprehension.value.map(|value| self.expression(value)));
        fields.push(list(comprehension.clauses, |clause| {
            let (target, iterable) = (self.expression(clause.target), self.expression(clause.iterable));
            let conditions = self.expressions(clause.conditions);
            format!("comprehension({target},{iterable},{conditions},{})", u8::from(clause.is_async))
        }));
        (name, fields)
    }

    fn parameters(&mut self, parameters: &Parameters<'_>) -> String {
        let one = |dump: &mut Self, parameter: &Parameter<'_>| {
            format!("arg({},{})", parameter.name.text, dump.optional(parameter.annotation))
        };
        let (only, plain) = parameters.positional().split_at(parameters.positional_only_count as usize);
        let defaults: Vec<_> = parameters.positional().iter().filter_map(|parameter| parameter.default).collect();
        let fields = [
            list(only, |parameter| one(self, parameter)),
            list(plain, |parameter| one(self, parameter)),
            parameters.star().map_or("None".into(), |parameter| one(self, parameter)),
            list(parameters.keyword_only(), |parameter| one(self, parameter)),
            list(parameters.keyword_only(), |parameter| self.optional(parameter.default)),
            parameters.double_star().map_or("None".into(), |parameter| one(self, parameter)),
            self.expressions(&defaults),
        ];
        format!("arguments({})", fields.join(","))
    }

    fn type_parameters(&mut self, parameters: &[TypeParameter<'_>]) -> String {
        list(parameters, |parameter| {
            let name = parameter.name.text.into();
            match parameter.kind {
                TypeParameterKind::TypeVar { bound } => {
                    let bound = self.optional(bound);
                    self.node("TypeVar", parameter.span, &[name, bound])
                }
                TypeParameterKind::TypeVarTuple => self.node("TypeVarTuple", parameter.span, &[name]),
                TypeParameterKind::ParamSpec => self.node("ParamSpec", parameter.span, &[name]),
            }
        })
    }

    fn statement(&mut self, statement: &Stmt<'_>) -> String {
        let (kind, fields): (&str, Vec<String>) = match statement.kind {
            StmtKind::FunctionDef(function) => {
                let fields = vec![
                    function.name.text.into(),
                    self.parameters(function.parameters),
                    self.block(function.body),
                    self.expressions(function.decorators),
                    self.optional(function.returns),
                    self.type_parameters(function.type_parameters),
                ];
                (if function.is_async { "AsyncFunctionDef" } else { "FunctionDef" }, fields)
            }
            StmtKind::ClassDef(class) => {
                let (bases, keywords) = self.arguments(class.arguments);
                let fields = vec![
                    class.name.text.into(),
                    bases,
                    keywords,
                    self.block(class.body),
                    self.expressions(class.decorators),
                    self.type_parameters(class.type_parameters),
                ];
                ("ClassDef", fields)
            }
            StmtKind::Return(value) => ("Return", vec![self.optional(value)]),
            StmtKind::Delete(targets) => ("Delete", vec![self.expressions(targets)]),
            StmtKind::Assign { targets, value } => ("Assign", vec![self.expressions(targets), self.expression(value)]),
            StmtKind::AugAssign { target, operator, value } => {
                ("AugAssign", vec![self.expression(target), binary_name(operator).into(), self.expression(value)])
            }
            StmtKind::AnnAssign(assign) => {
                let fields = vec![
                    self.expression(assign.target),
                    self.expression(assign.annotation),
                    self.optional(assign.value),
                    u8::from(assign.is_simple).to_string(),
                ];
                ("AnnAssign", fields)
            }
            StmtKind::TypeAlias(alias) => {
                let name = self.node("Name", alias.name.span, &[alias.name.text.into()]);
                let fields = vec![name, self.type_parameters(alias.type_parameters), self.expression(alias.value)];
                ("TypeAlias", fields)
            }
            StmtKind::For(statement) => {
                let fields = vec![
                    self.expression(statement.target),
                    self.expression(statement.iterable),
                    self.block(statement.body),
                    self.block(statement.orelse),
                ];
                (if statement.is_async { "AsyncFor" } else { "For" }, fields)
            }
            StmtKind::While(statement) => {
                let test = self.expression(statement.test);
                ("While", vec![test, self.block(statement.body), self.block(statement.orelse)])
            }
            StmtKind::If(conditional) => return self.conditional(statement.span, conditional.arms, conditional.orelse),
            StmtKind::With(with) => {
                let items = list(with.items, |item| {
                    format!("withitem({},{})", self.expression(item.context), self.optional(item.target))
                });
                (if with.is_async { "AsyncWith" } else { "With" }, vec![items, self.block(with.body)])
            }
            StmtKind::Match(statement) => {
                let cases = list(statement.cases, |case| {
                    let pattern = self.pattern(&case.pattern);
                    format!("match_case({pattern},{},{})", self.optional(case.guard), self.block(case.body))
                });
                ("Match", vec![self.expression(statement.subject), cases])
            }
            StmtKind::Raise { exception, cause } => ("Raise", vec![self.optional(exception), self.optional(cause)]),
            StmtKind::Try(statement) => {
                let handlers = list(statement.handlers, |handler| {
                    let name = handler.name.map_or("None", |name| name.text);
                    let fields = [self.optional(handler.kind), name.into(), self.block(handler.body)];
                    self.node("ExceptHandler", handler.span, &fields)
                });
                let body = self.block(statement.body);
                let fields = vec![body, handlers, self.block(statement.orelse), self.block(statement.finally)];
                (if statement.is_star { "TryStar" } else { "Try" }, fields)
            }
            StmtKind::Assert { test, message } => ("Assert", vec![self.expression(test), self.optional(message)]),
            StmtKind::Import(modules) => ("Import", vec![list(modules, alias)]),
            StmtKind::ImportFrom(import) => {
                let names = if import.star.is_some() { "[alias(*,None)]".into() } else { list(import.names, alias) };
                let module = import.module.map_or("None", |module| module.text);
                ("ImportFrom", vec![module.into(), names, import.level.to_string()])
            }
            StmtKind::Global(names) => ("Global", vec![list(names, |name| name.text.into())]),
            StmtKind::Nonlocal(names) => ("Nonlocal", vec![list(names, |name| name.text.into())]),
            StmtKind::Expr(value) => ("Expr", vec![self.expression(value)]),
            StmtKind::Pass => ("Pass", vec![]),
            StmtKind::Break => ("Break", vec![]),
            StmtKind::Continue => ("Continue", vec![]),
        };
        self.node(kind, statement.span, &fields)
    }

    fn conditional(&mut self, span: Span, arms: &[IfArm<'_>], orelse: Suite<'_>) -> String {
        let mut rest = self.block(orelse);
        let mut text = String::new();
        for (index, arm) in arms.iter().enumerate().rev() {
            let fields = [self.expression(arm.test), self.block(arm.body), rest];
            text = self.node("If", Span::new(arm.span.start, span.end), &fields);
            rest = format!("[{text}]");
            if index == 0 {
                break;
            }
        }
        text
    }

    fn pattern(&mut self, pattern: &Pattern<'_>) -> String {
        let (kind, fields): (&str, Vec<String>) = match pattern.kind {
            PatternKind::Wildcard => ("MatchAs", vec!["None".into(), "None".into()]),
            PatternKind::Capture(name) => ("MatchAs", vec!["None".into(), name.into()]),
            PatternKind::Value(value) => ("MatchValue", vec![self.expression(value)]),
            PatternKind::Singleton(value) => {
                ("MatchSingleton", vec![String::from_utf8_lossy(value.span.slice(self.source)).into_owned()])
            }
            PatternKind::Sequence(patterns) => ("MatchSequence", vec![list(patterns, |pattern| self.pattern(pattern))]),
            PatternKind::Star(name) => ("MatchStar", vec![name.unwrap_or("None").into()]),
            PatternKind::Mapping(mapping) => {
                let keys = list(mapping.items, |item| self.expression(item.key));
                let patterns = list(mapping.items, |item| self.pattern(&item.pattern));
                ("MatchMapping", vec![keys, patterns, mapping.rest.map_or("None", |name| name.text).into()])
            }
            PatternKind::Class(class) => {
                let fields = vec![
                    self.expression(class.class),
                    list(class.positional, |pattern| self.pattern(pattern)),
                    list(class.keywords, |keyword| keyword.name.text.into()),
                    list(class.keywords, |keyword| self.pattern(&keyword.pattern)),
                ];
                ("MatchClass", fields)
            }
            PatternKind::Or(patterns) => ("MatchOr", vec![list(patterns, |pattern| self.pattern(pattern))]),
            PatternKind::As { pattern, name } => ("MatchAs", vec![self.pattern(pattern), name.text.into()]),
        };
        self.node(kind, pattern.span, &fields)
    }
}

fn alias(alias: &Alias<'_>) -> String {
    format!("alias({},{})", alias.name.text, alias.alias.map_or("None", |name| name.text))
}
