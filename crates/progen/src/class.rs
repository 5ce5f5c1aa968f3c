//! Definitions of classes.

use crate::function::Outline;
use crate::generator::Generator;
use crate::prelude::Helper;
use crate::scope::{Class, Form, Function, Kind, Parameter, Place, Scope, Style};

impl Generator<'_> {
    /// A class whose objects are variables of the program.
    pub(crate) fn class_statement(&mut self) {
        let name = self.fresh("C");
        let known = self.known_classes(|class| !class.exception);
        let base = if !known.is_empty() && self.choices.chance(150) {
            Some(known[self.choices.below(known.len())])
        } else {
            None
        };
        let bases = base.map(|base| format!("({})", self.classes[base].name)).unwrap_or_default();
        self.line(&format!("class {name}{bases}:"));
        self.classes.push(Class {
            name: name.clone(),
            base,
            parameters: Vec::new(),
            init_cost: 0,
            attributes: Vec::new(),
            methods: Vec::new(),
            special: Vec::new(),
            exception: false,
        });
        let index = self.classes.len() - 1;
        self.scopes.push(Scope::new(Place::Class));
        self.indentation += 1;
        self.nesting += 1;
        self.class_body(index);
        self.nesting -= 1;
        self.indentation -= 1;
        self.scopes.pop();
        self.scope().classes.insert(0, index);
    }

    fn class_body(&mut self, index: usize) {
        if self.classes[index].base.is_some() {
            self.line(&format!("level = {index}"));
        }
        if self.choices.chance(80) {
            let attribute = self.fresh("a");
            let value = self.bounded(Kind::Int, 2);
            self.line(&format!("{attribute} = int({value})"));
            self.classes[index].attributes.push(attribute);
        }
        if self.choices.chance(16) {
            self.statement();
        }
        if self.classes[index].base.is_none() || self.choices.chance(120) {
            self.init(index);
        }
        if self.classes[index].base.is_none() {
            self.repr(index);
        }
        for _ in 0..self.choices.below(3) {
            self.special_method(index);
        }
        for _ in 0..self.choices.below(4) {
            if self.full() {
                break;
            }
            self.method(index);
        }
        if self.choices.chance(20) && self.classes[index].base.is_none() {
            self.line("def __init_subclass__(cls, **kwargs):");
            self.indentation += 1;
            self.line("print('subclass', cls.__name__)");
            self.line("super().__init_subclass__(**kwargs)");
            self.indentation -= 1;
        }
    }

    fn init(&mut self, index: usize) {
        let parameters: Vec<Parameter> =
            self.parameters().into_iter().filter(|parameter| parameter.style != Style::StarStar).collect();
        let signature = self.signature(Some("self"), &parameters);
        self.line(&format!("def __init__({signature}):"));
        self.indentation += 1;
        let mut cost = 6;
        if let Some(base) = self.classes[index].base {
            if self.choices.chance(200) {
                let ancestry = self.ancestry(base);
                let with_init = ancestry.into_iter().find(|&class| self.classes[class].init_cost > 0);
                let (inherited, base_cost) = match with_init {
                    Some(class) => (self.classes[class].parameters.clone(), self.classes[class].init_cost),
                    None => (Vec::new(), 1),
                };
                cost += base_cost;
                let arguments = self.leaf_arguments(&parameters, &inherited);
                self.line(&format!("super().__init__({arguments})"));
            }
        }
        for _ in 0..1 + self.choices.below(2) {
            let attribute = self.fresh("a");
            let ints: Vec<&Parameter> = parameters
                .iter()
                .filter(|parameter| parameter.kind == Kind::Int && !matches!(parameter.style, Style::Star))
                .collect();
            let value = if ints.is_empty() || self.choices.chance(60) {
                self.int_literal()
            } else {
                ints[self.choices.below(ints.len())].name.clone()
            };
            self.line(&format!("self.{attribute} = int({value})"));
            self.classes[index].attributes.push(attribute);
        }
        if self.choices.chance(40) {
            let class = self.classes[index].name.clone();
            self.line(&format!("print('init {class}', type(self).__name__)"));
        }
        self.indentation -= 1;
        self.classes[index].parameters = parameters;
        self.classes[index].init_cost = cost;
    }

    /// Arguments for the `__init__` of the base, made of parameters and literals.
    fn leaf_arguments(&mut self, own: &[Parameter], wanted: &[Parameter]) -> String {
        let mut parts = Vec::new();
        for parameter in wanted {
            if parameter.default || parameter.style == Style::Star {
                continue;
            }
            let same = own.iter().find(|own| own.kind == parameter.kind && own.style != Style::Star);
            let value = match (same, parameter.kind) {
                (Some(own), _) => own.name.clone(),
                (None, Kind::Str) => self.string_literal(),
                (None, Kind::List) => self.small_list(),
                (None, _) => self.int_literal(),
            };
            match parameter.style {
                Style::KeywordOnly => parts.push(format!("{}={value}", parameter.name)),
                _ => parts.push(value),
            }
        }
        parts.join(", ")
    }

    fn repr(&mut self, index: usize) {
        let attribute = self.classes[index].attributes.last().cloned();
        let shown = attribute.map_or("0".into(), |attribute| format!("self.{attribute}"));
        self.line("def __repr__(self):");
        self.indentation += 1;
        self.line(&format!("return f'<{{type(self).__name__}} {{{shown}}}>'"));
        self.indentation -= 1;
    }

    /// A special method. Its body uses attributes only, so that operations cannot call each other without end.
    fn special_method(&mut self, index: usize) {
        const BODIES: [(&str, &str, &str); 20] = [
            ("__len__", "self", "return @ % 5"),
            ("__getitem__", "self, i", "if i > 4: raise IndexError(i)\nreturn @ + i"),
            ("__setitem__", "self, i, value", "print('set', i)"),
            ("__call__", "self, *args", "print('call', args)\nreturn @"),
            ("__add__", "self, other", "return @ + 10"),
            ("__radd__", "self, other", "print('radd')\nreturn @ - 1"),
            ("__contains__", "self, x", "return x == @"),
            ("__eq__", "self, other", "print('eq')\nreturn NotImplemented if other is None else @ == other"),
            ("__lt__", "self, other", "return @ < 3"),
            ("__iter__", "self", "yield @\nyield 2\nprint('iterated')"),
            ("__bool__", "self", "return @ > 2"),
            ("__neg__", "self", "return -@"),
            ("__int__", "self", "return @"),
            ("__index__", "self", "return 1"),
            ("__getattr__", "self, name", "if name != 'missing': raise AttributeError(name)\nreturn len(name)"),
            ("__str__", "self", "return 'str ' + str(@)"),
            ("__enter__", "self", "print('in')\nreturn @"),
            ("__hash__", "self", "return 7"),
            ("__delattr__", "self, name", "print('del', name)\nsuper().__delattr__(name)"),
            ("__setattr__", "self, name, value", "super().__setattr__(name, value)"),
        ];
        let (name, signature, body) = BODIES[self.choices.below(BODIES.len())];
        if self.classes[index].special(name).is_some() {
            return self.line("pass");
        }
        let ancestry = self.ancestry(index);
        let attributes: Vec<String> =
            ancestry.iter().flat_map(|&class| self.classes[class].attributes.clone()).collect();
        let attribute = if attributes.is_empty() {
            "3".into()
        } else {
            format!("self.{}", attributes[self.choices.below(attributes.len())])
        };
        self.line(&format!("def {name}({signature}):"));
        self.indentation += 1;
        for line in body.split('\n') {
            self.line(&line.replace('@', &attribute));
        }
        self.indentation -= 1;
        self.classes[index].special.push((name, 4));
        if name == "__enter__" {
            let swallow = self.pick(&["False", "True", "kind is ValueError"]);
            self.line("def __exit__(self, kind, value, traceback):");
            self.indentation += 1;
            self.line("print('out', kind and kind.__name__)");
            self.line(&format!("return {swallow}"));
            self.indentation -= 1;
        }
    }

    fn method(&mut self, index: usize) {
        let overridden: Vec<Function> = match self.classes[index].base {
            Some(base) => {
                let ancestry = self.ancestry(base);
                ancestry.iter().flat_map(|&class| self.classes[class].methods.clone()).collect()
            }
            None => Vec::new(),
        };
        if !overridden.is_empty() && self.choices.chance(110) {
            let method = overridden[self.choices.below(overridden.len())].clone();
            return self.override_method(index, method);
        }
        let result = [Kind::Int, Kind::Int, Kind::Str, Kind::List][self.choices.below(4)];
        let name = self.fresh("m");
        let what = self.choices.below(10);
        let parameters = if what == 0 { Vec::new() } else { self.parameters() };
        let (decorator, receiver) = match what {
            0 => (Some("@property"), "self"),
            1 => (Some("@staticmethod"), ""),
            2 => (Some("@classmethod"), "cls"),
            3 => {
                self.helper(Helper::Loud);
                (Some("@loud('m')"), "self")
            }
            _ => (None, "self"),
        };
        let result = if what == 0 { Kind::Int } else { result };
        if let Some(decorator) = decorator {
            self.line(decorator);
        }
        let receiver = (!receiver.is_empty()).then_some(receiver);
        let outline =
            Outline { name, receiver, class: Some(index), form: Form::Plain, result, parameters, recursive: false };
        let mut method = self.define(outline);
        method.property = what == 0;
        if what == 0 && self.choices.chance(110) {
            let name = method.name.clone();
            let attribute = self.fresh("a");
            self.line(&format!("@{name}.setter"));
            self.line(&format!("def {name}(self, value):"));
            self.indentation += 1;
            self.line("print('setter', value)");
            self.line(&format!("self.{attribute} = value"));
            self.indentation -= 1;
        }
        // Static and class methods are called on objects like others, and are not overridden.
        if what == 1 || what == 2 {
            method.cost += 4;
        }
        self.classes[index].methods.push(method);
    }

    /// A method with the same parameters as one of a base. It calls only what the other could call too.
    fn override_method(&mut self, index: usize, method: Function) {
        if method.property {
            self.line("@property");
        }
        let outline = Outline {
            name: method.name.clone(),
            receiver: Some("self"),
            class: Some(index),
            form: method.form,
            result: method.result,
            parameters: method.parameters.clone(),
            recursive: false,
        };
        let limit = std::mem::replace(&mut self.rank_limit, method.rank);
        let mut written = self.define(outline);
        self.rank_limit = limit;
        written.rank = method.rank;
        written.property = method.property;
        self.classes[index].methods.push(written);
    }

    /// An exception class.
    pub(crate) fn exception_class_statement(&mut self) {
        let name = self.fresh("E");
        let base = self.exception_class();
        let index =
            self.known_classes(|class| class.exception).into_iter().find(|&class| self.classes[class].name == base);
        self.line(&format!("class {name}({base}):"));
        self.indentation += 1;
        match self.choices.below(4) {
            0 | 1 => self.line("pass"),
            2 => {
                self.line("def __str__(self):");
                self.indentation += 1;
                self.line(&format!("return '{name}:' + repr(self.args)"));
                self.indentation -= 1;
            }
            _ => {
                self.line("def __init__(self, *args):");
                self.indentation += 1;
                self.line("super().__init__(len(args), *args)");
                self.indentation -= 1;
            }
        }
        self.indentation -= 1;
        self.classes.push(Class {
            name,
            base: index,
            parameters: Vec::new(),
            init_cost: 1,
            attributes: Vec::new(),
            methods: Vec::new(),
            special: Vec::new(),
            exception: true,
        });
        let index = self.classes.len() - 1;
        self.scope().classes.insert(0, index);
    }
}
