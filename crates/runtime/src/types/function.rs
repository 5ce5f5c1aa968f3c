//! `function`.
//!
//! Most functions have no attributes but those that follow from their code. The others have something in
//! [`Function::extra`]: a dict of the attributes that Python set, or, once a special attribute differs from what the
//! code says, a record that has a place for each of these and one for the dict.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Code, Dict, Function, Kind, Record, Ref, Str, Tuple, Type, new_header};
use crate::protocol::text::TypeName;
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::types::exception::ATTRIBUTE_ERROR;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cell::Cell;

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    call: Some(super::method::forward),
    descriptor_get: Some(|vm, function, instance, _| match instance {
        Some(instance) => vm.new_bound_method(function, instance),
        None => Ok(function),
    }),
    get_attribute: Some(|_, function, name| {
        Ok(function.as_ref::<Function>().and_then(|function| function.dict()?.get_name(name)))
    }),
    set_attribute: Some(set_attribute),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::property("__name__", |vm, f| read(vm, f, Special::Name), set_name),
    Member::property("__qualname__", |vm, f| read(vm, f, Special::QualifiedName), set_qualified_name),
    Member::property(
        "__doc__",
        |vm, f| read(vm, f, Special::Doc),
        |vm, f, new| write(vm, f, Special::Doc, new.unwrap_or(Value::NONE)),
    ),
    Member::property(
        "__module__",
        |vm, f| read(vm, f, Special::Module),
        |vm, f, new| write(vm, f, Special::Module, new.unwrap_or(Value::NONE)),
    ),
    Member::property("__annotations__", annotations, set_annotations),
    #[cfg(feature = "introspection")]
    Member::property("__type_params__", |vm, f| read(vm, f, Special::TypeParameters), set_type_parameters),
    Member::property("__defaults__", |_, f| Ok(get(f, |f| f.defaults.get())), set_defaults),
    #[cfg(feature = "introspection")]
    Member::property("__kwdefaults__", |_, f| Ok(get(f, |f| f.keyword_defaults.get())), set_keyword_defaults),
    Member::property("__closure__", |_, f| Ok(get(f, |f| f.closure)), read_only),
    Member::property("__globals__", |_, f| Ok(get(f, |f| Some(f.globals.value()))), read_only),
    #[cfg(feature = "introspection")]
    Member::property("__builtins__", |vm, _| Ok(vm.builtins.value()), read_only),
    Member::property("__code__", |_, f| Ok(get(f, |f| Some(f.code.value()))), read_only),
    Member::property("__dict__", dict, set_dict),
];

/// `function`
pub static FUNCTION: Type =
    Type::builtin("function", Kind::Function, "code, globals, name=None, argdefs=None, closure=None", &SLOTS, MEMBERS)
        .with_doc("Create a function object.");

static EXTRA_SLOTS: Slots = Slots::NONE;

/// The class of the record of special attributes; Python never sees it.
static EXTRA: Type = Type::record("function attributes", Special::COUNT as u8, "", &EXTRA_SLOTS, &[]);

/// An attribute that can differ from what the code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// The dict of attributes that Python set.
    Dict,
    /// `__name__`
    Name,
    /// `__qualname__`
    QualifiedName,
    /// `__doc__`
    Doc,
    /// `__module__`
    Module,
    /// `__annotations__`
    Annotations,
    /// `__type_params__`
    TypeParameters,
}

impl Special {
    const COUNT: usize = 7;
}

impl Function {
    /// The dict of attributes that Python set, if there is one.
    pub fn dict(&self) -> Option<Ref<Dict>> {
        let extra = self.extra.get()?;
        extra.as_ref::<Dict>().or_else(|| extra.as_ref::<Record>()?.get(Special::Dict as usize)?.as_ref::<Dict>())
    }

    /// Replaces the dict of attributes.
    pub fn set_dict(&self, dict: Ref<Dict>) {
        match self.extra.get().and_then(Value::as_ref::<Record>) {
            Some(record) => record.set(Special::Dict as usize, dict.value()),
            None => self.extra.set(Some(dict.value())),
        }
    }

    /// A special attribute that was set.
    pub fn special(&self, which: Special) -> Option<Value> {
        self.extra.get().and_then(Value::as_ref::<Record>).and_then(|record| record.get(which as usize))
    }

    /// The docstring of the code.
    fn code_doc(&self) -> Option<Value> {
        let index = self.code.view()?.docstring()?;
        Some(self.code.constant(index as usize))
    }
}

impl Vm {
    /// Sets a special attribute of a function. On failure nothing has changed.
    pub fn set_function_special(
        &mut self,
        function: Ref<Function>,
        which: Special,
        value: Value,
    ) -> Result<(), Raised> {
        let record = match function.extra.get().and_then(Value::as_ref::<Record>) {
            Some(record) => record,
            None => self.new_record(Ref::from_static(&EXTRA), &[function.extra.get()])?,
        };
        record.set(which as usize, value);
        function.extra.set(Some(record.value()));
        Ok(())
    }

    /// A special attribute of a function.
    pub fn function_special(&self, function: Ref<Function>, which: Special) -> Value {
        if let Some(value) = function.special(which) {
            return value;
        }
        match which {
            Special::Name => function.code.name,
            Special::QualifiedName => function.code.qualified_name,
            Special::Doc => function.code_doc().unwrap_or(Value::NONE),
            Special::Module => function.globals.get_name(sym::__name__).unwrap_or(Value::NONE),
            Special::Dict | Special::Annotations | Special::TypeParameters => Value::NONE,
        }
    }

    /// The dict of a function's attributes, made if need be.
    pub fn function_dict(&mut self, function: Ref<Function>) -> Result<Ref<Dict>, Raised> {
        if let Some(dict) = function.dict() {
            return Ok(dict);
        }
        let dict = self.new_dict(0)?;
        function.set_dict(dict);
        Ok(dict)
    }
}

fn get(value: Value, read: fn(&Function) -> Option<Value>) -> Value {
    value.as_ref::<Function>().and_then(|function| read(&function)).unwrap_or(Value::NONE)
}

fn read(vm: &mut Vm, value: Value, which: Special) -> NativeResult {
    let Some(function) = value.as_ref::<Function>() else { return Ok(Value::NONE) };
    match which {
        Special::TypeParameters if function.special(which).is_none() => vm.new_tuple(&[]),
        _ => Ok(vm.function_special(function, which)),
    }
}

fn write(vm: &mut Vm, value: Value, which: Special, new: Value) -> Result<(), Raised> {
    match value.as_ref::<Function>() {
        Some(function) => vm.set_function_special(function, which, new),
        None => Ok(()),
    }
}

fn read_only(vm: &mut Vm, _: Value, _: Option<Value>) -> Result<(), Raised> {
    Err(vm.raise(&ATTRIBUTE_ERROR, format_args!("readonly attribute")))
}

fn set_name(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    match new.filter(|new| new.is_kind(Kind::Str)) {
        Some(new) => write(vm, value, Special::Name, new),
        None => Err(vm.type_error(format_args!("__name__ must be set to a string object"))),
    }
}

fn set_qualified_name(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    match new.filter(|new| new.is_kind(Kind::Str)) {
        Some(new) => write(vm, value, Special::QualifiedName, new),
        None => Err(vm.type_error(format_args!("__qualname__ must be set to a string object"))),
    }
}

fn annotations(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(function) = value.as_ref::<Function>() else { return Ok(Value::NONE) };
    if let Some(annotations) = function.special(Special::Annotations) {
        return Ok(annotations);
    }
    let dict = vm.new_dict(0)?.value();
    vm.set_function_special(function, Special::Annotations, dict)?;
    Ok(dict)
}

fn set_annotations(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let new = match new.and_then(Value::not_none) {
        None => vm.new_dict(0)?.value(),
        Some(new) if new.is_kind(Kind::Dict) => new,
        Some(_) => return Err(vm.type_error(format_args!("__annotations__ must be set to a dict object"))),
    };
    write(vm, value, Special::Annotations, new)
}

fn set_type_parameters(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    match new.filter(|new| new.is_kind(Kind::Tuple)) {
        Some(new) => write(vm, value, Special::TypeParameters, new),
        None => Err(vm.type_error(format_args!("__type_params__ must be set to a tuple"))),
    }
}

fn set_defaults(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let new = new.and_then(Value::not_none);
    if new.is_some_and(|new| !new.is_kind(Kind::Tuple)) {
        return Err(vm.type_error(format_args!("__defaults__ must be set to a tuple object")));
    }
    if let Some(function) = value.as_ref::<Function>() {
        function.defaults.set(new);
    }
    Ok(())
}

fn set_keyword_defaults(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let new = new.and_then(Value::not_none);
    if new.is_some_and(|new| !new.is_kind(Kind::Dict)) {
        return Err(vm.type_error(format_args!("__kwdefaults__ must be set to a dict object")));
    }
    if let Some(function) = value.as_ref::<Function>() {
        function.keyword_defaults.set(new);
    }
    Ok(())
}

fn dict(vm: &mut Vm, value: Value) -> NativeResult {
    match value.as_ref::<Function>() {
        Some(function) => vm.function_dict(function).map(Ref::value),
        None => Ok(Value::NONE),
    }
}

fn set_dict(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else { return Err(vm.type_error(format_args!("cannot delete __dict__"))) };
    let (Some(function), Some(dict)) = (value.as_ref::<Function>(), new.as_ref::<Dict>()) else {
        let class = vm.type_name(new);
        return Err(vm.type_error(format_args!("__dict__ must be set to a dictionary, not a '{class}'")));
    };
    function.set_dict(dict);
    Ok(())
}

fn set_attribute(vm: &mut Vm, value: Value, name: Value, new: Option<Value>) -> Result<bool, Raised> {
    let Some(function) = value.as_ref::<Function>() else { return Ok(false) };
    match new {
        Some(new) => {
            let dict = vm.function_dict(function)?;
            vm.dict_set_name(dict, name, new)?;
        }
        None => {
            let removed = match function.dict() {
                Some(dict) => vm.dict_remove(dict, name)?,
                None => None,
            };
            if removed.is_none() {
                return Err(vm.raise_attribute_error(value, name));
            }
        }
    }
    Ok(true)
}

fn new(vm: &mut Vm, _: Ref<Type>, args: &Args) -> NativeResult {
    let Some(code) = args.at(0).as_ref::<Code>() else {
        let class = vm.type_name(args.at(0));
        let message = format_args!("function() argument 'code' must be code, not {class}");
        return Err(vm.type_error(message));
    };
    let Some(globals) = args.at(1).as_ref::<Dict>() else {
        let class = vm.type_name(args.at(1));
        let message = format_args!("function() argument 'globals' must be dict, not {class}");
        return Err(vm.type_error(message));
    };
    let (name, defaults) = (args.get_not_none(2), args.get_not_none(3));
    if name.is_some_and(|name| name.as_ref::<Str>().is_none()) {
        return Err(vm.type_error(format_args!("arg 3 (name) must be None or string")));
    }
    if defaults.is_some_and(|defaults| defaults.as_ref::<Tuple>().is_none()) {
        return Err(vm.type_error(format_args!("arg 4 (defaults) must be None or tuple")));
    }
    let closure = checked_closure(vm, code, args.get_not_none(4))?;
    let function = vm.allocate_object(Function {
        header: new_header(Kind::Function),
        code,
        globals,
        closure,
        defaults: Cell::new(defaults),
        keyword_defaults: Cell::new(None),
        extra: Cell::new(None),
    })?;
    if let Some(name) = name {
        vm.set_function_special(function, Special::Name, name)?;
    }
    Ok(function.value())
}

/// A tuple of as many cells as the code has free variables.
fn checked_closure(vm: &mut Vm, code: Ref<Code>, closure: Option<Value>) -> Result<Option<Value>, Raised> {
    let wanted = code.view().map_or(0, |view| view.capture_count());
    let Some(closure) = closure else {
        if wanted == 0 {
            return Ok(None);
        }
        return Err(vm.type_error(format_args!("arg 5 (closure) must be tuple")));
    };
    let Some(cells) = closure.as_ref::<Tuple>() else {
        return Err(vm.type_error(format_args!("arg 5 (closure) must be None or tuple")));
    };
    if cells.len() != wanted {
        let name = super::exception::raise::shown(&code.name);
        let given = cells.len();
        let message = format_args!("{name} requires closure of length {wanted}, not {given}");
        return Err(vm.value_error(message));
    }
    if let Some(other) = cells.as_slice().iter().find(|cell| !cell.is_kind(Kind::Cell)) {
        let class = TypeName(vm.class_of(*other));
        return Err(vm.type_error(format_args!("arg 5 (closure) expected cell, found {class}")));
    }
    Ok(Some(closure))
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(function) = value.as_ref::<Function>() else { return Ok(sym::EMPTY.value()) };
    let mut text = TextBuilder::new();
    text.push(b"<function ");
    text.push_str(vm.function_special(function, Special::QualifiedName));
    text.push_format(format_args!(" at 0x{:x}>", value.word()));
    text.finish(vm)
}
