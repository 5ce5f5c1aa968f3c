//! Calls, attributes and methods.

use crate::generator::Generator;
use crate::scope::{Form, Function, Kind, Parameter, Style};

/// How deep recursive functions are called.
const RECURSION: usize = 4;

impl Generator<'_> {
    fn may_call(&self, function: &Function) -> bool {
        function.rank < self.rank_limit && self.affordable(function.cost + 4)
    }

    /// Counts a call.
    fn called(&mut self, function: &Function) {
        self.spend(function.cost + 2);
        self.rank = self.rank.max(function.rank);
    }

    /// A function of a form and result that may be called here.
    fn function(&mut self, form: Form, result: Option<Kind>) -> Option<Function> {
        let found = self.callable(|function| {
            function.form == form
                && match (result, function.result) {
                    (Some(Kind::Object(_)), Kind::Object(_)) | (None, _) => true,
                    (wanted, result) => wanted == Some(result),
                }
        });
        let found: Vec<usize> = found.into_iter().filter(|&index| self.may_call(&self.functions[index])).collect();
        if found.is_empty() {
            return None;
        }
        let index = found[self.choices.below(found.len())];
        Some(self.functions[index].clone())
    }

    /// A call of a plain function.
    pub(crate) fn call_of(&mut self, kind: Kind, depth: usize) -> Option<String> {
        if let Some(call) = self.call_itself(kind, depth, Form::Plain) {
            return Some(call);
        }
        let function = self.function(Form::Plain, Some(kind))?;
        Some(self.call(&function, depth))
    }

    /// A recursive call, once in a function.
    fn call_itself(&mut self, kind: Kind, depth: usize, form: Form) -> Option<String> {
        if self.rounds != 1 || self.form() != Some(form) || (form == Form::Plain && self.scope().result != kind) {
            return None;
        }
        let name = self.scope().recursion.take()?;
        let other = self.int(depth.min(1));
        Some(format!("{name}(k - 1, {other})"))
    }

    /// A call of a function, with arguments.
    pub(crate) fn call(&mut self, function: &Function, depth: usize) -> String {
        self.called(function);
        if function.recursive {
            let (rounds, other) = (self.choices.below(RECURSION), self.int(depth.min(1)));
            return format!("{}({rounds}, {other})", function.name);
        }
        format!("{}{}", function.name, self.arguments(&function.parameters, depth))
    }

    /// A parenthesised list of arguments. Now and then it does not fit.
    pub(crate) fn arguments(&mut self, parameters: &[Parameter], depth: usize) -> String {
        let depth = depth.min(2);
        let (mut positional, mut named) = (Vec::new(), Vec::new());
        let mut by_name = false;
        let omitted = if self.choices.chance(6) { self.choices.below(4) } else { usize::MAX };
        for (index, parameter) in parameters.iter().enumerate() {
            if index == omitted {
                continue;
            }
            if parameter.default && self.choices.chance(100) {
                by_name = true;
                continue;
            }
            match parameter.style {
                Style::Star if !by_name => {
                    for _ in 0..self.choices.below(3) {
                        positional.push(self.int(depth));
                    }
                }
                Style::Star => {}
                Style::StarStar => {
                    for name in ["za", "zb"] {
                        if self.choices.chance(90) {
                            named.push((name.to_string(), self.int(depth)));
                        }
                    }
                }
                Style::PositionalOnly if by_name => {}
                Style::PositionalOnly => positional.push(self.expression(parameter.kind, depth)),
                Style::Normal if !by_name && !self.choices.chance(60) => {
                    positional.push(self.expression(parameter.kind, depth));
                }
                Style::Normal | Style::KeywordOnly => {
                    by_name = true;
                    named.push((parameter.name.clone(), self.expression(parameter.kind, depth)));
                }
            }
        }
        if self.choices.chance(6) {
            match self.choices.below(2) {
                0 => positional.push("7".into()),
                _ => named.push(("unknown".into(), "1".into())),
            }
        }
        let mut parts = Vec::new();
        if positional.len() > 1 && self.choices.chance(24) {
            let last = positional.split_off(positional.len() / 2);
            parts.append(&mut positional);
            parts.push(format!("*[{}]", last.join(", ")));
        }
        parts.append(&mut positional);
        if !named.is_empty() && self.flat == 0 && self.choices.chance(24) {
            let items: Vec<String> = named.iter().map(|(name, value)| format!("'{name}': {value}")).collect();
            parts.push(format!("**{{{}}}", items.join(", ")));
        } else {
            parts.extend(named.iter().map(|(name, value)| format!("{name}={value}")));
        }
        let mut text = String::from("(");
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                text.push(',');
                text.push_str(&self.space());
            } else {
                text.push_str(&self.gap());
            }
            text.push_str(part);
        }
        text.push(')');
        text
    }

    /// A call of a generator function, and how often it yields at most.
    pub(crate) fn generator_call(&mut self, depth: usize) -> Option<(String, u64)> {
        if let Some(call) = self.call_itself(Kind::Int, depth, Form::Generator) {
            return Some((call, 1));
        }
        let function = self.function(Form::Generator, None)?;
        let yields = function.yields;
        Some((self.call(&function, depth), yields))
    }

    /// A call of an asynchronous generator function.
    pub(crate) fn async_generator_call(&mut self, depth: usize) -> Option<(String, u64)> {
        let function = self.function(Form::AsyncGenerator, None)?;
        let yields = function.yields;
        Some((self.call(&function, depth), yields))
    }

    /// A call of a coroutine function, not awaited.
    pub(crate) fn coroutine_call(&mut self, depth: usize) -> Option<String> {
        let function = self.function(Form::Coroutine, None)?;
        Some(self.call(&function, depth))
    }

    /// An object: a variable, or a new one.
    pub(crate) fn object(&mut self, class: usize, depth: usize) -> String {
        if self.choices.chance(160)
            && let Some(variable) = self.variable(Kind::Object(class))
        {
            return variable.name;
        }
        self.instance(depth).map_or_else(|| "None".into(), |(text, _)| text)
    }

    /// A new instance of some class, and which class that is.
    pub(crate) fn instance(&mut self, depth: usize) -> Option<(String, usize)> {
        let known = self.known_classes(|class| !class.exception);
        if known.is_empty() {
            return None;
        }
        let class = known[self.choices.below(known.len())];
        // `__init__` of the class or of the nearest base that has one.
        let ancestry = self.ancestry(class);
        let with_init = ancestry.into_iter().find(|&class| self.classes[class].init_cost > 0);
        let (parameters, cost) = match with_init {
            Some(class) => (self.classes[class].parameters.clone(), self.classes[class].init_cost),
            None => (Vec::new(), 1),
        };
        self.spend(cost);
        let arguments = self.arguments(&parameters, depth);
        Some((format!("{}{arguments}", self.classes[class].name), class))
    }

    /// An object's variable, and its class.
    fn receiver(&mut self) -> Option<(String, usize)> {
        let variable = self.variable(Kind::Object(0))?;
        match variable.kind {
            Kind::Object(class) => Some((variable.name, class)),
            _ => None,
        }
    }

    /// An attribute of an object, or an operation on it that a special method defines.
    pub(crate) fn attribute(&mut self) -> Option<String> {
        let (object, class) = self.receiver()?;
        self.spend(8);
        let ancestry = self.ancestry(class);
        let mut attributes: Vec<String> =
            ancestry.iter().flat_map(|&class| self.classes[class].attributes.clone()).collect();
        for class in ancestry {
            for method in &self.classes[class].methods {
                if method.property && self.may_call(method) {
                    attributes.push(method.name.clone());
                }
            }
        }
        if self.choices.chance(120) {
            let operations = [
                ("__len__", "len(O)"),
                ("__getitem__", "O[2]"),
                ("__call__", "O(3)"),
                ("__add__", "(O + 1)"),
                ("__radd__", "(2 + O)"),
                ("__contains__", "(1 in O)"),
                ("__eq__", "(O == 2)"),
                ("__lt__", "(O < 2)"),
                ("__iter__", "sum(O)"),
                ("__bool__", "(not O)"),
                ("__neg__", "(-O)"),
                ("__int__", "int(O)"),
                ("__index__", "[5, 6, 7][O]"),
                ("__hash__", "len({O: 1})"),
                ("__getattr__", "O.missing"),
                ("__str__", "len(str(O))"),
            ];
            let known: Vec<(&str, &str)> =
                operations.into_iter().filter(|(name, _)| self.special(class, name).is_some()).collect();
            if !known.is_empty() {
                let (_, pattern) = known[self.choices.below(known.len())];
                return Some(pattern.replacen('O', &object, 1));
            }
        }
        if attributes.is_empty() || self.choices.chance(6) {
            return Some(format!("{object}.missing"));
        }
        let attribute = attributes[self.choices.below(attributes.len())].clone();
        if let Some(property) = self.method_named(class, &attribute) {
            self.called(&property);
        }
        Some(format!("{object}.{attribute}"))
    }

    /// A method of the class or of a base.
    pub(crate) fn method_named(&self, class: usize, name: &str) -> Option<Function> {
        self.ancestry(class)
            .into_iter()
            .find_map(|class| self.classes[class].methods.iter().find(|method| method.name == name).cloned())
    }

    /// A call of a method.
    pub(crate) fn method_call(&mut self, kind: Kind, depth: usize) -> Option<String> {
        // super() in a method.
        if self.form().is_some()
            && self.choices.chance(80)
            && let Some(class) = self.scope().method_of
            && let Some(base) = self.classes[class].base
            && let Some(call) = self.method_call_on("super()", base, kind, depth)
        {
            return Some(call);
        }
        let (object, class) = self.receiver()?;
        self.method_call_on(&object, class, kind, depth)
    }

    fn method_call_on(&mut self, object: &str, class: usize, kind: Kind, depth: usize) -> Option<String> {
        let mut methods: Vec<Function> = Vec::new();
        for class in self.ancestry(class) {
            for method in &self.classes[class].methods {
                let fits = method.result == kind && method.form == Form::Plain && !method.property;
                // An override may cost more than this method.
                if fits && method.rank < self.rank_limit && self.affordable(2 * method.cost + 20) {
                    methods.push(method.clone());
                }
            }
        }
        if methods.is_empty() {
            return None;
        }
        let method = methods[self.choices.below(methods.len())].clone();
        self.called(&method);
        self.spend(method.cost + 16);
        Some(format!("{object}.{}{}", method.name, self.arguments(&method.parameters, depth)))
    }
}
