//! `cell`: a variable that functions share.

use crate::native::{Args, Member, NativeResult};
use crate::object::{CellObject, Kind, Ref, Type};
use crate::types::{Comparison, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), compare: Some(compare), ..Slots::NONE };

static MEMBERS: &[Member] = &[Member::property("cell_contents", contents, set_contents)];

/// `cell`
pub static CELL: Type = Type::builtin("cell", Kind::Cell, "contents=<unrepresentable>, /", &SLOTS, MEMBERS)
    .with_doc("Create a new cell object.");

fn new(vm: &mut Vm, _: Ref<Type>, args: &Args) -> NativeResult {
    vm.new_cell(args.get(0))
}

fn value_of(cell: Value) -> Option<Value> {
    cell.as_ref::<CellObject>().and_then(|cell| cell.value.get())
}

fn contents(vm: &mut Vm, cell: Value) -> NativeResult {
    match value_of(cell) {
        Some(value) => Ok(value),
        None => Err(vm.value_error(format_args!("Cell is empty"))),
    }
}

fn set_contents(_: &mut Vm, cell: Value, new: Option<Value>) -> Result<(), Raised> {
    if let Some(cell) = cell.as_ref::<CellObject>() {
        cell.value.set(new);
    }
    Ok(())
}

fn repr(vm: &mut Vm, cell: Value) -> NativeResult {
    let address = cell.word();
    match value_of(cell) {
        Some(value) => {
            let (class, at) = (vm.type_name(value), value.word());
            vm.new_str_from(format_args!("<cell at 0x{address:x}: {class} object at 0x{at:x}>"))
        }
        None => vm.new_str_from(format_args!("<cell at 0x{address:x}: empty>")),
    }
}

/// Cells compare as their contents do; an empty one is less than any other.
fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    if !a.is_kind(Kind::Cell) || !b.is_kind(Kind::Cell) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.check_machine_stack()?;
    let (a, b) = match (value_of(a), value_of(b)) {
        (Some(a), Some(b)) => {
            vm.keep(a);
            vm.keep(b);
            return vm.compare(operator, a, b);
        }
        (a, b) => (a.is_some(), b.is_some()),
    };
    Ok(Value::from_bool(match operator {
        Comparison::Lt => !a & b,
        Comparison::Le => !a | b,
        Comparison::Eq => a == b,
        Comparison::Ne => a != b,
        Comparison::Gt => a & !b,
        Comparison::Ge => a | !b,
    }))
}
