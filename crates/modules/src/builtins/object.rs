//! Builtin functions on any object: attributes, classes, identity, text.

use runtime::native::{Args, NativeResult};
use runtime::object::{Dict, Kind};
use runtime::protocol::compare::identity_hash;
use runtime::symbols::sym;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

fn name_argument(vm: &mut Vm, name: Value) -> Result<Value, Raised> {
    if !name.is_kind(Kind::Str) {
        let class = vm.type_name(name);
        return Err(vm.type_error(format_args!("attribute name must be string, not '{class}'")));
    }
    vm.intern_value(name)
}

/// `getattr(object, name, default)`
pub fn get_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = name_argument(vm, args.at(1))?;
    match args.get(2) {
        None => vm.get_attribute(args.at(0), name),
        Some(default) => Ok(vm.try_attribute(args.at(0), name)?.unwrap_or(default)),
    }
}

/// `hasattr(object, name)`
pub fn has_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = name_argument(vm, args.at(1))?;
    Ok(Value::from_bool(vm.try_attribute(args.at(0), name)?.is_some()))
}

/// `setattr(object, name, value)`
pub fn set_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = name_argument(vm, args.at(1))?;
    vm.set_attribute(args.at(0), name, Some(args.at(2)))?;
    Ok(Value::NONE)
}

/// `delattr(object, name)`
pub fn delete_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = name_argument(vm, args.at(1))?;
    vm.set_attribute(args.at(0), name, None)?;
    Ok(Value::NONE)
}

/// Whether a value can be called.
pub fn is_callable(vm: &mut Vm, value: Value) -> Result<bool, Raised> {
    let kinds = [Kind::Function, Kind::Native, Kind::BoundMethod, Kind::Type];
    if kinds.iter().any(|&kind| value.is_kind(kind)) {
        return Ok(true);
    }
    let class = vm.class_of(value);
    if class.is_heap() {
        let method = vm.class_lookup(class, sym::__call__.value())?;
        return Ok(method.is_some_and(|method| !method.is_none()));
    }
    Ok(class.slots.call.is_some())
}

/// `callable(object)`
pub fn callable(vm: &mut Vm, args: &Args) -> NativeResult {
    is_callable(vm, args.at(0)).map(Value::from_bool)
}

/// `isinstance(object, class_or_tuple)`
pub fn is_instance(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.is_instance_dynamic(args.at(0), args.at(1)).map(Value::from_bool)
}

/// `issubclass(class, class_or_tuple)`
pub fn is_subclass(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.is_subclass_dynamic(args.at(0), args.at(1)).map(Value::from_bool)
}

/// `hash(object)`
pub fn hash(vm: &mut Vm, args: &Args) -> NativeResult {
    let hash = vm.hash(args.at(0))?;
    vm.new_int(hash)
}

/// `id(object)`
pub fn id(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_object() {
        Some(object) => vm.new_uint(object as usize as u64),
        None => vm.new_int(identity_hash(args.at(0))),
    }
}

/// `repr(object)`
pub fn repr(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.repr(args.at(0))
}

/// `ascii(object)`
pub fn ascii(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.ascii(args.at(0))
}

/// `format(value, format_spec='')`
pub fn format(vm: &mut Vm, args: &Args) -> NativeResult {
    let spec = args.get(1).unwrap_or(sym::EMPTY.value());
    if !spec.is_kind(Kind::Str) {
        let class = vm.type_name(spec);
        return Err(vm.type_error(format_args!("format() argument 2 must be str, not {class}")));
    }
    vm.format(args.at(0), spec)
}

/// `dir(object)`
pub fn dir(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(object) = args.get(0) {
        return Ok(vm.directory(object)?.value());
    }
    let locals = exec::locals::locals_of(vm)?;
    let names = vm.new_list(&[])?;
    if let Some(dict) = locals.as_ref::<Dict>() {
        for index in 0..dict.used() {
            if let Some((name, _)) = dict.entry(index) {
                vm.list_push(names, name)?;
            }
        }
    } else if !locals.is_none() {
        let keys = vm.call_method(locals, sym::keys, &[])?;
        vm.list_extend(names, keys)?;
    }
    vm.sort_list(names, None, false)?;
    Ok(names.value())
}

/// `vars(object)`
pub fn vars(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(object) = args.get(0) else { return exec::locals::locals_of(vm) };
    match vm.try_attribute(object, sym::__dict__)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error(format_args!("vars() argument must have __dict__ attribute"))),
    }
}

/// `open(...)`: the function of the module `io`, found when it is first asked for.
pub fn open(vm: &mut Vm) -> NativeResult {
    let io = crate::import::import_builtin(vm, b"io")?;
    let name = vm.intern(b"open")?;
    match io {
        Some(io) => vm.get_attribute(io, name),
        None => Err(vm.raise_name_error(name)),
    }
}
