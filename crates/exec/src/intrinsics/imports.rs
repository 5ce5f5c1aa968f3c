//! Import instructions. What a name means is the business of the import system behind `__import__`.

use super::Operands;
use bytecode::Intrinsic;
use runtime::object::{Dict, Kind, Str};
use runtime::symbols::sym;
use runtime::types::exception;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

pub(super) fn run(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    match intrinsic {
        Intrinsic::ImportName => import_name(vm, operands),
        Intrinsic::ImportFrom => import_from(vm, operands),
        _ => import_star(vm, operands),
    }
}

fn import_name(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let globals = operands.function.globals;
    let import = match vm.builtin(globals, sym::__import__.value())? {
        Some(import) => import,
        None => return Err(vm.raise(&exception::IMPORT_ERROR, format_args!("__import__ not found"))),
    };
    let locals = Value::NONE;
    let arguments = [operands.constant(), globals.value(), locals, operands.b(0), operands.b(1)];
    let module = vm.call(import, &arguments)?;
    operands.set(0, module);
    Ok(())
}

fn import_from(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let (module, name) = (operands.b(0), operands.constant());
    if let Some(value) = vm.try_attribute(module, name)? {
        operands.set(0, value);
        return Ok(());
    }
    // A submodule that is being imported right now is in `sys.modules` but not yet an attribute.
    let package = vm.try_attribute(module, sym::__name__)?;
    if let Some(package) = package.filter(|package| package.is_kind(Kind::Str)) {
        let (package, text) = (vm.name_text(package), vm.name_text(name));
        let full = vm.new_str_from(format_args!("{package}.{text}"))?;
        let modules = vm.modules;
        if let Some(value) = vm.dict_get(modules, full)? {
            operands.set(0, value);
            return Ok(());
        }
        return Err(vm.raise_import_from(module, name));
    }
    Err(vm.raise_import_from(module, name))
}

fn import_star(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let module = operands.a(0);
    let namespace = operands.registers.value(0);
    if let Some(all) = vm.try_attribute(module, sym::__all__)? {
        let names = vm.collect_list(all)?;
        for index in 0..names.len() {
            let Some(name) = names.get(index) else { break };
            if !name.is_kind(Kind::Str) {
                return Err(vm.type_error(format_args!("Item in __all__ must be str, not {}", vm.type_name(name))));
            }
            let name = vm.intern_value(name)?;
            let value = vm.get_attribute(module, name)?;
            vm.set_item(namespace, name, Some(value))?;
        }
        return Ok(());
    }
    if let Some(dict) = vm.module_namespace(module)? {
        return copy_public(vm, dict, namespace);
    }
    let Some(mapping) = vm.try_attribute(module, sym::__dict__)? else {
        let message = format_args!("from-import-* object has no __dict__ and no __all__");
        return Err(vm.raise(&exception::IMPORT_ERROR, message));
    };
    let keys = vm.call_method(mapping, sym::keys, &[])?;
    let names = vm.collect_list(keys)?;
    let mut index = 0;
    while let Some(name) = names.get(index) {
        index += 1;
        if is_public(name) {
            let value = vm.get_item(mapping, name)?;
            vm.set_item(namespace, name, Some(value))?;
        }
    }
    Ok(())
}

fn is_public(name: Value) -> bool {
    name.as_ref::<Str>().is_some_and(|name| !name.as_bytes().starts_with(b"_"))
}

fn copy_public(vm: &mut Vm, dict: runtime::object::Ref<Dict>, namespace: Value) -> Result<(), Raised> {
    let mut index = 0;
    while let Some((at, name, value)) = dict.next_entry(index) {
        index = at + 1;
        if is_public(name) {
            vm.set_item(namespace, name, Some(value))?;
        }
    }
    Ok(())
}
