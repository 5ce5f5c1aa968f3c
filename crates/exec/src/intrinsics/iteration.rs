//! Iterators of generators, coroutines and async loops.

use super::Operands;
use crate::cold::{range_state, values};
use bytecode::Intrinsic;
use runtime::object::{Generator, Kind, Ref};
use runtime::types::exception;
use runtime::types::generator::ASYNC_GENERATOR_WRAPPED_VALUE;
use runtime::types::range::RANGE;
use runtime::value::{Value, WideInt};
use runtime::vm::{Raised, Vm};

pub(super) fn run(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    let subject = operands.b(0);
    let result = match intrinsic {
        Intrinsic::ForRange => return for_range(vm, operands),
        Intrinsic::GetIter => {
            let is_range = vm.class_of(subject) == Ref::from_static(&RANGE);
            if is_range || subject.is_exact(Kind::List) || subject.is_exact(Kind::Tuple) {
                subject
            } else {
                vm.with_reserve(|vm| vm.iter(subject))?
            }
        }
        Intrinsic::GetYieldFromIter => match subject.as_ref::<Generator>() {
            Some(generator) if generator.header().flags & Generator::COROUTINE != 0 => {
                if operands.code().code_flags().has(bytecode::CodeFlags::COROUTINE) {
                    subject
                } else {
                    let message = "cannot 'yield from' a coroutine object in a non-coroutine generator";
                    return Err(vm.type_error(format_args!("{message}")));
                }
            }
            Some(generator) if generator.header().flags == 0 => subject,
            _ => vm.with_reserve(|vm| vm.iter(subject))?,
        },
        Intrinsic::GetAwaitable => vm.await_iterator(subject)?,
        Intrinsic::GetAsyncIter => vm.async_iter(subject)?,
        Intrinsic::GetAsyncNext => vm.async_next(subject)?,
        Intrinsic::EndAsyncFor => {
            if vm.exception_matches(subject, Ref::from_static(&exception::STOP_ASYNC_ITERATION).value())? {
                return Ok(());
            }
            vm.raised_again = true;
            return Err(vm.raise_value(subject));
        }
        _ => vm.new_static_record(&ASYNC_GENERATOR_WRAPPED_VALUE, &[Some(subject)])?,
    };
    operands.set(0, result);
    Ok(())
}

/// A loop over `range(...)`, for which no range is made as long as its numbers are small.
fn for_range(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let arguments = values(operands.registers.slice(operands.b, operands.ext as usize));
    let callable = operands.a(0);
    if callable == Ref::from_static(&RANGE).value()
        && let Some((start, step, count)) = small_range(arguments)
    {
        operands.set(0, start);
        operands.set(1, step);
        operands.set(2, count);
        return Ok(());
    }
    let iterable = vm.call(callable, arguments)?;
    let iterator = vm.with_reserve(|vm| vm.iter(iterable))?;
    operands.set(0, iterator);
    operands.set(1, None);
    operands.set(2, None);
    Ok(())
}

fn small_range(arguments: &[Value]) -> Option<(Value, Value, Value)> {
    let number = |index: usize| arguments.get(index).copied().and_then(Value::as_small_int).map(WideInt::from);
    match arguments.len() {
        1 => range_state(0, number(0)?, 1),
        2 => range_state(number(0)?, number(1)?, 1),
        3 => range_state(number(0)?, number(1)?, number(2).filter(|&step| step != 0)?),
        _ => None,
    }
}
