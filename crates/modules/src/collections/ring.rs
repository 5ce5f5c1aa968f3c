//! The storage of a deque: a list that is used as a ring.

use crate::support::{none_list, number, small};
use runtime::object::{List, Record, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const ITEMS: usize = 0;
const START: usize = 1;
const LENGTH: usize = 2;
const MAXLEN: usize = 3;
const VERSION: usize = 4;
const FLAGS: usize = 5;

/// The number of fields of a deque.
pub const FIELDS: u8 = 6;

/// A deque's record.
#[derive(Clone, Copy)]
pub struct Ring(pub Ref<Record>);

impl Ring {
    /// Of a value that is a deque.
    pub fn of(value: Value) -> Option<Ring> {
        value.as_ref::<Record>().map(Ring)
    }

    fn items(self) -> Option<Ref<List>> {
        self.0.get(ITEMS).and_then(Value::as_ref::<List>)
    }

    /// The number of items.
    pub fn len(self) -> usize {
        number(self.0, LENGTH)
    }

    /// The largest number of items, if there is one.
    pub fn maxlen(self) -> Option<usize> {
        self.0.get(MAXLEN).and_then(Value::as_small_int).and_then(|number| usize::try_from(number).ok())
    }

    /// Sets the largest number of items.
    pub fn set_maxlen(self, maxlen: Option<usize>) {
        self.0.set(MAXLEN, maxlen.map_or(Value::NONE, small));
    }

    /// Whether a full deque refuses items instead of dropping some.
    pub fn refuses(self) -> bool {
        number(self.0, FLAGS) & 1 != 0
    }

    /// Sets MicroPython's flags.
    pub fn set_flags(self, flags: usize) {
        self.0.set(FLAGS, small(flags & 1));
    }

    /// Changes whenever items come or go.
    pub fn version(self) -> usize {
        number(self.0, VERSION)
    }

    fn touch(self) {
        self.0.set(VERSION, small((self.version() + 1) & 0x3fff_ffff));
    }

    fn place(self, items: Ref<List>, index: usize) -> usize {
        (number(self.0, START) + index) & items.len().wrapping_sub(1)
    }

    /// The item at `index`.
    pub fn get(self, index: usize) -> Option<Value> {
        let items = self.items()?;
        if index < self.len() { items.get(self.place(items, index)) } else { None }
    }

    /// Replaces the item at `index`, if there is one.
    pub fn set(self, index: usize, value: Value) {
        if let Some(items) = self.items()
            && index < self.len()
        {
            items.set(self.place(items, index), value);
        }
    }

    /// Makes room for one more item; the size of the ring is a power of two.
    fn reserve(self, vm: &mut Vm) -> Result<Ref<List>, Raised> {
        let length = self.len();
        if let Some(items) = self.items()
            && length < items.len()
        {
            return Ok(items);
        }
        let larger = none_list(vm, (length * 2).max(8))?;
        for index in 0..length {
            larger.set(index, self.get(index).unwrap_or(Value::NONE));
        }
        self.0.set(ITEMS, larger.value());
        self.0.set(START, small(0));
        Ok(larger)
    }

    /// Adds an item behind the last, without regard to the largest number.
    pub fn push(self, vm: &mut Vm, value: Value) -> Result<(), Raised> {
        let items = self.reserve(vm)?;
        let length = self.len();
        items.set(self.place(items, length), value);
        self.0.set(LENGTH, small(length + 1));
        self.touch();
        Ok(())
    }

    /// Adds an item before the first, without regard to the largest number.
    pub fn push_left(self, vm: &mut Vm, value: Value) -> Result<(), Raised> {
        let items = self.reserve(vm)?;
        let start = self.place(items, items.len() - 1);
        items.set(start, value);
        self.0.set(START, small(start));
        self.0.set(LENGTH, small(self.len() + 1));
        self.touch();
        Ok(())
    }

    /// Removes the last item.
    pub fn pop(self) -> Option<Value> {
        let last = self.len().checked_sub(1)?;
        let value = self.get(last);
        self.set(last, Value::NONE);
        self.0.set(LENGTH, small(last));
        self.touch();
        value
    }

    /// Removes the first item.
    pub fn pop_left(self) -> Option<Value> {
        let rest = self.len().checked_sub(1)?;
        let value = self.get(0);
        self.set(0, Value::NONE);
        let start = self.items().map_or(0, |items| self.place(items, 1));
        self.0.set(START, small(start));
        self.0.set(LENGTH, small(rest));
        self.touch();
        value
    }

    /// Removes all items.
    pub fn clear(self) {
        self.0.set(ITEMS, None);
        self.0.set(START, small(0));
        self.0.set(LENGTH, small(0));
        self.touch();
    }

    /// Moves the last `count` items to the front.
    pub fn rotate(self, count: usize) {
        let Some(items) = self.items() else { return };
        let length = self.len();
        if items.len() == length {
            let start = self.place(items, length - count % length.max(1));
            self.0.set(START, small(start));
            self.touch();
            return;
        }
        for _ in 0..count {
            let last = self.get(length - 1).unwrap_or(Value::NONE);
            self.set(length - 1, Value::NONE);
            let start = self.place(items, items.len() - 1);
            items.set(start, last);
            self.0.set(START, small(start));
        }
        self.touch();
    }

    /// A list of the items.
    pub fn to_list(self, vm: &mut Vm) -> Result<Ref<List>, Raised> {
        let list = vm.new_list_with_capacity(self.len())?;
        for index in 0..self.len() {
            vm.list_push(list, self.get(index).unwrap_or(Value::NONE))?;
        }
        Ok(list)
    }

    /// Counts changes made by [`Ring::set`] as changes of the deque.
    pub fn changed(self) {
        self.touch();
    }
}
