//! Compound statements.

use crate::generator::Generator;
use crate::prelude::Helper;
use crate::scope::Kind;

impl Generator<'_> {
    /// The body of a loop of so many rounds.
    pub(crate) fn looped(&mut self, rounds: u64, most: usize) {
        let before = self.rounds;
        self.rounds *= rounds.max(1);
        self.scope().loops += 1;
        self.block(most);
        self.scope().loops -= 1;
        self.rounds = before;
    }

    pub(crate) fn if_statement(&mut self) {
        let condition = self.condition(3);
        self.line(&format!("if {condition}:"));
        self.block(3);
        for _ in 0..3 {
            if self.full() || !self.choices.chance(70) {
                break;
            }
            let condition = self.condition(2);
            self.line(&format!("elif {condition}:"));
            self.block(2);
        }
        if self.choices.chance(100) {
            self.line("else:");
            self.block(2);
        }
    }

    pub(crate) fn for_statement(&mut self) {
        if !self.affordable_rounds(4) {
            return self.print();
        }
        let target = self.target(Kind::Int, true);
        let mut rounds = 4;
        let mut locked = None;
        let mut second = None;
        let (pattern, source) = match self.choices.below(12) {
            0..=4 => (target.clone(), self.short_iterable(2)),
            5 => {
                let other = self.fresh("n");
                let source = self.short_iterable(1);
                let pattern = format!("{target}, {other}");
                second = Some(other);
                (pattern, format!("enumerate({source})"))
            }
            6 => {
                let other = self.fresh("n");
                let dict = self.dict(1);
                let pattern = format!("{other}, {target}");
                second = Some(other);
                (pattern, format!("list({dict}.items())[:4]"))
            }
            7 => {
                let text = self.string(1);
                (target.clone(), format!("({text})[:4]"))
            }
            8 | 9 => match self.generator_call(1) {
                Some((call, yields)) if self.affordable_rounds(yields) => {
                    rounds = yields.max(1);
                    (target.clone(), format!("keep({call})"))
                }
                Some((call, _)) => (target.clone(), format!("list({call})[:4]")),
                None => (target.clone(), self.short_iterable(2)),
            },
            10 => {
                // Directly over a variable of this scope: nothing in the body may make it grow.
                let local = self.form().is_some();
                match self.scope().variables.iter_mut().find(|variable| {
                    local && variable.kind == Kind::List && variable.writable && !variable.foreign && !variable.locked
                }) {
                    Some(variable) => {
                        variable.locked = true;
                        locked = Some(variable.name.clone());
                        rounds = 6;
                        let text = variable.name.clone();
                        (target.clone(), text)
                    }
                    None => (target.clone(), self.short_iterable(1)),
                }
            }
            _ => {
                let (name, inner) = self.with_inner(Kind::Int, |this| this.int(1));
                let source = self.comprehension_source(1);
                (target.clone(), format!("keep({inner} for {name} in {source})"))
            }
        };
        self.line(&format!("for {pattern} in {source}:"));
        self.declare(&target, Kind::Int);
        if let Some(second) = second {
            self.declare(&second, Kind::Int);
        }
        self.looped(rounds, 4);
        if let Some(name) = locked
            && let Some(variable) = self.scope().variables.iter_mut().find(|variable| variable.name == name)
        {
            variable.locked = false;
        }
        if self.choices.chance(50) {
            self.line("else:");
            self.block(2);
        }
    }

    pub(crate) fn while_statement(&mut self) {
        let rounds = 1 + self.choices.below(4) as u64;
        if !self.affordable_rounds(rounds) {
            return self.print();
        }
        // The counter is a name that no other statement assigns.
        let counter = self.fresh("w");
        match self.choices.below(4) {
            0 => {
                self.line(&format!("{counter} = {rounds}"));
                self.line(&format!("while {counter}:"));
                self.indentation += 1;
                self.line(&format!("{counter} -= 1"));
            }
            1 => {
                self.line(&format!("{counter} = 0"));
                self.line("while True:");
                self.indentation += 1;
                self.line(&format!("{counter} += 1"));
                self.line(&format!("if {counter} > {rounds}: break"));
            }
            2 if self.scope().variables.iter().all(|variable| variable.name != "w") => {
                self.line(&format!("{counter} = {rounds}"));
                let condition = self.condition(2);
                self.line(&format!("while ({counter} := {counter} - 1) >= 0 and {condition}:"));
                self.indentation += 1;
                self.line("pass");
            }
            _ => {
                self.line(&format!("{counter} = 0"));
                self.line(&format!("while {counter} < {rounds}:"));
                self.indentation += 1;
                self.line(&format!("{counter} += 1"));
            }
        }
        self.indentation -= 1;
        self.looped(rounds, 3);
        if self.choices.chance(60) {
            self.line("else:");
            self.block(2);
        }
    }

    pub(crate) fn try_statement(&mut self) {
        if self.choices.chance(24) {
            return self.try_groups();
        }
        self.line("try:");
        self.block(4);
        if self.choices.chance(40) {
            self.line("finally:");
            return self.finally_block();
        }
        let clauses = 1 + self.choices.below(3);
        for index in 0..clauses {
            let bare = index + 1 == clauses && self.choices.chance(30);
            let class = if self.choices.chance(90) {
                "Exception".into()
            } else if self.choices.chance(60) {
                format!("({}, {})", self.exception_class(), self.exception_class())
            } else {
                self.exception_class()
            };
            let name = self.fresh("e");
            let bound = !bare && self.choices.chance(170);
            match (bare, bound) {
                (true, _) => self.line("except:"),
                (false, true) => self.line(&format!("except {class} as {name}:")),
                (false, false) => self.line(&format!("except {class}:")),
            }
            self.scope().handlers.push(bound.then(|| name.clone()));
            if bound && self.choices.chance(190) {
                self.indentation += 1;
                self.line(&format!("show({name})"));
                self.indentation -= 1;
                if self.choices.chance(128) {
                    self.block(2);
                }
            } else {
                self.block(3);
            }
            self.scope().handlers.pop();
        }
        if self.choices.chance(60) {
            self.line("else:");
            self.block(2);
        }
        if self.choices.chance(90) {
            self.line("finally:");
            self.finally_block();
        }
    }

    fn finally_block(&mut self) {
        self.indentation += 1;
        let tag = self.choices.below(100);
        self.line(&format!("print('finally', {tag})"));
        self.indentation -= 1;
        if self.choices.chance(140) {
            self.block(2);
        }
    }

    /// `try` with `except*`.
    fn try_groups(&mut self) {
        self.line("try:");
        self.indentation += 1;
        let (first, second, third) = (self.exception_class(), self.exception_name(), self.int_literal());
        if self.choices.chance(200) {
            // BaseException classes are not among them, so that the group can be made.
            let (gap, space) = (self.gap(), self.space());
            self.line(&format!("raise ExceptionGroup({gap}'group', [{first}({third}),{space}{second}()])"));
        } else {
            self.line(&format!("raise {first}({third})"));
        }
        self.indentation -= 1;
        for _ in 0..1 + self.choices.below(2) {
            let (name, class) = (self.fresh("e"), self.exception_class());
            self.line(&format!("except* {class} as {name}:"));
            self.indentation += 1;
            self.line(&format!("print('group', len({name}.exceptions))"));
            self.indentation -= 1;
            if self.choices.chance(100) {
                let loops = std::mem::take(&mut self.scope().loops);
                self.scope().no_return += 1;
                self.block(2);
                self.scope().no_return -= 1;
                self.scope().loops = loops;
            }
        }
    }

    pub(crate) fn with_statement(&mut self) {
        self.helper(Helper::Manager);
        self.spend(12);
        let mut items = Vec::new();
        for _ in 0..1 + self.choices.below(2) {
            let managers = self.known_classes(|class| class.special("__enter__").is_some());
            let (tag, mode) = (self.choices.below(9), [0, 0, 1, 1, 2, 3][self.choices.below(6)]);
            let mut item = if !managers.is_empty() && self.choices.chance(100) {
                match self.variable(Kind::Object(0)) {
                    Some(object) => object.name,
                    None => format!("Manager({tag}, {mode})"),
                }
            } else {
                format!("Manager({tag}, {mode})")
            };
            if self.choices.chance(120) {
                let name = self.target(Kind::Int, true);
                self.declare(&name, Kind::Int);
                item.push_str(&format!(" as {name}"));
            }
            items.push(item);
        }
        if items.len() > 1 && self.choices.chance(100) {
            let width = 4 * self.indentation + 4;
            self.line(&format!("with ({}):", items.join(&format!(",\n{:width$}", ""))));
        } else {
            self.line(&format!("with {}:", items.join(", ")));
        }
        self.block(4);
    }
}
