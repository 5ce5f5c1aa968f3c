//! What `await`, `async for` and their relatives ask of objects.

use super::asynchronous::ASYNC_GENERATOR;
use super::delegate;
use crate::features::ASYNC_GENERATORS;
use crate::native::NativeResult;
use crate::object::{Generator, Ref};
use crate::symbols::sym;
use crate::types::exception::RUNTIME_ERROR;
use crate::value::Value;
use crate::vm::{Raised, Vm};

impl Vm {
    /// The iterator that `await value` delegates to. As in MicroPython a plain generator can be awaited, and so can an
    /// instance of a class made by Python that is only iterable.
    pub fn await_iterator(&mut self, value: Value) -> NativeResult {
        if let Some(generator) = value.as_ref::<Generator>() {
            if generator.header().flags != Generator::ASYNC_GENERATOR {
                if generator.header().flags == Generator::COROUTINE && delegate(value).is_some() {
                    return Err(self.raise(&RUNTIME_ERROR, format_args!("coroutine is being awaited already")));
                }
                return Ok(value);
            }
        }
        let class = self.class_of(value);
        let Some(method) = self.class_lookup(class, sym::__await__.value())? else {
            if class.is_heap() && self.class_lookup(class, sym::__iter__.value())?.is_some() {
                return self.iter(value);
            }
            let name = self.class_name(value);
            return Err(self.type_error(format_args!("object {name} can't be used in 'await' expression")));
        };
        let bound = self.bind(method, Some(value), class)?;
        let iterator = self.call(bound, &[])?;
        if iterator.as_ref::<Generator>().is_some_and(|result| result.header().flags == Generator::COROUTINE) {
            return Err(self.type_error(format_args!("__await__() returned a coroutine")));
        }
        if !self.is_iterator(iterator)? {
            let name = self.class_name(iterator);
            return Err(self.type_error(format_args!("__await__() returned non-iterator of type '{name}'")));
        }
        Ok(iterator)
    }

    /// `value.__aiter__()` for `async for`.
    pub fn async_iter(&mut self, value: Value) -> NativeResult {
        let class = self.class_of(value);
        if ASYNC_GENERATORS && class == Ref::from_static(&ASYNC_GENERATOR) {
            return Ok(value);
        }
        let Some(method) = self.class_lookup(class, sym::__aiter__.value())? else {
            let name = self.class_name(value);
            let message = format_args!("'async for' requires an object with __aiter__ method, got {name}");
            return Err(self.type_error(message));
        };
        let bound = self.bind(method, Some(value), class)?;
        let iterator = self.call(bound, &[])?;
        let own = self.class_of(iterator);
        if self.class_lookup(own, sym::__anext__.value())?.is_none() {
            let name = self.class_name(iterator);
            let message =
                format_args!("'async for' received an object from __aiter__ that does not implement __anext__: {name}");
            return Err(self.type_error(message));
        }
        Ok(iterator)
    }

    /// The iterator to be awaited for the next item of an asynchronous iterator.
    pub fn async_next(&mut self, iterator: Value) -> NativeResult {
        let class = self.class_of(iterator);
        if ASYNC_GENERATORS && class == Ref::from_static(&ASYNC_GENERATOR) {
            return super::asynchronous::new_send(self, iterator, Value::NONE);
        }
        let Some(method) = self.class_lookup(class, sym::__anext__.value())? else {
            let name = self.class_name(iterator);
            let message = format_args!("'async for' requires an iterator with __anext__ method, got {name}");
            return Err(self.type_error(message));
        };
        let bound = self.bind(method, Some(iterator), class)?;
        let awaitable = self.call(bound, &[])?;
        match self.await_iterator(awaitable) {
            Ok(iterator) => Ok(iterator),
            Err(raised) => Err(self.invalid_next(raised, awaitable)),
        }
    }

    #[cold]
    fn invalid_next(&mut self, raised: Raised, awaitable: Value) -> Raised {
        let Some(cause) = self.exception.filter(|_| self.exception_is(&crate::types::exception::TYPE_ERROR)) else {
            return raised;
        };
        self.keep(cause);
        let name = self.class_name(awaitable);
        let raised = self.type_error(format_args!("'async for' received an invalid object from __anext__: {name}"));
        if let Some(exception) = self.exception.filter(|&exception| exception != cause) {
            self.chain_cause(exception, cause);
        }
        raised
    }
}
