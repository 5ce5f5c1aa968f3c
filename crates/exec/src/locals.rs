//! What natives see of the Python frame that called them: its namespaces.

use bytecode::{CodeFlags, CodeView};
use runtime::frame::{Base, Registers, code_of, function_of};
use runtime::native::NativeResult;
use runtime::object::{CellObject, Code, Dict, Function, Ref, Tuple};
use runtime::value::Value;
use runtime::vm::Vm;

/// The namespace of the module whose code runs; `None` outside of Python code.
pub fn globals_of(vm: &Vm) -> Option<Ref<Dict>> {
    if vm.frame.base.is_null() {
        return None;
    }
    // SAFETY: the base is that of the running frame.
    Some(unsafe { function_of(vm.frame.base.cast()) }.globals)
}

/// `locals()`: the namespace of a module or class body, or a new dict of a function's variables. `None` outside of
/// Python code.
pub fn locals_of(vm: &mut Vm) -> NativeResult {
    let base: Base = vm.frame.base.cast();
    if base.is_null() {
        return Ok(Value::NONE);
    }
    // SAFETY: the base is that of the running frame.
    let (code, function) = unsafe { (code_of(base), function_of(base)) };
    let registers = Registers(base);
    if !code.code_flags().has(CodeFlags::OPTIMIZED) {
        return Ok(registers.value(0));
    }
    let dict = vm.new_dict(0)?;
    if let Some(view) = code.view() {
        add_variables(vm, &view, registers, dict)?;
        add_free_variables(vm, &view, code, function, dict)?;
    }
    Ok(dict.value())
}

fn add_variables(
    vm: &mut Vm,
    view: &CodeView<'_>,
    registers: Registers,
    dict: Ref<Dict>,
) -> Result<(), runtime::vm::Raised> {
    for (local, &name) in view.locals().iter().enumerate() {
        let register = view.local_register(local);
        let Some(mut value) = registers.get(register) else { continue };
        if view.cells().contains(&(register as u32)) {
            let Some(shared) = value.as_ref::<CellObject>().and_then(|cell| cell.value.get()) else { continue };
            value = shared;
        }
        set(vm, view, name, value, dict)?;
    }
    Ok(())
}

fn add_free_variables(
    vm: &mut Vm,
    view: &CodeView<'_>,
    code: Ref<Code>,
    function: Ref<Function>,
    dict: Ref<Dict>,
) -> Result<(), runtime::vm::Raised> {
    let Some(cells) = function.closure.and_then(Value::as_ref::<Tuple>) else { return Ok(()) };
    debug_assert!(code == function.code);
    for (index, cell) in cells.as_slice().iter().enumerate() {
        let value = cell.as_ref::<CellObject>().and_then(|cell| cell.value.get());
        if let (Some(value), Some((_, name))) = (value, view.capture(index)) {
            set(vm, view, name, value, dict)?;
        }
    }
    Ok(())
}

/// Enters a variable, unless its name shows that the compiler made it.
fn set(vm: &mut Vm, view: &CodeView<'_>, name: u32, value: Value, dict: Ref<Dict>) -> Result<(), runtime::vm::Raised> {
    let name = view.image().string(name).unwrap_or_default();
    if name.starts_with(b".") {
        return Ok(());
    }
    let name = vm.intern(name)?;
    vm.dict_set_name(dict, name, value)
}
