//! Definitions of functions.

use crate::generator::Generator;
use crate::prelude::Helper;
use crate::scope::{Form, Function, Kind, Parameter, Place, Scope, Style, Variable};

/// What a definition is like, before its body is known.
pub(crate) struct Outline {
    pub(crate) name: String,
    /// `self`, `cls` or nothing.
    pub(crate) receiver: Option<&'static str>,
    pub(crate) class: Option<usize>,
    pub(crate) form: Form,
    pub(crate) result: Kind,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) recursive: bool,
}

/// What was outside of the function that is being written.
struct Outside {
    cost: u64,
    rounds: u64,
    yields: u64,
    rank: usize,
    pure: usize,
    nesting: usize,
}

impl Generator<'_> {
    /// `def` or `async def`.
    pub(crate) fn function_statement(&mut self) {
        let form = match self.choices.below(12) {
            0..=5 => Form::Plain,
            6..=8 => Form::Generator,
            9 | 10 => Form::Coroutine,
            _ => Form::AsyncGenerator,
        };
        let result = [Kind::Int, Kind::Int, Kind::List, Kind::Str, Kind::Dict][self.choices.below(5)];
        let recursive = matches!(form, Form::Plain | Form::Generator) && self.choices.chance(50);
        let parameters = if recursive { Vec::new() } else { self.parameters() };
        let name = self.fresh("f");
        let decorated = !recursive && self.choices.chance(30);
        if decorated {
            self.helper(Helper::Loud);
            let tag = self.choices.below(100);
            self.line(&format!("@loud({tag})"));
        }
        let outline = Outline { name, receiver: None, class: None, form, result, parameters, recursive };
        let mut function = self.define(outline);
        if decorated {
            function.cost += 8;
        }
        self.functions.push(function);
        let index = self.functions.len() - 1;
        self.scope().functions.insert(0, index);
    }

    /// Random parameters.
    pub(crate) fn parameters(&mut self) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let count = self.choices.below(4);
        let positional_only = if self.choices.chance(40) { self.choices.below(count + 1) } else { 0 };
        let mut default = false;
        for index in 0..count {
            default |= self.choices.chance(70);
            let style = if index < positional_only { Style::PositionalOnly } else { Style::Normal };
            parameters.push(self.parameter(style, default));
        }
        if self.choices.chance(50) {
            parameters.push(self.parameter(Style::Star, false));
        }
        if self.choices.chance(50) {
            let default = self.choices.chance(128);
            parameters.push(self.parameter(Style::KeywordOnly, default));
        }
        if self.choices.chance(40) {
            parameters.push(self.parameter(Style::StarStar, false));
        }
        parameters
    }

    fn parameter(&mut self, style: Style, default: bool) -> Parameter {
        let kind = match style {
            Style::Star | Style::StarStar => Kind::Int,
            _ => [Kind::Int, Kind::Int, Kind::Int, Kind::List, Kind::Str][self.choices.below(5)],
        };
        Parameter { name: self.fresh("p"), kind, style, default }
    }

    /// The parameters as they are written in a definition.
    pub(crate) fn signature(&mut self, receiver: Option<&str>, parameters: &[Parameter]) -> String {
        let annotated = self.choices.chance(24);
        self.parameter_list(receiver, parameters, annotated)
    }

    fn parameter_list(&mut self, receiver: Option<&str>, parameters: &[Parameter], annotated: bool) -> String {
        let mut parts: Vec<String> = receiver.into_iter().map(Into::into).collect();
        let mut star = false;
        for (index, parameter) in parameters.iter().enumerate() {
            let name = &parameter.name;
            if parameter.style == Style::KeywordOnly && !star {
                parts.push("*".into());
                star = true;
            }
            match parameter.style {
                Style::Star => {
                    star = true;
                    parts.push(format!("*{name}"));
                }
                Style::StarStar => parts.push(format!("**{name}")),
                _ if parameter.default => {
                    let value = self.bounded(parameter.kind, 1);
                    let annotation = if annotated { ": int" } else { "" };
                    parts.push(format!("{name}{annotation}={value}"));
                }
                _ => parts.push(name.clone()),
            }
            let next = parameters.get(index + 1).map(|next| next.style);
            if parameter.style == Style::PositionalOnly && next != Some(Style::PositionalOnly) {
                parts.push("/".into());
            }
        }
        let mut text = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                text.push(',');
                text.push_str(&self.space());
            }
            text.push_str(part);
        }
        text
    }

    /// Goes into a function: what is counted for it begins at zero.
    fn enter(&mut self, scope: Scope) -> Outside {
        self.scopes.push(scope);
        Outside {
            cost: std::mem::take(&mut self.cost),
            rounds: std::mem::replace(&mut self.rounds, 1),
            yields: std::mem::take(&mut self.yields),
            rank: std::mem::take(&mut self.rank),
            pure: std::mem::take(&mut self.pure),
            nesting: self.nesting,
        }
    }

    /// Leaves the function; what the definition says of its cost, its yields and its rank.
    fn leave(&mut self, outside: Outside) -> (u64, u64, usize) {
        self.scopes.pop();
        let inside = (self.cost, self.yields, self.rank + 1);
        self.cost = outside.cost;
        self.rounds = outside.rounds;
        self.yields = outside.yields;
        self.rank = outside.rank;
        self.pure = outside.pure;
        self.nesting = outside.nesting;
        inside
    }

    /// Writes a definition.
    pub(crate) fn define(&mut self, outline: Outline) -> Function {
        let signature = match outline.recursive {
            true => "k, j".into(),
            false => self.signature(outline.receiver, &outline.parameters),
        };
        let keyword = if outline.form.is_async() { "async def" } else { "def" };
        let annotation = if self.choices.chance(16) { " -> int" } else { "" };
        self.line(&format!("{keyword} {}({signature}){annotation}:", outline.name));

        let mut scope = Scope::new(Place::Function(outline.form));
        scope.result = outline.result;
        scope.method_of = if outline.receiver == Some("self") { outline.class } else { None };
        if outline.recursive {
            scope.recursion = Some(outline.name.clone());
        }
        let nonlocals = self.nonlocal_candidates();
        let outside = self.enter(scope);
        if let (Some("self"), Some(class)) = (outline.receiver, outline.class) {
            self.declare_fixed("self", Kind::Object(class));
        }
        for parameter in &outline.parameters {
            match parameter.style {
                Style::Star => self.declare_fixed(&parameter.name, Kind::List),
                Style::StarStar => self.declare(&parameter.name, Kind::Dict),
                _ => self.declare(&parameter.name, parameter.kind),
            }
        }
        self.indentation += 1;
        if outline.recursive {
            self.declare_fixed("k", Kind::Int);
            self.declare("j", Kind::Int);
        }
        if self.choices.chance(10) {
            self.line("'A docstring.'");
        }
        self.foreign_names(nonlocals);
        if outline.recursive {
            let value = if outline.form == Form::Plain { self.expression(outline.result, 0) } else { "0".into() };
            self.line("if k <= 0:");
            self.indentation += 1;
            self.line(&format!("return {value}"));
            self.indentation -= 1;
        }
        self.indentation -= 1;
        self.block(6);
        self.indentation += 1;
        self.ending(outline.form);
        self.indentation -= 1;
        let (mut cost, mut yields, rank) = self.leave(outside);
        if outline.recursive {
            cost *= 4;
            yields *= 4;
        }
        Function {
            name: outline.name,
            parameters: outline.parameters,
            result: outline.result,
            form: outline.form,
            recursive: outline.recursive,
            cost: cost + 2,
            yields,
            property: false,
            rank,
        }
    }

    /// The end of a body: what was not done yet of yielding, calling itself and returning.
    fn ending(&mut self, form: Form) {
        if form.yields() && (self.yields == 0 || self.choices.chance(60)) {
            self.yields += 1;
            let value = self.int(2);
            self.line(&format!("yield {value}"));
        }
        if let Some(name) = self.scope().recursion.take() {
            let value = self.int(1);
            match form {
                Form::Plain => return self.line(&format!("return {name}(k - 1, {value})")),
                _ => self.line(&format!("yield from {name}(k - 1, {value})")),
            }
        }
        if form != Form::AsyncGenerator && self.choices.chance(236) {
            self.return_statement();
        }
    }

    /// Variables of the function around that an inner one could declare `nonlocal`.
    fn nonlocal_candidates(&self) -> Vec<Variable> {
        let around = self.scopes.iter().rev().find(|scope| !matches!(scope.place, Place::Class));
        match around {
            Some(scope) if matches!(scope.place, Place::Function(_)) => scope
                .variables
                .iter()
                .filter(|variable| variable.writable && !variable.foreign && !variable.locked)
                .cloned()
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Declarations `global` and `nonlocal`.
    fn foreign_names(&mut self, nonlocals: Vec<Variable>) {
        if self.choices.chance(70) {
            let globals: Vec<Variable> =
                self.scopes[0].variables.iter().filter(|variable| variable.writable).cloned().collect();
            self.declare_foreign("global", globals);
        }
        if !nonlocals.is_empty() && self.choices.chance(130) {
            self.declare_foreign("nonlocal", nonlocals);
        }
    }

    fn declare_foreign(&mut self, keyword: &str, candidates: Vec<Variable>) {
        let mut names = Vec::new();
        for _ in 0..1 + self.choices.below(2) {
            if candidates.is_empty() {
                return;
            }
            let variable = candidates[self.choices.below(candidates.len())].clone();
            let taken = self.scope().variables.iter().any(|known| known.name == variable.name);
            if !taken {
                names.push(variable.name.clone());
                self.scope().variables.insert(0, Variable { foreign: true, ..variable });
            }
        }
        if !names.is_empty() {
            self.line(&format!("{keyword} {}", names.join(", ")));
        }
    }

    /// A lambda with a name.
    pub(crate) fn lambda(&mut self) {
        let mut parameters = self.parameters();
        parameters.truncate(2);
        // A body that calls nothing can be called from anywhere.
        let signature = self.parameter_list(None, &parameters, false);
        let result = [Kind::Int, Kind::List, Kind::Str][self.choices.below(3)];
        let outside = self.enter(Scope::new(Place::Inner));
        for parameter in &parameters {
            let kind = match parameter.style {
                Style::Star => Kind::List,
                Style::StarStar => Kind::Dict,
                _ => parameter.kind,
            };
            self.declare_fixed(&parameter.name, kind);
        }
        self.pure += 1;
        let body = self.expression(result, 2);
        let (cost, _, rank) = self.leave(outside);
        let name = self.fresh("f");
        let (gap, space) = (self.gap(), self.space());
        let close = if gap.is_empty() { "" } else { ")" };
        let open = if gap.is_empty() { String::new() } else { format!("({gap}") };
        let space = if open.is_empty() { " ".into() } else { space };
        // The signature may have line breaks, which need brackets around them.
        let text = format!("lambda {signature}:{space}{body}");
        let text =
            if text.contains('\n') && open.is_empty() { format!("({text})") } else { format!("{open}{text}{close}") };
        self.line(&format!("{name} = {text}"));
        self.functions.push(Function {
            name,
            parameters,
            result,
            form: Form::Plain,
            recursive: false,
            cost: cost + 2,
            yields: 0,
            property: false,
            rank,
        });
        let index = self.functions.len() - 1;
        self.scope().functions.insert(0, index);
    }
}
