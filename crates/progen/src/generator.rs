//! The state of a program that is being written.

use crate::choices::Choices;
use crate::prelude::{self, Helper};
use crate::scope::{Class, Form, Function, Kind, Place, Scope, Variable};

/// What the whole program may cost, in expressions and statements run.
const PROGRAM_COST: u64 = 9000;
/// What a call of one function may cost.
const FUNCTION_COST: u64 = 700;
/// How often one statement may be run within its function.
const MOST_ROUNDS: u64 = 40;
/// After this many lines only simple statements are written.
const LINES: usize = 110;

/// A program that is being written.
pub(crate) struct Generator<'a> {
    pub(crate) choices: Choices<'a>,
    lines: Vec<String>,
    length: usize,
    pub(crate) indentation: usize,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) functions: Vec<Function>,
    pub(crate) classes: Vec<Class>,
    next_name: usize,
    /// Cost of the function that is being written.
    pub(crate) cost: u64,
    /// How often the present statement runs in one call.
    pub(crate) rounds: u64,
    /// How often the function that is being written yields.
    pub(crate) yields: u64,
    /// No line breaks and no quotes: inside of an f-string.
    pub(crate) flat: usize,
    /// No `:=`, `yield` or `await` here.
    pub(crate) pure: usize,
    /// The highest rank of what the function that is being written calls.
    pub(crate) rank: usize,
    /// Only what has a lower rank may be called.
    pub(crate) rank_limit: usize,
    /// Nesting of statements.
    pub(crate) nesting: usize,
    pub(crate) helpers: Vec<Helper>,
}

impl<'a> Generator<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Generator<'a> {
        Generator {
            choices: Choices::new(bytes),
            lines: Vec::new(),
            length: 0,
            indentation: 0,
            scopes: vec![Scope::new(Place::Module)],
            functions: Vec::new(),
            classes: Vec::new(),
            next_name: 0,
            cost: 0,
            rounds: 1,
            yields: 0,
            flat: 0,
            pure: 0,
            rank: 0,
            rank_limit: usize::MAX,
            nesting: 0,
            helpers: Vec::new(),
        }
    }

    /// The whole program.
    pub(crate) fn program(mut self) -> String {
        let count = 3 + self.choices.below(9);
        for index in 0..count {
            self.module_statement(2 * index < count);
        }
        self.state();
        let mut text = prelude::text(&self.helpers);
        for line in &self.lines {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Prints the global variables, so that what happened to them is seen.
    fn state(&mut self) {
        let names: Vec<String> = self.scopes[0].variables.iter().map(|variable| variable.name.clone()).collect();
        for name in names {
            self.line(&format!("try: print('{name}', {name})"));
            self.line("except NameError as e0: show(e0)");
        }
    }

    // Lines.

    /// Writes a line (which may have line breaks within brackets).
    pub(crate) fn line(&mut self, text: &str) {
        self.length += 1 + text.matches('\n').count();
        self.lines.push(format!("{:width$}{text}", "", width = 4 * self.indentation));
    }

    /// The program is long enough.
    pub(crate) fn full(&self) -> bool {
        self.length >= LINES
    }

    /// A line break or nothing, within brackets.
    pub(crate) fn gap(&mut self) -> String {
        if self.flat == 0 && self.choices.chance(40) {
            let width = 4 * self.indentation + 4;
            format!("\n{:width$}", "")
        } else {
            String::new()
        }
    }

    /// A line break or a space, within brackets.
    pub(crate) fn space(&mut self) -> String {
        let gap = self.gap();
        if gap.is_empty() { " ".into() } else { gap }
    }

    pub(crate) fn helper(&mut self, helper: Helper) {
        if !self.helpers.contains(&helper) {
            self.helpers.push(helper);
        }
    }

    // Cost.

    /// Counts a unit of work.
    pub(crate) fn spend(&mut self, units: u64) {
        self.cost += units * self.rounds;
    }

    fn limit(&self) -> u64 {
        if self.scopes.iter().all(|scope| !matches!(scope.place, Place::Function(_))) {
            PROGRAM_COST
        } else {
            FUNCTION_COST
        }
    }

    /// Whether something that costs so much may be written here.
    pub(crate) fn affordable(&self, units: u64) -> bool {
        self.cost + units * self.rounds <= self.limit()
    }

    /// Whether a loop of so many rounds may be written here.
    pub(crate) fn affordable_rounds(&self, rounds: u64) -> bool {
        self.rounds * rounds <= MOST_ROUNDS && self.cost + 8 * self.rounds * rounds <= self.limit()
    }

    // Choices.

    pub(crate) fn pick<'b>(&mut self, from: &[&'b str]) -> &'b str {
        from[self.choices.below(from.len())]
    }

    // Names.

    /// A name that is not used yet.
    pub(crate) fn fresh(&mut self, prefix: &str) -> String {
        self.next_name += 1;
        format!("{prefix}{}", self.next_name - 1)
    }

    pub(crate) fn scope(&mut self) -> &mut Scope {
        self.scopes.last_mut().expect("a scope")
    }

    pub(crate) fn place(&self) -> Place {
        self.scopes.last().map_or(Place::Module, |scope| scope.place)
    }

    /// The form of the function around this place, if it is directly in one.
    pub(crate) fn form(&self) -> Option<Form> {
        match self.place() {
            Place::Function(form) => Some(form),
            _ => None,
        }
    }

    /// Scopes whose names can be read here, innermost first.
    fn visible(&self) -> impl Iterator<Item = &Scope> {
        let last = self.scopes.len() - 1;
        self.scopes
            .iter()
            .enumerate()
            .rev()
            .filter(move |(index, scope)| *index == last || scope.place != Place::Class)
            .map(|(_, scope)| scope)
    }

    /// A variable of this kind that can be read here.
    pub(crate) fn variable(&mut self, kind: Kind) -> Option<Variable> {
        let fits = |variable: &&Variable| match kind {
            Kind::Object(_) => matches!(variable.kind, Kind::Object(_)),
            kind => variable.kind == kind,
        };
        let found: Vec<Variable> =
            self.visible().flat_map(|scope| scope.variables.iter()).filter(fits).cloned().collect();
        if found.is_empty() {
            return None;
        }
        // The innermost ones more often.
        let index = self.choices.below(found.len().min(6));
        Some(found[index].clone())
    }

    /// A variable of this kind that can be assigned to here; a new one if `new` or if there is none.
    pub(crate) fn target(&mut self, kind: Kind, new: bool) -> String {
        let found: Vec<String> = self.scopes[self.scopes.len() - 1]
            .variables
            .iter()
            .filter(|variable| variable.kind == kind && variable.writable && !variable.locked)
            .map(|variable| variable.name.clone())
            .collect();
        if !found.is_empty() && !new {
            let index = self.choices.below(found.len());
            return found[index].clone();
        }
        // Now and then a name hides one of an outer scope.
        if self.form().is_some() && self.choices.chance(24) {
            let outer: Option<String> = self.scopes[0]
                .variables
                .iter()
                .find(|variable| variable.kind == kind)
                .map(|variable| variable.name.clone());
            let inner = &self.scopes[self.scopes.len() - 1].variables;
            if let Some(name) = outer.filter(|name| inner.iter().all(|variable| variable.name != *name)) {
                return name;
            }
        }
        self.fresh(kind.prefix())
    }

    /// A variable is known from here on.
    pub(crate) fn declare(&mut self, name: &str, kind: Kind) {
        let scope = self.scope();
        if let Some(known) = scope.variables.iter_mut().find(|variable| variable.name == name) {
            known.kind = kind;
            return;
        }
        scope.variables.insert(0, Variable { name: name.into(), kind, writable: true, foreign: false, locked: false });
    }

    /// A name that is read here but never assigned by other statements.
    pub(crate) fn declare_fixed(&mut self, name: &str, kind: Kind) {
        self.scope()
            .variables
            .insert(0, Variable { name: name.into(), kind, writable: false, foreign: false, locked: false });
    }

    /// Functions of this form that can be called here.
    pub(crate) fn callable(&self, fits: impl Fn(&Function) -> bool) -> Vec<usize> {
        self.visible()
            .flat_map(|scope| scope.functions.iter().copied())
            .filter(|&index| fits(&self.functions[index]))
            .collect()
    }

    /// Classes that can be referred to here.
    pub(crate) fn known_classes(&self, fits: impl Fn(&Class) -> bool) -> Vec<usize> {
        self.visible()
            .flat_map(|scope| scope.classes.iter().copied())
            .filter(|&index| fits(&self.classes[index]))
            .collect()
    }

    /// The class and its bases.
    pub(crate) fn ancestry(&self, class: usize) -> Vec<usize> {
        let mut found = vec![class];
        let mut next = self.classes[class].base;
        while let Some(base) = next {
            found.push(base);
            next = self.classes[base].base;
        }
        found
    }

    /// The cost of a special method, if the class or a base has it.
    pub(crate) fn special(&self, class: usize, name: &str) -> Option<u64> {
        self.ancestry(class).into_iter().find_map(|class| self.classes[class].special(name))
    }
}
