//! Iteration: `iter`, `next`, and the loops of natives over iterables.
//!
//! [`Vm::next`] gives no value at the end; what a generator returned, or `StopIteration` carried, is then in
//! `Vm::returned` (whoever needs it clears that field first).

use crate::native::NativeResult;
use crate::object::{Generator, Kind, List, Record, Ref, Type};
use crate::symbols::sym;
use crate::types::exception::{INDEX_ERROR, STOP_ITERATION, TYPE_ERROR};
use crate::types::{dict, iterator, set};
use crate::value::Value;
use crate::vm::{Raised, Resume, Vm};
use core::ops::ControlFlow;
use core::sync::atomic::Ordering;

/// The most items that a length hint may reserve room for; what comes beyond makes its own room.
const MAX_HINT: usize = 1 << 16;

impl Vm {
    /// `iter(value)`; TypeError if it is not iterable.
    pub fn iter(&mut self, value: Value) -> NativeResult {
        match value.raw_kind() {
            k if k == Kind::List as u8 => iterator::new_indexed(self, &iterator::LIST_ITERATOR, value),
            k if k == Kind::Tuple as u8 => iterator::new_indexed(self, &iterator::TUPLE_ITERATOR, value),
            k if k == Kind::Dict as u8 => dict::iterator::new(self, &dict::iterator::DICT_KEYITERATOR, value),
            k if k == Kind::Set as u8 || k == Kind::FrozenSet as u8 => set::iterator::new(self, value),
            k if k == Kind::Generator as u8 && is_plain_generator(value) => Ok(value),
            _ => self.iter_general(value),
        }
    }

    #[inline(never)]
    fn iter_general(&mut self, value: Value) -> NativeResult {
        let class = self.class_of(value);
        if !class.is_heap() {
            return match class.slots.iter {
                Some(iter) => iter(self, value),
                None => Err(self.not_iterable(value)),
            };
        }
        if self.is_disabled(class, sym::__iter__) {
            return Err(self.not_iterable(value));
        }
        if let Some(iterator) = self.call_special(value, sym::__iter__, &[])? {
            if !self.is_iterator(iterator)? {
                let name = self.type_name(iterator);
                return Err(self.type_error(format_args!("iter() returned non-iterator of type '{name}'")));
            }
            return Ok(iterator);
        }
        if let Some(iter) = class.slots.iter {
            return iter(self, value);
        }
        if self.class_lookup(class, sym::__getitem__.value())?.is_some() {
            return iterator::new_indexed(self, &iterator::SEQUENCE_ITERATOR, value);
        }
        Err(self.not_iterable(value))
    }

    #[cold]
    fn not_iterable(&mut self, value: Value) -> Raised {
        let name = self.type_name(value);
        self.type_error(format_args!("'{name}' object is not iterable"))
    }

    /// Whether a class made by Python sets a special method to `None`, which means that it cannot do it.
    pub(crate) fn is_disabled(&mut self, class: Ref<Type>, name: impl Into<Value>) -> bool {
        matches!(self.class_lookup(class, name.into()), Ok(Some(Value::NONE)))
    }

    /// Whether `iter(value)` has a chance: the class says how. Runs no Python.
    pub fn is_iterable(&mut self, value: Value) -> Result<bool, Raised> {
        let class = self.class_of(value);
        if class.slots.iter.is_some() {
            return Ok(true);
        }
        Ok(class.is_heap()
            && (self.class_lookup(class, sym::__iter__.value())?.is_some()
                || self.class_lookup(class, sym::__getitem__.value())?.is_some()))
    }

    /// Whether a value has `__next__`.
    pub fn is_iterator(&mut self, value: Value) -> Result<bool, Raised> {
        let class = self.class_of(value);
        Ok(class.slots.next.is_some()
            || is_plain_generator(value)
            || (class.is_heap() && self.class_lookup(class, sym::__next__.value())?.is_some()))
    }

    /// `next(iterator)`, or `None` at the end. StopIteration does not get out of here.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn next(&mut self, iterator: Value) -> Result<Option<Value>, Raised> {
        if iterator.is_exact(Kind::Record) {
            // SAFETY: the kind was checked.
            let record = unsafe { iterator.as_ref_unchecked::<Record>() };
            if record.class == Ref::from_static(&iterator::LIST_ITERATOR) {
                return Ok(iterator::list_next(record));
            }
            let class = record.class;
            if let (Some(next), false) = (class.slots.next, class.is_heap()) {
                let item = next(self, iterator);
                return if item.is_ok() { item } else { self.end_of_native() };
            }
        } else if is_plain_generator(iterator) {
            return (self.executor.resume)(self, iterator, Resume::Send(Value::NONE));
        }
        self.next_general(iterator)
    }

    #[inline(never)]
    fn next_general(&mut self, iterator: Value) -> Result<Option<Value>, Raised> {
        let class = self.class_of(iterator);
        if class.is_heap() {
            match self.call_special(iterator, sym::__next__, &[]) {
                Ok(Some(item)) => return Ok(Some(item)),
                Ok(None) => {}
                Err(raised) => return self.end_of_iteration(raised).map(|()| None),
            }
        }
        match class.slots.next {
            Some(next) => {
                let item = next(self, iterator);
                if item.is_ok() { item } else { self.end_of_native() }
            }
            None => {
                let name = self.type_name(iterator);
                Err(self.type_error(format_args!("'{name}' object is not an iterator")))
            }
        }
    }

    /// A builtin iterator raised, perhaps a `StopIteration` of a function that it called.
    #[cold]
    fn end_of_native(&mut self) -> Result<Option<Value>, Raised> {
        let raised = self.raised_again();
        self.end_of_iteration(raised).map(|()| None)
    }

    /// `next(iterator)` where the end raises `StopIteration`: the very one that a `__next__` written in Python raised.
    pub fn next_or_raise(&mut self, iterator: Value) -> NativeResult {
        let class = self.class_of(iterator);
        if class.is_heap() {
            if let Some(item) = self.call_special(iterator, sym::__next__, &[])? {
                return Ok(item);
            }
        }
        self.returned = None;
        match self.next(iterator)? {
            Some(item) => Ok(item),
            None => {
                let value = self.returned.take().unwrap_or(Value::NONE);
                Err(self.raise_stop_iteration(value))
            }
        }
    }

    /// Turns a `StopIteration` on its way into the end of an iteration; its value goes to `Vm::returned`.
    pub fn end_of_iteration(&mut self, raised: Raised) -> Result<(), Raised> {
        let exception = self.exception;
        if !self.catch(&STOP_ITERATION) {
            return Err(raised);
        }
        // Whoever watches the loop is told.
        if self.events.active {
            self.events.stopped = exception;
        }
        Ok(())
    }

    /// Takes the exception on its way if it is an instance of this class; the value of a `StopIteration` goes to
    /// `Vm::returned`.
    pub fn catch(&mut self, class: &'static Type) -> bool {
        let Some(exception) = self.exception else { return false };
        if !self.is_instance(exception, Ref::from_static(class)) {
            return false;
        }
        self.exception = None;
        if let Some(exception) = exception.as_ref::<crate::object::Exception>() {
            let first = exception.arguments.get().as_ref::<crate::object::Tuple>();
            self.returned = exception.payload.get().or(first.and_then(|tuple| tuple.as_slice().first().copied()));
        }
        true
    }

    /// Lets the virtual machine attend to what is pending. A native that loops for long calls this in each round; it
    /// may run Python.
    #[inline]
    pub fn safepoint(&mut self) -> Result<(), Raised> {
        if self.pending.any.load(Ordering::Relaxed) { (self.executor.poll)(self) } else { Ok(()) }
    }

    /// Calls `body` with every item, until it breaks. The log is released in each round.
    pub fn for_each(
        &mut self,
        iterable: Value,
        mut body: impl FnMut(&mut Vm, Value) -> Result<ControlFlow<()>, Raised>,
    ) -> Result<(), Raised> {
        match iterable.raw_kind() {
            k if k == Kind::List as u8 || k == Kind::Tuple as u8 => {
                return self.for_each_item(iterable, &mut body);
            }
            _ => {}
        }
        let iterator = self.iter(iterable)?;
        self.keep(iterator);
        let mark = self.log_mark();
        let consumes = iterator == iterable;
        while let Some(item) = self.next(iterator)? {
            // What was taken from the caller's iterator is gone: the native must not be called again.
            self.committed |= consumes;
            self.keep(item);
            if body(self, item)?.is_break() {
                break;
            }
            self.log_release(mark);
            self.safepoint()?;
        }
        self.log_release(mark);
        Ok(())
    }

    /// `for_each` over a list or a tuple; a list may change meanwhile.
    fn for_each_item(
        &mut self,
        iterable: Value,
        body: &mut impl FnMut(&mut Vm, Value) -> Result<ControlFlow<()>, Raised>,
    ) -> Result<(), Raised> {
        let Some(items) = crate::types::sequence::Items::of(iterable) else { return Ok(()) };
        let mark = self.log_mark();
        let mut index = 0;
        while let Some(item) = items.get(index) {
            self.keep(item);
            if body(self, item)?.is_break() {
                break;
            }
            self.log_release(mark);
            self.breathe();
            index += 1;
        }
        self.log_release(mark);
        Ok(())
    }

    /// A list of the items of an iterable.
    pub fn collect_list(&mut self, iterable: Value) -> Result<Ref<List>, Raised> {
        let list = self.new_list(&[])?;
        self.list_extend(list, iterable)?;
        Ok(list)
    }

    /// A tuple of the items of an iterable; an exact tuple is returned as it is.
    pub fn collect_tuple(&mut self, iterable: Value) -> NativeResult {
        if iterable.is_exact(Kind::Tuple) {
            return Ok(iterable);
        }
        if let (Some(list), true) = (iterable.as_ref::<List>(), iterable.is_exact(Kind::List)) {
            return self.new_tuple(list.as_slice());
        }
        let list = self.collect_list(iterable)?;
        let tuple = self.new_tuple(list.as_slice())?;
        list.truncate(0);
        self.list_shrink(list);
        Ok(tuple)
    }

    /// An estimate of the number of items of an iterable: its length or `__length_hint__`, else `default`.
    pub fn length_hint(&mut self, value: Value, default: usize) -> Result<usize, Raised> {
        let class = self.class_of(value);
        if let (Some(length), false) = (class.slots.length, class.is_heap()) {
            return length(self, value);
        }
        if class.is_heap() && self.class_lookup(class, sym::__len__.value())?.is_some() {
            match self.length(value) {
                Ok(length) => return Ok(length),
                Err(raised) => {
                    if !self.catch(&TYPE_ERROR) {
                        return Err(raised);
                    }
                }
            }
        }
        let Some(method) = self.class_lookup(class, sym::__length_hint__.value())? else { return Ok(default) };
        let hint = match self.call(method, &[value]) {
            Ok(hint) => hint,
            Err(raised) => return if self.catch(&TYPE_ERROR) { Ok(default) } else { Err(raised) },
        };
        if hint == Value::NOT_IMPLEMENTED {
            return Ok(default);
        }
        match hint.as_small_int() {
            Some(number) => match usize::try_from(number) {
                Ok(number) => Ok(number),
                Err(_) => Err(self.value_error(format_args!("__length_hint__() should return >= 0"))),
            },
            None => {
                let name = self.type_name(hint);
                Err(self.type_error(format_args!("__length_hint__ must be an integer, not {name}")))
            }
        }
    }

    /// Appends the items of an iterable to a list.
    pub fn list_extend(&mut self, list: Ref<List>, iterable: Value) -> Result<(), Raised> {
        match iterable.raw_kind() {
            k if k == Kind::List as u8 || k == Kind::Tuple as u8 => self.list_extend_items(list, iterable),
            k if k == Kind::Dict as u8 || k == Kind::Set as u8 || k == Kind::FrozenSet as u8 => {
                // SAFETY: sets have the layout of dicts.
                let table = unsafe { iterable.as_ref_unchecked::<crate::object::Dict>() };
                self.list_reserve(list, table.len())?;
                for (key, _) in table.iter() {
                    self.list_push(list, key)?;
                }
                Ok(())
            }
            _ => self.list_extend_general(list, iterable),
        }
    }

    fn list_extend_items(&mut self, list: Ref<List>, iterable: Value) -> Result<(), Raised> {
        let Some(items) = crate::types::sequence::Items::of(iterable) else { return Ok(()) };
        // A list may be extended by itself: room first, then the items, which may have moved.
        let count = items.len();
        self.list_reserve(list, count)?;
        for index in 0..count {
            if let Some(item) = items.get(index) {
                self.list_push(list, item)?;
            }
        }
        Ok(())
    }

    fn list_extend_general(&mut self, list: Ref<List>, iterable: Value) -> Result<(), Raised> {
        let iterator = self.iter(iterable)?;
        self.keep(iterator);
        let hint = match self.has_hint(iterable) {
            true => self.length_hint(iterable, 0)?.min(MAX_HINT),
            false => 0,
        };
        if hint > 0 {
            self.list_reserve(list, hint)?;
        }
        let consumes = iterator == iterable;
        let mark = self.log_mark();
        while let Some(item) = self.next(iterator)? {
            self.committed |= consumes;
            self.list_push(list, item)?;
            self.log_release(mark);
            self.safepoint()?;
        }
        self.log_release(mark);
        Ok(())
    }

    /// Whether it is worth asking for a length hint: generators have none.
    fn has_hint(&self, value: Value) -> bool {
        !value.is_kind(Kind::Generator)
    }

    /// The next item of an iteration over `sequence[0]`, `sequence[1]`, ...: `None` where IndexError is raised.
    pub(crate) fn next_of_sequence(&mut self, sequence: Value, index: Value) -> Result<Option<Value>, Raised> {
        match self.get_item(sequence, index) {
            Ok(item) => Ok(Some(item)),
            Err(raised) => {
                if self.catch(&INDEX_ERROR) || self.catch(&STOP_ITERATION) {
                    // What they carry is not the value of the iteration.
                    self.returned = None;
                    Ok(None)
                } else {
                    Err(raised)
                }
            }
        }
    }
}

/// Whether a generator object is no coroutine and no async generator, which cannot be iterated over.
#[inline(always)]
fn is_plain_generator(value: Value) -> bool {
    let special = Generator::COROUTINE | Generator::ASYNC_GENERATOR;
    value.as_ref::<Generator>().is_some_and(|generator| generator.header.flags & special == 0)
}
