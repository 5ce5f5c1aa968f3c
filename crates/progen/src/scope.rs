//! What names stand for.

/// What a value is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Str,
    List,
    Dict,
    /// An instance of a class of the program.
    Object(usize),
}

impl Kind {
    /// What names of this kind begin with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Kind::Int => "n",
            Kind::Str => "s",
            Kind::List => "l",
            Kind::Dict => "d",
            Kind::Object(_) => "o",
        }
    }
}

/// A variable.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// May be assigned in this scope without becoming another variable.
    pub(crate) writable: bool,
    /// Declared `global` or `nonlocal` here.
    pub(crate) foreign: bool,
    /// A loop runs over it: it must not grow.
    pub(crate) locked: bool,
}

/// What kind of function something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    Generator,
    Coroutine,
    AsyncGenerator,
}

impl Form {
    pub(crate) fn is_async(self) -> bool {
        matches!(self, Form::Coroutine | Form::AsyncGenerator)
    }

    pub(crate) fn yields(self) -> bool {
        matches!(self, Form::Generator | Form::AsyncGenerator)
    }
}

/// How a parameter takes its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    PositionalOnly,
    Normal,
    KeywordOnly,
    Star,
    StarStar,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) style: Style,
    pub(crate) default: bool,
}

/// A function or method that can be called.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) result: Kind,
    pub(crate) form: Form,
    /// The first parameter says how deep it may call itself.
    pub(crate) recursive: bool,
    /// What a call costs at most.
    pub(crate) cost: u64,
    /// How often it yields at most.
    pub(crate) yields: u64,
    /// A property: read without a call.
    pub(crate) property: bool,
    /// Above the ranks of all that it calls. A method that overrides another calls only what has a lower rank than that
    /// one, so that no call comes back by way of a subclass.
    pub(crate) rank: usize,
}

/// A class of the program.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) name: String,
    pub(crate) base: Option<usize>,
    /// Parameters of `__init__`.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) init_cost: u64,
    /// Attributes, all ints.
    pub(crate) attributes: Vec<String>,
    pub(crate) methods: Vec<Function>,
    /// Special methods, with the cost of each.
    pub(crate) special: Vec<(&'static str, u64)>,
    /// An exception class.
    pub(crate) exception: bool,
}

impl Class {
    pub(crate) fn special(&self, name: &str) -> Option<u64> {
        self.special.iter().find(|(special, _)| *special == name).map(|(_, cost)| *cost)
    }
}

/// What kind of scope something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Module,
    Function(Form),
    Class,
    /// A lambda or a comprehension.
    Inner,
}

/// A scope.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(crate) place: Place,
    pub(crate) variables: Vec<Variable>,
    /// Functions by index.
    pub(crate) functions: Vec<usize>,
    /// Classes by index.
    pub(crate) classes: Vec<usize>,
    /// Loops around the present statement in this scope.
    pub(crate) loops: usize,
    /// Handlers of exceptions around the present statement: the names that they bound, if any.
    pub(crate) handlers: Vec<Option<String>>,
    /// What `return` gives.
    pub(crate) result: Kind,
    /// The class whose method this is.
    pub(crate) method_of: Option<usize>,
    /// How to call the function itself with less depth, once.
    pub(crate) recursion: Option<String>,
    /// Inside of `except*`, which nothing may leave by a jump.
    pub(crate) no_return: usize,
}

impl Scope {
    pub(crate) fn new(place: Place) -> Scope {
        Scope {
            place,
            variables: Vec::new(),
            functions: Vec::new(),
            classes: Vec::new(),
            loops: 0,
            handlers: Vec::new(),
            result: Kind::Int,
            method_of: None,
            recursion: None,
            no_return: 0,
        }
    }
}
