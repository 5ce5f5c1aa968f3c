//! Functions, classes and names.

use super::Operands;
use crate::attributes::find_in_namespace;
use bytecode::Intrinsic;
use runtime::object::{CellObject, Dict, Function, Kind, Ref, Tuple, Type};
use runtime::symbols::sym;
use runtime::types::exception;
use runtime::types::function::Special;
use runtime::types::super_::SUPER;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

pub(super) fn run(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    match intrinsic {
        Intrinsic::SetDefaults => {
            function(vm, operands)?.defaults.set(Some(operands.b(0)));
            Ok(())
        }
        Intrinsic::SetKeywordDefaults => {
            function(vm, operands)?.keyword_defaults.set(Some(operands.b(0)));
            Ok(())
        }
        Intrinsic::SetAnnotations => set_special(vm, operands, Special::Annotations),
        Intrinsic::SetTypeParameters => match operands.a(0).as_ref::<Function>() {
            Some(_) => set_special(vm, operands, Special::TypeParameters),
            None => vm.set_attribute(operands.a(0), sym::__type_params__, Some(operands.b(0))),
        },
        Intrinsic::LoadBuildClass => {
            let build = vm.builtins_attribute(sym::__build_class__.value())?;
            operands.set(0, build);
            Ok(())
        }
        Intrinsic::LoadClosureCell => {
            operands.set(0, operands.b(0));
            Ok(())
        }
        Intrinsic::LoadNameOrFree => {
            let name = operands.b(0);
            if let Some(value) = find_in_namespace(vm, operands.registers.value(0), name)? {
                operands.set(0, value);
                return Ok(());
            }
            match free_cell(operands).and_then(|cell| cell.value.get()) {
                Some(value) => {
                    operands.set(0, value);
                    Ok(())
                }
                None => Err(vm.raise_unbound_free(name)),
            }
        }
        Intrinsic::DeleteName => delete_name(vm, operands),
        Intrinsic::DeleteGlobal => delete_global(vm, operands.function.globals, operands.name()),
        Intrinsic::DeleteAttr => vm.set_attribute(operands.a(0), operands.name(), None),
        Intrinsic::DeleteCell => match operands.a(0).as_ref::<CellObject>() {
            Some(cell) if cell.value.get().is_some() => {
                cell.value.set(None);
                Ok(())
            }
            _ => Err(vm.raise_unbound_local(operands.constant())),
        },
        Intrinsic::DeleteFree => match free_cell(operands) {
            Some(cell) if cell.value.get().is_some() => {
                cell.value.set(None);
                Ok(())
            }
            _ => {
                let name = crate::cold::free_name(vm, operands.code(), operands.ext as usize);
                Err(vm.raise_unbound_free(name))
            }
        },
        Intrinsic::SetupAnnotations => setup_annotations(vm, operands),
        Intrinsic::SuperCall => super_call(vm, operands),
        _ => vm.display(operands.a(0)),
    }
}

/// Type parameters and aliases.
pub(super) fn make_type(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    let made = if intrinsic == Intrinsic::MakeTypeAlias {
        vm.new_type_alias(operands.b(0), operands.b(1), operands.b(2))?
    } else {
        vm.new_type_variable(operands.b(0), operands.b(1), operands.ext)?
    };
    operands.set(0, made);
    Ok(())
}

fn function(vm: &mut Vm, operands: &Operands) -> Result<Ref<Function>, Raised> {
    operands.a(0).as_ref::<Function>().ok_or_else(|| runtime::code::damaged(vm))
}

fn set_special(vm: &mut Vm, operands: &Operands, special: Special) -> Result<(), Raised> {
    let function = function(vm, operands)?;
    vm.set_function_special(function, special, operands.b(0))
}

fn free_cell(operands: &Operands) -> Option<Ref<CellObject>> {
    let cells = operands.function.closure?.as_ref::<Tuple>()?;
    cells.as_slice().get(operands.ext as usize)?.as_ref::<CellObject>()
}

fn delete_name(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let namespace = operands.registers.value(0);
    let name = operands.name();
    if let (Some(dict), true) = (namespace.as_ref::<Dict>(), namespace.is_exact(Kind::Dict)) {
        return delete_global(vm, dict, name);
    }
    match vm.set_item(namespace, name, None) {
        Err(_) if vm.exception_is(&exception::KEY_ERROR) => {
            vm.exception = None;
            Err(vm.raise_name_error(name))
        }
        result => result,
    }
}

fn delete_global(vm: &mut Vm, globals: Ref<Dict>, name: Value) -> Result<(), Raised> {
    match vm.dict_remove(globals, name)? {
        Some(_) => Ok(()),
        None => Err(vm.raise_name_error(name)),
    }
}

fn setup_annotations(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let namespace = operands.registers.value(0);
    if find_in_namespace(vm, namespace, sym::__annotations__.value())?.is_some() {
        return Ok(());
    }
    let annotations = vm.new_dict(0)?;
    vm.set_item(namespace, sym::__annotations__.value(), Some(annotations.value()))
}

fn super_call(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let callable = operands.a(0);
    let result = if callable.as_ref::<Type>() == Some(Ref::from_static(&SUPER)) {
        let Some(first) = operands.registers.get(operands.b + 1) else {
            return Err(vm.raise(&exception::RUNTIME_ERROR, format_args!("super(): arg[0] deleted")));
        };
        vm.with_reserve(|vm| vm.new_super(operands.b(0), first))?
    } else {
        vm.call(callable, &[])?
    };
    operands.set(0, result);
    Ok(())
}
