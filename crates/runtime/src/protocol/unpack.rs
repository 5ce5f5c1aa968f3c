//! Unpacking of iterables to a number of targets.

use crate::object::{Kind, List, Ref};
use crate::types::sequence::Items;
use crate::value::Value;
use crate::vm::{Raised, Vm};

impl Vm {
    /// `a, b, c = value`: passes exactly `count` items to `out`, with their numbers, or raises. On an error some may
    /// have been passed.
    pub fn unpack_exact(
        &mut self,
        value: Value,
        count: usize,
        out: &mut dyn FnMut(usize, Value),
    ) -> Result<(), Raised> {
        if value.is_exact(Kind::Tuple) || value.is_exact(Kind::List) {
            if let Some(items) = Items::of(value) {
                return self.unpack_items(items, count, out);
            }
        }
        let iterator = self.iter_to_unpack(value)?;
        let mark = self.log_mark();
        self.keep(iterator);
        for index in 0..count {
            let Some(item) = self.next(iterator)? else { return Err(self.not_enough(count, index, false)) };
            self.keep(item);
            out(index, item);
        }
        if self.next(iterator)?.is_some() {
            return Err(self.value_error(format_args!("too many values to unpack (expected {count})")));
        }
        self.log_release(mark);
        Ok(())
    }

    fn unpack_items(&mut self, items: Items, count: usize, out: &mut dyn FnMut(usize, Value)) -> Result<(), Raised> {
        let length = items.len();
        if length < count {
            return Err(self.not_enough(count, length, false));
        }
        if length > count {
            return Err(self.value_error(format_args!("too many values to unpack (expected {count})")));
        }
        for index in 0..count {
            if let Some(item) = items.get(index) {
                out(index, item);
            }
        }
        Ok(())
    }

    /// `a, b, *rest, z = value` with `before` targets before the starred one and `after` behind it: passes the items,
    /// then the list for the starred target as item number `before`, then the rest.
    pub fn unpack_star(
        &mut self,
        value: Value,
        before: usize,
        after: usize,
        out: &mut dyn FnMut(usize, Value),
    ) -> Result<(), Raised> {
        let list = if value.is_exact(Kind::Tuple) || value.is_exact(Kind::List) {
            self.collect_list(value)?
        } else {
            let iterator = self.iter_to_unpack(value)?;
            self.keep(iterator);
            self.collect_list(iterator)?
        };
        let length = list.len();
        if length < before + after {
            return Err(self.not_enough(before + after, length, true));
        }
        let rest = self.new_list(&list.as_slice()[before..length - after])?;
        self.pass_items(list, 0, before, 0, out);
        out(before, rest.value());
        self.pass_items(list, length - after, after, before + 1, out);
        Ok(())
    }

    fn pass_items(&self, list: Ref<List>, from: usize, count: usize, at: usize, out: &mut dyn FnMut(usize, Value)) {
        for (offset, &item) in list.as_slice().iter().skip(from).take(count).enumerate() {
            out(at + offset, item);
        }
    }

    fn iter_to_unpack(&mut self, value: Value) -> Result<Value, Raised> {
        if self.is_iterable(value)? {
            return self.iter(value);
        }
        let name = self.type_name(value);
        Err(self.type_error(format_args!("cannot unpack non-iterable {name} object")))
    }

    #[cold]
    fn not_enough(&mut self, expected: usize, got: usize, at_least: bool) -> Raised {
        let how = if at_least { "at least " } else { "" };
        self.value_error(format_args!("not enough values to unpack (expected {how}{expected}, got {got})"))
    }
}
