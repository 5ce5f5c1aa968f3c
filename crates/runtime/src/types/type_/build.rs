//! The `class` statement: `__build_class__`.

use super::TYPE;
use super::create::most_derived_metaclass;
use crate::native::{Args, NativeResult};
use crate::object::{CellObject, Dict, Kind, Native, Ref, Tuple, Type};
use crate::symbols::sym;
use crate::types::exception::RUNTIME_ERROR;
use crate::types::exception::raise::shown;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// `__build_class__`
pub static BUILD_CLASS: Native = Native::new(
    "__build_class__",
    "function, name, /, *bases, **kwargs",
    build_class,
    "Internal helper function used by the class statement.",
);

fn build_class(vm: &mut Vm, args: &Args) -> NativeResult {
    let (function, name) = (args.at(0), args.at(1));
    if !function.is_kind(Kind::Function) {
        return Err(vm.type_error(format_args!("__build_class__: func must be a function")));
    }
    if !name.is_kind(Kind::Str) {
        return Err(vm.type_error(format_args!("__build_class__: name is not a string")));
    }
    let mut bases = TryVec::new();
    for base in args.rest() {
        bases.try_push(base).map_err(|_| vm.memory_error())?;
    }
    vm.build_class(name, &bases, args.keywords(), function)
}

impl Vm {
    /// Makes a class as the `class` statement does. `body` is called with the namespace; it returns the cell of
    /// `__class__`, or `None`. The values are rooted.
    pub fn build_class(&mut self, name: Value, bases: &[Value], keywords: Option<Value>, body: Value) -> NativeResult {
        self.committed = true;
        let original = self.new_tuple(bases)?;
        let bases = resolve_bases(self, original)?;
        let (meta, keywords) = take_metaclass(self, bases, keywords)?;
        let namespace = prepare(self, meta, name, bases, keywords)?;
        let cell = self.call(body, &[namespace])?;
        if bases != original {
            put(self, namespace, sym::__orig_bases__.value(), original)?;
        }
        let has_cell = cell.is_kind(Kind::Cell);
        if has_cell {
            put(self, namespace, sym::__classcell__.value(), cell)?;
        }
        let class = self.call_with_keywords(meta, &[name, bases, namespace], keywords)?;
        if has_cell && class.is_kind(Kind::Type) {
            check_class_cell(self, name, class, cell)?;
        }
        Ok(class)
    }
}

fn put(vm: &mut Vm, namespace: Value, name: Value, value: Value) -> Result<(), Raised> {
    match namespace.as_ref::<Dict>().filter(|_| namespace.is_exact(Kind::Dict)) {
        Some(dict) => vm.dict_set_name(dict, name, value),
        None => vm.set_item(namespace, name, Some(value)),
    }
}

/// The bases, with `__mro_entries__` of those that are no classes in their place.
fn resolve_bases(vm: &mut Vm, original: Value) -> NativeResult {
    let Some(tuple) = original.as_ref::<Tuple>() else { return Ok(original) };
    if tuple.as_slice().iter().all(|base| base.is_kind(Kind::Type)) {
        return Ok(original);
    }
    let list = vm.new_list(&[])?;
    let mut changed = false;
    for &base in tuple.as_slice() {
        let entries = if base.is_kind(Kind::Type) { None } else { vm.try_attribute(base, sym::__mro_entries__)? };
        let Some(entries) = entries else {
            vm.list_push(list, base)?;
            continue;
        };
        changed = true;
        let replacement = vm.call(entries, &[original])?;
        let Some(replacement) = replacement.as_ref::<Tuple>() else {
            return Err(vm.type_error(format_args!("__mro_entries__ must return a tuple")));
        };
        for &entry in replacement.as_slice() {
            vm.list_push(list, entry)?;
        }
    }
    if changed { vm.new_tuple(list.as_slice()) } else { Ok(original) }
}

/// The metaclass, and the keywords without it.
fn take_metaclass(vm: &mut Vm, bases: Value, keywords: Option<Value>) -> Result<(Value, Option<Value>), Raised> {
    let mut asked = None;
    let mut others = None;
    if let Some(dict) = keywords.and_then(Value::as_ref::<Dict>).filter(|dict| !dict.is_empty()) {
        let copy = vm.new_dict(dict.len())?;
        for index in 0..dict.used() {
            if let Some((key, value)) = dict.entry(index) {
                vm.dict_set(copy, key, value)?;
            }
        }
        asked = vm.dict_remove(copy, sym::metaclass.value())?;
        others = Some(copy.value()).filter(|_| !copy.is_empty());
    }
    let first = bases.as_ref::<Tuple>().and_then(|bases| bases.as_slice().first().copied());
    let meta = match (asked, first) {
        (Some(meta), _) => meta,
        (None, Some(base)) => vm.class_of(base).value(),
        (None, None) => Ref::from_static(&TYPE).value(),
    };
    match meta.as_ref::<Type>() {
        Some(class) => Ok((most_derived_metaclass(vm, class, bases)?.value(), others)),
        None => Ok((meta, others)),
    }
}

fn prepare(vm: &mut Vm, meta: Value, name: Value, bases: Value, keywords: Option<Value>) -> NativeResult {
    if meta == Ref::from_static(&TYPE).value() {
        return vm.new_dict(0).map(Ref::value);
    }
    let Some(method) = vm.try_attribute(meta, sym::__prepare__)? else {
        return vm.new_dict(0).map(Ref::value);
    };
    let namespace = vm.call_with_keywords(method, &[name, bases], keywords)?;
    let class = vm.class_of(namespace);
    let is_mapping = class.slots.get_item.is_some()
        || (class.is_heap() && vm.class_lookup(class, sym::__getitem__.value())?.is_some());
    if is_mapping {
        return Ok(namespace);
    }
    let got = vm.class_name(namespace);
    let meta = meta.as_ref::<Type>().map_or("<metaclass>", |class| vm.class_text(class));
    Err(vm.type_error(format_args!("{meta}.__prepare__() must return a mapping, not {got}")))
}

/// Whether the metaclass passed the cell on to `type.__new__`.
fn check_class_cell(vm: &mut Vm, name: Value, class: Value, cell: Value) -> Result<(), Raised> {
    let content = cell.as_ref::<CellObject>().and_then(|cell| cell.value.get());
    if content == Some(class) {
        return Ok(());
    }
    let (shown_name, shown_class) = (vm.repr(name)?, vm.repr(class)?);
    let (name, class) = (shown(&shown_name), shown(&shown_class));
    Err(match content {
        None => {
            let message = format_args!(
                "__class__ not set defining {name} as {class}. Was __classcell__ propagated to type.__new__?"
            );
            vm.raise(&RUNTIME_ERROR, message)
        }
        Some(other) => {
            let shown_other = vm.repr(other)?;
            let other = shown(&shown_other);
            vm.type_error(format_args!("__class__ set to {other} defining {name} as {class}"))
        }
    })
}
