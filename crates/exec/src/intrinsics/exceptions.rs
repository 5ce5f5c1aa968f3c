//! Raising and handling exceptions, and context managers.

use super::Operands;
use bytecode::Intrinsic;
use runtime::object::{Exception, Kind, List};
use runtime::symbols::sym;
use runtime::types::exception;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

pub(super) fn run(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    match intrinsic {
        Intrinsic::Raise => {
            let raised = vm.instantiate_exception(operands.a(0))?;
            Err(vm.raise_value(raised))
        }
        Intrinsic::RaiseFrom => {
            let raised = vm.instantiate_exception(operands.a(0))?;
            vm.keep(raised);
            vm.set_cause(raised, operands.b(0))?;
            Err(vm.raise_value(raised))
        }
        Intrinsic::RaiseCurrent => match vm.handled {
            Some(handled) => Err(raise_again(vm, handled)),
            None => Err(vm.raise(&exception::RUNTIME_ERROR, format_args!("No active exception to reraise"))),
        },
        Intrinsic::Reraise => Err(raise_again(vm, operands.a(0))),
        Intrinsic::PushHandled => {
            operands.registers.set(operands.b, vm.handled);
            vm.handled = Some(operands.a(0));
            Ok(())
        }
        Intrinsic::PopHandled => {
            // The outermost handler of a generator restores what its present resumer handles, which may be another than
            // the one that saw it begin.
            vm.handled =
                if operands.ext == 1 { running_generator_outer(vm) } else { operands.registers.get(operands.b) };
            Ok(())
        }
        Intrinsic::MatchException => {
            let matches = vm.exception_matches(operands.b(0), operands.b(1))?;
            operands.set(0, Value::from_bool(matches));
            Ok(())
        }
        Intrinsic::AssertionFailed => {
            let message = [operands.a(0)];
            let arguments = if operands.ext == 1 { &message[..] } else { &[] };
            Err(vm.raise_with(&exception::ASSERTION_ERROR, arguments))
        }
        Intrinsic::WithEnter => enter(vm, operands, sym::__enter__.value(), sym::__exit__.value(), ""),
        Intrinsic::AsyncWithEnter => {
            enter(vm, operands, sym::__aenter__.value(), sym::__aexit__.value(), "asynchronous ")
        }
        Intrinsic::WithExit => {
            let none = Value::NONE;
            let result = vm.call(operands.b(0), &[none, none, none])?;
            operands.set(0, result);
            Ok(())
        }
        Intrinsic::WithExitException => {
            let result = call_exit(vm, operands)?;
            let truth = vm.truth(result)?;
            operands.set(0, Value::from_bool(truth));
            Ok(())
        }
        _ => {
            let result = if operands.ext == 0 {
                let none = Value::NONE;
                vm.call(operands.b(0), &[none, none, none])?
            } else {
                call_exit(vm, operands)?
            };
            operands.set(0, result);
            Ok(())
        }
    }
}

/// `except*`.
pub(super) fn run_star(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    if intrinsic == Intrinsic::MatchExceptionGroup {
        let (matching, rest) = vm.exception_group_match(operands.b(0), operands.b(1))?;
        operands.set(0, matching.unwrap_or(Value::NONE));
        operands.set(1, rest.unwrap_or(Value::NONE));
        return Ok(());
    }
    let Some(list) = operands.b(0).as_ref::<List>() else { return Err(runtime::code::damaged(vm)) };
    let raised = vm.prepare_reraise_star(operands.a(0), list)?;
    operands.set(0, raised.unwrap_or(Value::NONE));
    Ok(())
}

/// Raises an exception that was raised in this frame before.
fn raise_again(vm: &mut Vm, exception: Value) -> Raised {
    vm.raised_again = true;
    vm.raise_value(exception)
}

fn running_generator_outer(vm: &Vm) -> Option<Value> {
    let base = vm.frame.base.cast();
    if runtime::frame::is_on_stack(vm, base) {
        return None;
    }
    // SAFETY: the running frame is not on the stack, so it is a generator's own.
    unsafe { runtime::frame::generator_of(base) }.outer_handled.get()
}

fn call_exit(vm: &mut Vm, operands: &Operands) -> Result<Value, Raised> {
    let raised = operands.b(1);
    let class = vm.class_of(raised).value();
    let traceback = raised.as_ref::<Exception>().and_then(|raised| raised.traceback.get());
    vm.call(operands.b(0), &[class, raised, traceback.unwrap_or(Value::NONE)])
}

/// Looks both methods up in the class before the first is called.
fn enter(vm: &mut Vm, operands: &Operands, enter: Value, exit: Value, kind: &str) -> Result<(), Raised> {
    let manager = operands.b(0);
    let class = vm.class_of(manager);
    let (enter_method, exit_method) = (vm.class_lookup(class, enter)?, vm.class_lookup(class, exit)?);
    let (Some(enter_method), Some(exit_method)) = (enter_method, exit_method) else {
        let name = vm.class_text(class);
        let missing = if enter_method.is_none() { "" } else { " (missed __exit__ method)" };
        let missing = if missing.is_empty() || kind.is_empty() { missing } else { " (missed __aexit__ method)" };
        return Err(
            vm.type_error(format_args!("'{name}' object does not support the {kind}context manager protocol{missing}"))
        );
    };
    let exit = vm.with_reserve(|vm| vm.bind(exit_method, Some(manager), class))?;
    vm.keep(exit);
    let entered = if enter_method.is_kind(Kind::Function) {
        vm.call(enter_method, &[manager])?
    } else {
        let enter = vm.bind(enter_method, Some(manager), class)?;
        vm.call(enter, &[])?
    };
    operands.set(0, exit);
    operands.set(1, entered);
    Ok(())
}
