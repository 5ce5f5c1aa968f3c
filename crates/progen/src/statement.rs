//! Simple statements, and the choice among all statements.

use crate::generator::Generator;
use crate::scope::{Form, Kind, Place};

impl Generator<'_> {
    /// A statement of the module: first mostly definitions, then mostly uses of them.
    pub(crate) fn module_statement(&mut self, early: bool) {
        let choice = self.choices.below(16);
        match if early && choice > 6 { choice - 7 } else { choice } {
            0..=3 if !self.full() => self.function_statement(),
            4 | 5 if !self.full() => self.class_statement(),
            6 if !self.full() => self.exception_class_statement(),
            7..=11 => self.guarded_calls(),
            12 if early => {
                let kind = [Kind::Int, Kind::Str, Kind::List, Kind::Dict][self.choices.below(4)];
                self.assign(kind);
            }
            _ if self.choices.chance(20) => self.statement(),
            _ => {
                self.line("try:");
                self.block(2);
                self.caught();
            }
        }
    }

    /// What the definitions are there for, mostly within `try`.
    fn guarded_calls(&mut self) {
        if !self.choices.chance(245) {
            return self.exercise();
        }
        self.line("try:");
        self.indentation += 1;
        for _ in 0..1 + self.choices.below(3) {
            self.exercise();
        }
        self.indentation -= 1;
        self.caught();
    }

    fn caught(&mut self) {
        self.line("except Exception as e0:");
        self.indentation += 1;
        self.line("show(e0)");
        self.indentation -= 1;
    }

    /// Uses a definition.
    fn exercise(&mut self) {
        match self.choices.below(9) {
            0 | 3 if self.drive() => {}
            1 if self.use_generator() => {}
            2 => self.assign_object(),
            _ => {
                let kind = [Kind::Int, Kind::List, Kind::Str, Kind::Dict, Kind::Int][self.choices.below(5)];
                let call = match self.choices.below(3) {
                    0 => self.method_call(kind, 2),
                    _ => self.call_of(kind, 2),
                };
                match call {
                    Some(call) => self.line(&format!("print({call})")),
                    None => self.print(),
                }
            }
        }
    }

    /// Statements in an indented block, at least one.
    pub(crate) fn block(&mut self, most: usize) {
        self.indentation += 1;
        self.nesting += 1;
        let count = 1 + self.choices.below(most);
        for _ in 0..count {
            if self.statement_or_end() {
                break;
            }
        }
        self.nesting -= 1;
        self.indentation -= 1;
    }

    /// A statement; true if control does not go on behind it.
    fn statement_or_end(&mut self) -> bool {
        // What follows a jump is dead; a little of that is good too.
        if self.nesting > 1 && self.choices.chance(26) && self.jump() {
            return !self.choices.chance(20);
        }
        self.statement();
        false
    }

    /// A jump out of the block, if one is possible here.
    fn jump(&mut self) -> bool {
        let loops = self.scope().loops > 0;
        match self.choices.below(6) {
            0 | 1 if loops => self.line("break"),
            2 if loops => self.line("continue"),
            3 | 4 if self.form().is_some() && self.scope().no_return == 0 => self.return_statement(),
            _ => self.raise(),
        }
        true
    }

    pub(crate) fn return_statement(&mut self) {
        let text = match self.form() {
            Some(Form::AsyncGenerator) | None => "return".into(),
            Some(_) => {
                let result = self.scope().result;
                format!("return {}", self.bounded(result, 2))
            }
        };
        self.line(&text);
    }

    pub(crate) fn raise(&mut self) {
        self.spend(2);
        let text = match self.choices.below(10) {
            0 => "raise".into(),
            1 => format!("raise {}", self.exception_class()),
            2 => {
                let bound = self.scope().handlers.iter().rev().flatten().next().cloned();
                let cause = bound.unwrap_or_else(|| "None".into());
                format!("raise {}({}) from {cause}", self.exception_class(), self.int(1))
            }
            3 => format!("raise {}({}) from {}", self.exception_class(), self.int(1), self.exception_name()),
            4 => format!("raise {}", self.any(1)),
            _ => format!("raise {}({})", self.exception_class(), self.any(1)),
        };
        self.line(&text);
    }

    /// Any statement.
    pub(crate) fn statement(&mut self) {
        self.spend(1);
        let deep = self.nesting >= 4 || self.full() || !self.affordable(12);
        let choice = self.choices.below(if deep { 32 } else { 64 });
        match choice {
            0..=3 => self.print(),
            4..=8 => self.assign(Kind::Int),
            9 | 10 => self.assign(Kind::Str),
            11 | 12 => self.assign(Kind::List),
            13 => self.assign(Kind::Dict),
            14 => self.assign_object(),
            15..=18 => self.augmented(),
            19..=21 => self.mutate(),
            22 => self.unpack(),
            23 => self.delete(),
            24 => self.assert(),
            25 => self.store_attribute(),
            26 => {
                let value = self.int(2);
                self.line(&value);
            }
            27 => self.several_targets(),
            28 if self.in_async() => self.async_statement(),
            28 | 29 => self.yield_statement(),
            30 => self.one_line_if(),
            31 => self.line("pass"),
            32..=37 => self.if_statement(),
            38..=42 => self.for_statement(),
            43..=45 => self.while_statement(),
            46..=52 => self.try_statement(),
            53 | 54 => self.with_statement(),
            55 => self.match_statement(),
            56 | 57 => self.inner_definition(),
            58 => {
                if !self.use_generator() {
                    self.print();
                }
            }
            59 => self.lambda(),
            60 if self.in_async() => self.async_statement(),
            _ => match self.method_call(Kind::Int, 2) {
                Some(call) => self.line(&call),
                None => self.print(),
            },
        }
    }

    fn inner_definition(&mut self) {
        let functions = self.scopes.iter().filter(|scope| matches!(scope.place, Place::Function(_))).count();
        if functions >= 2 {
            return self.lambda();
        }
        if self.choices.chance(40) { self.class_statement() } else { self.function_statement() }
    }

    pub(crate) fn print(&mut self) {
        let text = if self.choices.chance(60) { self.any(2) } else { self.int(3) };
        let tag = self.choices.below(100);
        let (gap, space) = (self.gap(), self.space());
        self.line(&format!("print({gap}{tag},{space}{text})"));
    }

    pub(crate) fn assign(&mut self, kind: Kind) {
        let value = self.bounded(kind, 3);
        let new = self.choices.chance(100);
        let target = self.target(kind, new);
        let annotation = if kind == Kind::Int && self.annotatable(&target) { ": int" } else { "" };
        self.line(&format!("{target}{annotation} = {value}"));
        self.declare(&target, kind);
    }

    /// An annotation makes a name local, so it must not be declared `global`.
    fn annotatable(&mut self, name: &str) -> bool {
        let foreign = self.scope().variables.iter().any(|variable| variable.name == name && variable.foreign);
        !foreign && self.choices.chance(12)
    }

    fn assign_object(&mut self) {
        match self.instance(2) {
            Some((value, class)) => {
                let target = self.target(Kind::Object(class), false);
                self.line(&format!("{target} = {value}"));
                self.declare(&target, Kind::Object(class));
            }
            None => self.assign(Kind::Int),
        }
    }

    /// A variable of this scope that may be assigned.
    fn own(&mut self, kind: Kind) -> Option<String> {
        let found: Vec<String> = self
            .scope()
            .variables
            .iter()
            .filter(|variable| variable.kind == kind && variable.writable && !variable.locked)
            .map(|variable| variable.name.clone())
            .collect();
        if found.is_empty() {
            return None;
        }
        Some(found[self.choices.below(found.len())].clone())
    }

    fn augmented(&mut self) {
        if self.choices.chance(50)
            && let Some(name) = self.own(Kind::Str)
        {
            let value = self.string_literal();
            return self.line(&format!("{name} += {value}"));
        }
        if self.choices.chance(40)
            && let Some(name) = self.own(Kind::List)
        {
            let value = self.small_list();
            return self.line(&format!("{name} += {value}"));
        }
        let target = match self.choices.below(4) {
            0 => self.variable(Kind::List).map(|list| format!("{}[0]", list.name)),
            1 => self.variable(Kind::Dict).map(|dict| format!("{}['a']", dict.name)),
            _ => None,
        };
        let Some(target) = target.or_else(|| self.own(Kind::Int)) else { return self.assign(Kind::Int) };
        let operator = self.pick(&["+=", "-=", "+=", "//=", "%=", "&=", "|=", "^=", ">>="]);
        let value = if operator == ">>=" { self.choices.below(9).to_string() } else { self.int(2) };
        self.line(&format!("{target} {operator} {value}"));
    }

    /// Changes a list or dict in place.
    fn mutate(&mut self) {
        if self.choices.chance(90) {
            let Some(dict) = self.variable(Kind::Dict).filter(|dict| !dict.locked) else {
                return self.assign(Kind::Dict);
            };
            let name = dict.name;
            let key = self.key_literal();
            let text = match self.choices.below(6) {
                0..=2 => format!("{name}[{key}] = {}", self.bounded(Kind::Int, 2)),
                3 => format!("{name}.update({key_value})", key_value = self.small_dict()),
                4 => format!("{name}.setdefault({key}, {})", self.int(1)),
                _ => format!("print({name}.pop({key}))"),
            };
            return self.line(&text);
        }
        let Some(list) = self.variable(Kind::List).filter(|list| !list.locked) else {
            return self.assign(Kind::List);
        };
        let name = list.name;
        let text = match self.choices.below(9) {
            0 | 1 => format!("{name}.append({})", self.bounded(Kind::Int, 2)),
            2 => format!("{name}[{}] = {}", self.choices.below(3), self.bounded(Kind::Int, 2)),
            3 => format!("{name}[1:2] = {}", self.short_iterable(1)),
            4 => format!("{name}.insert({}, {})", self.choices.below(3), self.bounded(Kind::Int, 1)),
            5 => format!("{name}.sort()"),
            6 => format!("{name}.reverse()"),
            7 => format!("{name}.extend({})", self.short_iterable(1)),
            _ => format!("{name}.remove({})", self.int(1)),
        };
        self.line(&text);
    }

    fn unpack(&mut self) {
        let (first, second, third) = (self.fresh("n"), self.fresh("n"), self.fresh("n"));
        let value = match self.choices.below(4) {
            0 => self.list(2),
            1 => {
                let (one, two) = (self.int(2), self.int(2));
                format!("{one}, {two}")
            }
            2 => match self.generator_call(1) {
                Some((call, _)) => format!("keep({call})"),
                None => self.short_iterable(2),
            },
            _ => format!("{}, ({}, 2)", self.int(1), self.int(1)),
        };
        let (pattern, names) = match self.choices.below(5) {
            0 => (format!("{first}, {second}"), vec![first, second]),
            1 => (format!("{first}, {second}, {third}"), vec![first, second, third]),
            2 => (format!("{first}, *_"), vec![first]),
            3 => (format!("[{first}, *_, {second}]"), vec![first, second]),
            _ => (format!("{first}, ({second}, {third})"), vec![first, second, third]),
        };
        self.line(&format!("{pattern} = {value}"));
        for name in names {
            self.declare(&name, Kind::Int);
        }
    }

    fn delete(&mut self) {
        let text = match self.choices.below(5) {
            0 | 1 => self.own(Kind::Int),
            2 => self.variable(Kind::List).map(|list| format!("{}[0]", list.name)),
            3 => self.variable(Kind::List).map(|list| format!("{}[:1]", list.name)),
            _ => self.variable(Kind::Dict).filter(|dict| !dict.locked).map(|dict| format!("{}['a']", dict.name)),
        };
        match text {
            Some(text) => self.line(&format!("del {text}")),
            None => self.line("pass"),
        }
    }

    fn assert(&mut self) {
        let condition = self.condition(2);
        let message = if self.choices.chance(128) { format!(", {}", self.any(1)) } else { String::new() };
        self.line(&format!("assert {condition}{message}"));
    }

    fn store_attribute(&mut self) {
        let Some(object) = self.variable(Kind::Object(0)) else { return self.assign(Kind::Int) };
        let Kind::Object(class) = object.kind else { return self.assign(Kind::Int) };
        let attributes: Vec<String> =
            self.ancestry(class).iter().flat_map(|&class| self.classes[class].attributes.clone()).collect();
        let attribute = if attributes.is_empty() {
            "extra".into()
        } else {
            attributes[self.choices.below(attributes.len())].clone()
        };
        // Always an int: an object that refers to itself could call itself without end.
        let value = self.bounded(Kind::Int, 2);
        if self.choices.chance(80) {
            let number = self.choices.below(9);
            self.line(&format!("{}.{attribute} += {number}", object.name));
        } else {
            self.line(&format!("{}.{attribute} = int({value})", object.name));
        }
    }

    fn several_targets(&mut self) {
        let value = self.bounded(Kind::Int, 2);
        if self.choices.chance(128) {
            let (first, second) = (self.target(Kind::Int, false), self.fresh("n"));
            self.line(&format!("{first} = {second} = {value}"));
            self.declare(&first, Kind::Int);
            self.declare(&second, Kind::Int);
            return;
        }
        match (self.own(Kind::Int), self.own(Kind::Int)) {
            (Some(first), Some(second)) => self.line(&format!("{first}, {second} = {second}, {first}")),
            _ => self.assign(Kind::Int),
        }
    }

    pub(crate) fn yield_statement(&mut self) {
        let Some(form) = self.form().filter(|form| form.yields()) else { return self.augmented() };
        self.spend(3);
        if form == Form::Generator
            && self.choices.chance(60)
            && let Some((call, yields)) = self.generator_call(1)
        {
            self.yields += yields * self.rounds;
            let target = self.target(Kind::Int, true);
            self.line(&format!("{target} = yield from {call}"));
            return self.declare(&target, Kind::Int);
        }
        if form == Form::Generator && self.choices.chance(30) {
            let source = self.short_iterable(1);
            self.yields += 4 * self.rounds;
            return self.line(&format!("yield from {source}"));
        }
        self.yields += self.rounds;
        let value = self.int(2);
        if self.choices.chance(128) {
            let target = self.target(Kind::Int, true);
            self.line(&format!("{target} = yield {value}"));
            self.declare(&target, Kind::Int);
        } else {
            self.line(&format!("yield {value}"));
        }
    }

    fn one_line_if(&mut self) {
        let condition = self.condition(2);
        let body = match self.choices.below(3) {
            0 => format!("print({})", self.int(1)),
            1 if self.scope().loops > 0 => self.pick(&["break", "continue"]).into(),
            _ => format!("raise {}({})", self.exception_class(), self.choices.below(9)),
        };
        self.line(&format!("if {condition}: {body}"));
    }

    /// Makes a generator and talks to it; false if there is none.
    pub(crate) fn use_generator(&mut self) -> bool {
        let Some((call, yields)) = self.generator_call(1) else { return false };
        let name = self.fresh("g");
        self.line(&format!("{name} = keep({call})"));
        for _ in 0..1 + self.choices.below(4) {
            self.spend(2);
            let text = match self.choices.below(9) {
                0..=2 => format!("print(next({name}))"),
                3 => format!("print(next({name}, 'end'))"),
                4 | 5 => format!("print({name}.send({}))", self.int(1)),
                6 => format!("print({name}.throw({}({})))", self.exception_class(), self.choices.below(9)),
                7 => format!("{name}.close()"),
                _ => format!("print({name}.send(None))"),
            };
            self.line(&text);
        }
        if self.choices.chance(100) && self.affordable_rounds(yields) {
            let target = self.fresh("n");
            self.line(&format!("for {target} in {name}:"));
            self.declare(&target, Kind::Int);
            self.looped(yields, 2);
        }
        true
    }
}
