//! Iterators of generators, coroutines and async loops.

use super::Operands;
use bytecode::Intrinsic;
use runtime::object::{Generator, Kind};
use runtime::types::exception;
use runtime::types::generator::ASYNC_GENERATOR_WRAPPED_VALUE;
use runtime::vm::{Raised, Vm};

pub(super) fn run(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    let subject = operands.b(0);
    let result = match intrinsic {
        Intrinsic::GetIter => {
            if subject.is_exact(Kind::List) || subject.is_exact(Kind::Tuple) {
                subject
            } else {
                vm.iter(subject)?
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
            _ => vm.iter(subject)?,
        },
        Intrinsic::GetAwaitable => vm.await_iterator(subject)?,
        Intrinsic::GetAsyncIter => vm.async_iter(subject)?,
        Intrinsic::GetAsyncNext => vm.async_next(subject)?,
        Intrinsic::EndAsyncFor => {
            if vm.exception_matches(
                subject,
                runtime::object::Ref::from_static(&exception::STOP_ASYNC_ITERATION).value(),
            )? {
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
