//! Expressions, by the kind of value that they are meant to have.

use crate::generator::Generator;
use crate::scope::{Form, Kind, Place, Scope};

impl Generator<'_> {
    /// An expression of a kind.
    pub(crate) fn expression(&mut self, kind: Kind, depth: usize) -> String {
        match kind {
            Kind::Int => self.int(depth),
            Kind::Str => self.string(depth),
            Kind::List => self.list(depth),
            Kind::Dict => self.dict(depth),
            Kind::Object(class) => self.object(class, depth),
        }
    }

    /// An expression of a kind, small enough to be kept in a variable.
    pub(crate) fn bounded(&mut self, kind: Kind, depth: usize) -> String {
        let text = self.expression(kind, depth);
        let simple = text.len() < 4 || text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match kind {
            Kind::Int if !simple && (text.contains('*') || text.contains("<<") || text.contains('n')) => {
                format!("{text} % {}", self.modulus())
            }
            Kind::Str if !simple => format!("({text})[:24]"),
            Kind::List if !simple && !text.starts_with('[') => format!("({text})[:8]"),
            _ => text,
        }
    }

    fn leaf(&self, depth: usize) -> bool {
        depth == 0 || !self.affordable(6) || (self.full() && depth < 2)
    }

    /// A variable of the kind, or else a literal.
    fn name_or(&mut self, kind: Kind, literal: fn(&mut Self) -> String) -> String {
        match self.variable(kind) {
            Some(variable) => variable.name,
            None => literal(self),
        }
    }

    pub(crate) fn int(&mut self, depth: usize) -> String {
        self.spend(1);
        if self.leaf(depth) {
            return if self.choices.chance(150) {
                self.name_or(Kind::Int, Self::int_literal)
            } else {
                self.int_literal()
            };
        }
        let depth = depth - 1;
        match self.choices.below(26) {
            0 => self.int_literal(),
            1..=4 => self.name_or(Kind::Int, Self::int_literal),
            5..=8 => self.binary(depth),
            9 | 10 => match self.call_of(Kind::Int, depth) {
                Some(call) => call,
                None => self.binary(depth),
            },
            11 => self.counting(depth),
            12 => {
                let (left, condition, right) = (self.int(depth), self.condition(depth), self.int(depth));
                let (first, second) = (self.space(), self.space());
                format!("({left}{first}if {condition}{second}else {right})")
            }
            13 => {
                let (list, index) = (self.name_or(Kind::List, Self::small_list), self.int(depth.min(1)));
                if self.choices.chance(128) {
                    format!("{list}[{index}]")
                } else {
                    let small = self.choices.below(3);
                    format!("{list}[{}{small}]", if self.choices.chance(128) { "-" } else { "" })
                }
            }
            14 => {
                let dict = self.name_or(Kind::Dict, Self::small_dict);
                if self.flat > 0 {
                    return format!("{dict}[1]");
                }
                let key = self.key_literal();
                if self.choices.chance(128) { format!("{dict}.get({key}, 0)") } else { format!("{dict}[{key}]") }
            }
            15 | 16 => match self.attribute() {
                Some(attribute) => attribute,
                None => self.name_or(Kind::Int, Self::int_literal),
            },
            17 => match self.method_call(Kind::Int, depth) {
                Some(call) => call,
                None => self.binary(depth),
            },
            18 => self.big_int_expression(depth),
            19 => {
                let operator = self.pick(&["-", "~", "+", "not "]);
                let operand = self.int(depth);
                format!("({operator}{operand})")
            }
            20 => self.condition(depth),
            21 => self.walrus(Kind::Int, depth),
            22 => {
                let operator = self.pick(&["or", "and"]);
                let (left, right, space) = (self.int(depth), self.int(depth), self.space());
                format!("({left}{space}{operator} {right})")
            }
            23 => match self.suspension(depth) {
                Some(text) => text,
                None => self.int_literal(),
            },
            24 => {
                if self.choices.chance(100) {
                    self.any(depth)
                } else {
                    let text = self.string(depth);
                    if self.choices.chance(128) { format!("int({text} or 3)") } else { format!("ord({text}[0])") }
                }
            }
            _ => {
                let (parameter, inner) = self.with_inner(Kind::Int, |this| this.int(depth));
                let argument = self.int(depth);
                format!("(lambda {parameter}: {inner})({argument})")
            }
        }
    }

    /// Writes something in a scope of its own with one variable.
    pub(crate) fn with_inner<T>(&mut self, kind: Kind, write: impl FnOnce(&mut Self) -> T) -> (String, T) {
        let name = self.fresh("c");
        self.scopes.push(Scope::new(Place::Inner));
        self.declare_fixed(&name, kind);
        self.pure += 1;
        let result = write(self);
        self.pure -= 1;
        self.scopes.pop();
        (name, result)
    }

    fn binary(&mut self, depth: usize) -> String {
        let left = self.int(depth);
        let operator = self.choices.below(14);
        let right = self.int(depth);
        let space = self.space();
        match operator {
            0..=3 => format!("({left}{space}+ {right})"),
            4 | 5 => format!("({left}{space}- {right})"),
            6 | 7 => format!("({left}{space}* {right}) % {}", self.modulus()),
            8 => format!("({left}{space}// {right})"),
            9 => format!("({left}{space}% {right})"),
            10 => format!("({left}{space}& {right})"),
            11 => format!("({left}{space}| {right})"),
            12 => format!("({left}{space}^ {right})"),
            _ => format!("divmod({left},{space}{right})[{}]", self.choices.below(2)),
        }
    }

    fn big_int_expression(&mut self, depth: usize) -> String {
        let (big, number) = (self.big_int(), self.int(depth.min(1)));
        match self.choices.below(6) {
            0 => format!("({big} + {number})"),
            1 => format!("({big} * ({number})) % {}", self.modulus()),
            2 => format!("(({big}) // ({number} or 7))"),
            3 => format!("({number} << {})", self.choices.below(70)),
            4 => format!("({big} >> {})", self.choices.below(70)),
            _ => format!("pow({number}, {}, {})", self.choices.below(30), self.modulus()),
        }
    }

    /// A builtin function that gives an int.
    fn counting(&mut self, depth: usize) -> String {
        match self.choices.below(9) {
            0 | 1 => {
                let kind = [Kind::List, Kind::Str, Kind::Dict][self.choices.below(3)];
                format!("len({})", self.expression(kind, depth))
            }
            2 => format!("sum({})", self.list(depth)),
            3 => {
                let function = self.pick(&["max", "min"]);
                let (first, second) = (self.int(depth), self.int(depth));
                let (gap, space) = (self.gap(), self.space());
                format!("{function}({gap}{first},{space}{second})")
            }
            4 => format!("abs({})", self.int(depth)),
            5 => {
                let source = self.comprehension_source(depth);
                self.rounds *= 4;
                let (name, inner) = self.with_inner(Kind::Int, |this| this.int(depth.min(1)));
                self.rounds /= 4;
                let gap = self.gap();
                format!("sum({gap}{inner} for {name} in {source})")
            }
            6 => {
                let (name, inner) = self.with_inner(Kind::Int, |this| this.int(depth.min(1)));
                let function = self.pick(&["max", "min"]);
                let list = self.list(depth);
                format!("{function}({list}, key=lambda {name}: {inner})")
            }
            7 => format!("{}.index({})", self.name_or(Kind::List, Self::small_list), self.int(depth.min(1))),
            _ => format!("{}.pop()", self.name_or(Kind::List, Self::small_list)),
        }
    }

    /// `name := value`, where it is allowed.
    fn walrus(&mut self, kind: Kind, depth: usize) -> String {
        let value = self.bounded(kind, depth);
        if self.pure > 0 || self.flat > 0 {
            return value;
        }
        let name = self.target(kind, true);
        self.declare(&name, kind);
        format!("({name} := {value})")
    }

    /// `yield` or `await` as an expression.
    fn suspension(&mut self, depth: usize) -> Option<String> {
        if self.pure > 0 || self.flat > 0 || !self.affordable(8) {
            return None;
        }
        match self.form()? {
            Form::Plain => None,
            Form::Generator | Form::AsyncGenerator
                if self.choices.chance(128) || self.form() == Some(Form::Generator) =>
            {
                self.yields += self.rounds;
                let value = self.int(depth);
                Some(if self.choices.chance(180) {
                    format!("((yield {value}) or 1)")
                } else {
                    format!("(yield {value})")
                })
            }
            _ => Some(self.await_expression(depth)),
        }
    }

    pub(crate) fn string(&mut self, depth: usize) -> String {
        self.spend(1);
        if self.flat > 0 {
            return match self.variable(Kind::Str) {
                Some(variable) => variable.name,
                None => "str(12)".into(),
            };
        }
        if self.leaf(depth) {
            return if self.choices.chance(128) {
                self.name_or(Kind::Str, Self::string_literal)
            } else {
                self.string_literal()
            };
        }
        let depth = depth - 1;
        match self.choices.below(18) {
            0 => self.string_literal(),
            1..=3 => self.name_or(Kind::Str, Self::string_literal),
            4 | 5 => {
                let (left, right, space) = (self.string(depth), self.string(depth), self.space());
                format!("({left}{space}+ {right})")
            }
            6..=8 => self.format_string(depth),
            9 => {
                let method = self.pick(&[
                    "upper()",
                    "replace('a', 'bb')",
                    "strip()",
                    "center(7, '*')",
                    "title()",
                    "join(['x', 'y'])",
                    "swapcase()",
                    "partition('b')[2]",
                    "zfill(5)",
                    "lstrip('a')",
                ]);
                format!("{}.{method}", self.string(depth))
            }
            10 => {
                let slice = self.pick(&["[1:]", "[::-1]", "[-1]", "[0]", "[:2]", "[1:-1]", "[::2]", "[5]"]);
                format!("{}{slice}", self.string(depth))
            }
            11 => format!("str({})", self.int(depth)),
            12 => format!("repr({})", self.any(depth)),
            13 => {
                let (left, right) = (self.int(depth), self.any(depth));
                match self.choices.below(4) {
                    0 => format!("('%d:%s' % ({left}, {right}))"),
                    1 => format!("('%5d|%r' % ({left}, {right}))"),
                    2 => format!("'{{}}-{{}}'.format({left}, {right})"),
                    _ => format!("'{{1}}{{0!r}}'.format({left}, {right})"),
                }
            }
            14 => format!("({} * {})", self.string(depth), self.choices.below(4)),
            15 => match self.call_of(Kind::Str, depth) {
                Some(call) => call,
                None => self.string_literal(),
            },
            16 => {
                let (left, condition, right) = (self.string(depth), self.condition(depth), self.string(depth));
                format!("({left} if {condition} else {right})")
            }
            _ => {
                let source = self.comprehension_source(depth);
                self.rounds *= 4;
                let (name, inner) = self.with_inner(Kind::Int, |this| this.int(depth.min(1)));
                self.rounds /= 4;
                let gap = self.gap();
                format!("'-'.join({gap}str({inner}) for {name} in {source})")
            }
        }
    }

    fn format_string(&mut self, depth: usize) -> String {
        self.flat += 1;
        let mut text = String::from("f'");
        for _ in 0..1 + self.choices.below(3) {
            text.push_str(self.pick(&["", "x", "v=", " "]));
            let value = match self.choices.below(4) {
                0 => self.string(depth),
                1 => self.name_or(Kind::List, Self::small_list),
                _ => self.int(depth),
            };
            // A literal that begins with a brace, and `:` or `!` outside of brackets, mean something else here.
            let value = format!("({value})");
            let format = self.pick(&["", "", "!r", "=", "!s:>6", ":>5", ":{2 + 3}", ":05d", ":x", ":,"]);
            text.push_str(&format!("{{{value}{format}}}"));
        }
        text.push('\'');
        self.flat -= 1;
        text
    }

    pub(crate) fn small_list(&mut self) -> String {
        self.pick(&["[1, 2, 3]", "[]", "[4]", "[0, 1]", "[3, 1, 2]", "[5, -1, 5, 2]"]).into()
    }

    pub(crate) fn small_dict(&mut self) -> String {
        if self.flat > 0 { "{1: 2}".into() } else { self.pick(&["{'a': 1, 'b': 2}", "{}", "{1: 2, 'k': 3}"]).into() }
    }

    /// An iterable of few ints for a comprehension, where names cannot be bound.
    pub(crate) fn comprehension_source(&mut self, depth: usize) -> String {
        self.pure += 1;
        let source = self.short_iterable(depth);
        self.pure -= 1;
        source
    }

    /// An iterable of few ints.
    pub(crate) fn short_iterable(&mut self, depth: usize) -> String {
        match self.choices.below(8) {
            0 | 1 => format!("range({})", self.choices.below(5)),
            2 => format!("range({}, {}, {})", self.choices.below(3), self.choices.below(6), 1 + self.choices.below(2)),
            3 => self.small_list(),
            4 => {
                let (first, second) = (self.int(depth.min(1)), self.int(depth.min(1)));
                let (gap, space) = (self.gap(), self.space());
                format!("[{gap}{first},{space}{second}]")
            }
            5 => {
                let (first, second) = (self.int(depth.min(1)), self.int(depth.min(1)));
                format!("({first}, {second}, 3)")
            }
            6 => format!("reversed({})", self.small_list()),
            _ => format!("{}[:4]", self.name_or(Kind::List, Self::small_list)),
        }
    }

    pub(crate) fn list(&mut self, depth: usize) -> String {
        self.spend(2);
        if self.leaf(depth) {
            return self.name_or(Kind::List, Self::small_list);
        }
        let depth = depth - 1;
        match self.choices.below(18) {
            0 => self.small_list(),
            1..=3 => self.name_or(Kind::List, Self::small_list),
            4..=6 => self.display(depth),
            7 | 8 => self.comprehension(depth, '[', ']'),
            9 => {
                let slice = self.pick(&["[1:]", "[::-1]", "[:2]", "[-2:]", "[::2]", "[1:3]"]);
                format!("{}{slice}", self.list(depth))
            }
            10 => format!("sorted({})", self.list(depth)),
            11 => {
                let (name, inner) = self.with_inner(Kind::Int, |this| this.int(depth.min(1)));
                let list = self.list(depth);
                let function = self.pick(&["map", "filter"]);
                format!("list({function}(lambda {name}: {inner}, {list}))")
            }
            12 => {
                let (first, second) = (self.list(depth), self.list(depth));
                if self.choices.chance(128) {
                    format!("({first} + {second})")
                } else {
                    format!("[{first}, {second}][{}]", self.choices.below(2))
                }
            }
            13 => match self.generator_call(depth) {
                Some((call, _)) => format!("list({call})"),
                None => self.display(depth),
            },
            14 => {
                let dict = self.dict(depth);
                self.pick(&["list(D)", "list(D.values())", "[key for key in D]", "sorted(D.values())"])
                    .replace('D', &dict)
            }
            15 => format!("sorted({})", self.comprehension(depth, '{', '}')),
            16 => match self.call_of(Kind::List, depth) {
                Some(call) => call,
                None => self.small_list(),
            },
            _ => {
                let (first, second) = (self.comprehension_source(depth), self.comprehension_source(depth));
                let (name, inner) = self.with_inner(Kind::Int, |this| this.int(depth.min(1)));
                let other = self.fresh("c");
                format!("[{inner} + {other} for {name}, {other} in zip({first}, {second})]")
            }
        }
    }

    fn display(&mut self, depth: usize) -> String {
        let mut text = String::from("[");
        let count = self.choices.below(5);
        for index in 0..count {
            if index > 0 {
                text.push(',');
                text.push_str(&self.space());
            } else {
                text.push_str(&self.gap());
            }
            match self.choices.below(12) {
                10 => {
                    text.push('*');
                    text.push_str(&self.short_iterable(depth));
                }
                11 => text.push_str(&self.any(depth.min(1))),
                _ => text.push_str(&self.int(depth)),
            }
        }
        text.push(']');
        text
    }

    /// A comprehension on one line; its brackets say of what.
    fn comprehension(&mut self, depth: usize, open: char, close: char) -> String {
        let binds = self.pure == 0 && self.flat == 0 && self.place() != Place::Class && self.choices.chance(24);
        self.flat += 1;
        let source = self.comprehension_source(depth);
        let rounds = self.rounds;
        self.rounds *= 4;
        let outer = self.fresh("c");
        self.scopes.push(Scope::new(Place::Inner));
        self.declare_fixed(&outer, Kind::Int);
        self.pure += 1;
        let mut clauses = format!("for {outer} in {source}");
        if self.choices.chance(90) {
            clauses.push_str(&format!(" if {}", self.condition(depth.min(1))));
        }
        if self.choices.chance(40) && self.affordable_rounds(3) {
            let inner = self.fresh("c");
            let source = self.short_iterable(0);
            self.rounds *= 3;
            self.declare_fixed(&inner, Kind::Int);
            clauses.push_str(&format!(" for {inner} in {source}"));
        }
        let mut element = self.int(depth.min(2));
        self.pure -= 1;
        self.scopes.pop();
        self.rounds = rounds;
        self.flat -= 1;
        if binds {
            let name = self.target(Kind::Int, true);
            self.declare(&name, Kind::Int);
            element = format!("({name} := {element})");
        }
        if open == '{' {
            // Only numbers: sets of other things are in no order that is the same everywhere.
            element = format!("-({element})");
        }
        format!("{open}{element} {clauses}{close}")
    }

    pub(crate) fn dict(&mut self, depth: usize) -> String {
        self.spend(2);
        if self.flat > 0 || self.leaf(depth) {
            return self.name_or(Kind::Dict, Self::small_dict);
        }
        let depth = depth - 1;
        match self.choices.below(9) {
            0 => self.small_dict(),
            1 | 2 => self.name_or(Kind::Dict, Self::small_dict),
            3 | 4 => {
                let mut text = String::from("{");
                for index in 0..self.choices.below(4) {
                    if index > 0 {
                        text.push(',');
                        text.push_str(&self.space());
                    } else {
                        text.push_str(&self.gap());
                    }
                    if self.choices.chance(40) {
                        text.push_str(&format!("**{}", self.name_or(Kind::Dict, Self::small_dict)));
                    } else {
                        text.push_str(&format!("{}: {}", self.key_literal(), self.int(depth)));
                    }
                }
                text.push('}');
                text
            }
            5 => {
                self.flat += 1;
                let source = self.comprehension_source(depth);
                self.rounds *= 4;
                let (name, value) = self.with_inner(Kind::Int, |this| this.int(depth.min(1)));
                self.rounds /= 4;
                self.flat -= 1;
                format!("{{{name}: {value} for {name} in {source}}}")
            }
            6 => format!("({} | {})", self.name_or(Kind::Dict, Self::small_dict), self.small_dict()),
            7 => format!("dict(a={}, b={})", self.int(depth), self.int(depth.min(1))),
            _ => match self.call_of(Kind::Dict, depth) {
                Some(call) => call,
                None => self.small_dict(),
            },
        }
    }

    /// Something of any kind that prints the same everywhere.
    pub(crate) fn any(&mut self, depth: usize) -> String {
        if self.flat > 0 {
            return self.pick(&["None", "True", "1.5", "(1, 2)", "()"]).into();
        }
        let depth = depth.min(2);
        match self.choices.below(14) {
            0 | 1 => self.int(depth),
            2 | 3 => self.string(depth),
            4 => self.pick(&["None", "True", "False", "...", "NotImplemented"]).into(),
            5 => self.pick(&["1.5", "0.25", "-2.0", "1e100", "3.0"]).into(),
            6 => {
                let (first, second, space) = (self.int(depth), self.any(depth.saturating_sub(1)), self.space());
                format!("({first},{space}{second})")
            }
            7 => self.list(depth),
            8 => self.dict(depth),
            9 => format!("len({{{}, {}}})", self.int(depth.min(1)), self.int(depth.min(1))),
            10 => self.pick(&["b'xy'", "range(3)", "(1, 'a')", "()", "slice(1, 2)"]).into(),
            11 => match self.variable(Kind::Object(0)) {
                Some(variable) => variable.name,
                None => self.int(depth),
            },
            12 => format!("({} / {})", self.int(depth), self.int(depth.min(1))),
            _ => format!(
                "isinstance({}, {})",
                self.any(depth.saturating_sub(1)),
                self.pick(&["int", "str", "(list, tuple)"])
            ),
        }
    }

    pub(crate) fn condition(&mut self, depth: usize) -> String {
        self.spend(1);
        if self.leaf(depth) {
            let (left, right) = (self.int(0), self.int_literal());
            let operator = self.pick(&["<", ">", "==", "!=", "<=", ">="]);
            return format!("{left} {operator} {right}");
        }
        let depth = depth - 1;
        match self.choices.below(13) {
            0..=3 => {
                let operator = self.pick(&["<", ">", "==", "!=", "<=", ">="]);
                format!("{} {operator} {}", self.int(depth), self.int(depth))
            }
            4 => {
                let (first, second) = (self.pick(&["<", "<=", "!="]), self.pick(&["<", ">", "=="]));
                let (left, middle, right) = (self.int(depth), self.int(depth), self.int(depth));
                let space = self.space();
                format!("({left} {first} {middle}{space}{second} {right})")
            }
            5 => {
                let operator = self.pick(&["and", "or"]);
                let (left, right) = (self.condition(depth), self.condition(depth));
                let space = self.space();
                format!("({left}{space}{operator} {right})")
            }
            6 => format!("(not {})", self.condition(depth)),
            7 => {
                let operator = self.pick(&["in", "not in"]);
                let container = match self.choices.below(3) {
                    0 => self.list(depth),
                    1 => self.dict(depth),
                    _ => "(1, 2, 3)".into(),
                };
                format!("({} {operator} {container})", self.int(depth))
            }
            8 => {
                if self.flat > 0 {
                    return "True".into();
                }
                let operator = self.pick(&["<", "==", ">=", "in"]);
                format!("({} {operator} {})", self.string(depth), self.string(depth))
            }
            9 => {
                let name = self.name_or(Kind::Int, |_| "KEPT".into());
                format!("({name} is {}None)", if self.choices.chance(128) { "not " } else { "" })
            }
            10 => {
                let function = self.pick(&["any", "all"]);
                format!("{function}({})", self.comprehension(depth, '[', ']'))
            }
            11 => self.walrus(Kind::Int, depth),
            _ => {
                let kind = [Kind::List, Kind::Object(0), Kind::Str, Kind::Dict][self.choices.below(4)];
                match self.variable(kind) {
                    Some(variable) => variable.name,
                    None => self.int(depth),
                }
            }
        }
    }
}
