//! Constructors of heap objects. Each roots what it made until the running native returns.

use super::trace::{extension, size_of_object};
use super::{
    BigInt, BoundMethod, ByteArray, CellObject, Complex, Dict, EXTENDED, Exception, Extension, Instance, Kind, List,
    Module, Object, Record, Ref, Shape, Str, Tuple, Type, new_header,
};
use crate::features::COMPLEX;
use crate::native::ModuleDefinition;
use crate::number::limbs::Limb;
use crate::object;
use crate::value::{Float, SmallInt, Value};
use crate::vm::{Raised, Vm};
use core::cell::Cell;
use core::fmt::{self, Write};
use heap::{Header, Heap, OutOfMemory, TryVec};

/// The largest number of items or bytes of an object.
pub const MAX_LENGTH: usize = i32::MAX as usize;

/// Zero as a float, and the other floats that have no immediate and are often needed.
static FLOAT_ZERO: object::Float = static_float(0.0);
static FLOAT_MINUS_ZERO: object::Float = static_float(-0.0);
static FLOAT_INFINITY: object::Float = static_float(Float::INFINITY);
static FLOAT_NAN: object::Float = static_float(Float::NAN);

const fn static_float(number: Float) -> object::Float {
    object::Float { header: super::static_header(Kind::Float, 0), number }
}

impl Vm {
    /// A cell for an object of `size` bytes whose first word is set; rooted.
    ///
    /// # Safety
    /// The caller initialises the other fields before a collection. `T` is the layout of `kind`.
    pub(super) unsafe fn allocate_sized<T: Object>(&mut self, kind: Kind, size: usize) -> Result<Ref<T>, Raised> {
        // SAFETY: the header is written at once.
        unsafe {
            let object = self.allocate_raw::<T>(size)?;
            object.pointer().cast::<Header>().write(new_header(kind));
            self.keep(object.value());
            Ok(object)
        }
    }

    pub(super) fn check_length(&mut self, length: usize) -> Result<(), Raised> {
        if length > MAX_LENGTH { Err(self.memory_error()) } else { Ok(()) }
    }

    /// An int.
    #[inline]
    pub fn new_int(&mut self, number: i64) -> Result<Value, Raised> {
        match SmallInt::try_from(number).ok().and_then(Value::from_small_int) {
            Some(value) => Ok(value),
            None => self.new_big_int(number < 0, &crate::number::limbs::limbs_of_u64(number.unsigned_abs())),
        }
    }

    /// An int from an unsigned number.
    pub fn new_uint(&mut self, number: u64) -> Result<Value, Raised> {
        match i64::try_from(number) {
            Ok(number) => self.new_int(number),
            Err(_) => self.new_big_int(false, &crate::number::limbs::limbs_of_u64(number)),
        }
    }

    /// An int from sign and magnitude; a small one if it fits.
    pub fn new_big_int(&mut self, negative: bool, limbs: &[Limb]) -> Result<Value, Raised> {
        let limbs = crate::number::limbs::trim(limbs);
        if size_of_val(limbs) <= 8 {
            let magnitude = crate::number::limbs::low_u64(limbs);
            let number = if negative { 0i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() };
            let small = number.and_then(|number| SmallInt::try_from(number).ok()).and_then(Value::from_small_int);
            if let Some(value) = small {
                return Ok(value);
            }
        }
        self.new_boxed_int(negative, limbs).map(Ref::value)
    }

    /// An int object even if the number is small; for instances of subclasses.
    pub fn new_boxed_int(&mut self, negative: bool, limbs: &[Limb]) -> Result<Ref<BigInt>, Raised> {
        self.check_length(limbs.len())?;
        // SAFETY: header, length and limbs are written at once.
        unsafe {
            let object: Ref<BigInt> =
                self.allocate_sized(Kind::BigInt, size_of::<BigInt>() + core::mem::size_of_val(limbs))?;
            (*object.pointer()).header.flags = if negative { BigInt::NEGATIVE } else { 0 };
            (*object.pointer()).length = limbs.len() as u32;
            let data = object.pointer().add(1).cast::<Limb>();
            core::ptr::copy_nonoverlapping(limbs.as_ptr(), data, limbs.len());
            Ok(object)
        }
    }

    /// An int whose magnitude `fill` writes to `length` limbs, which are zero before; it returns whether the int is
    /// negative. A small int if it fits.
    pub fn new_int_with(
        &mut self,
        length: usize,
        fill: impl FnOnce(&mut [Limb]) -> Result<bool, OutOfMemory>,
    ) -> Result<Value, Raised> {
        self.check_length(length)?;
        // SAFETY: length and limbs are written at once; the limbs do not move, and the object only becomes shorter.
        unsafe {
            let object: Ref<BigInt> =
                self.allocate_sized(Kind::BigInt, size_of::<BigInt>() + length * size_of::<Limb>())?;
            (*object.pointer()).length = length as u32;
            let data = object.pointer().add(1).cast::<Limb>();
            core::ptr::write_bytes(data, 0, length);
            let limbs = core::slice::from_raw_parts_mut(data, length);
            let negative = self.open(|| fill(limbs)).map_err(|_| self.memory_error())?;
            let used = crate::number::limbs::trimmed_len(limbs);
            if used * size_of::<Limb>() <= 8 {
                return self.new_big_int(negative, &limbs[..used]);
            }
            (*object.pointer()).header.flags = if negative { BigInt::NEGATIVE } else { 0 };
            (*object.pointer()).length = used as u32;
            Ok(object.value())
        }
    }

    /// A float.
    #[inline(always)]
    pub fn new_float(&mut self, number: Float) -> Result<Value, Raised> {
        match Value::from_float_immediate(number) {
            Some(value) => Ok(value),
            None => self.new_boxed_float(number),
        }
    }

    #[cold]
    #[inline(never)]
    fn new_boxed_float(&mut self, number: Float) -> Result<Value, Raised> {
        let fixed = if number == 0.0 {
            if number.is_sign_negative() { &FLOAT_MINUS_ZERO } else { &FLOAT_ZERO }
        } else if number == Float::INFINITY {
            &FLOAT_INFINITY
        } else if number.to_bits() == FLOAT_NAN.number.to_bits() {
            &FLOAT_NAN
        } else {
            let float = object::Float { header: new_header(Kind::Float), number };
            if self.interrupts.is_running() {
                return self.with_reserve(|vm| vm.allocate_object(float)).map(Ref::value);
            }
            return Ok(self.allocate_object(float)?.value());
        };
        Ok(Ref::from_static(fixed).value())
    }

    /// A complex number.
    pub fn new_complex(&mut self, real: Float, imaginary: Float) -> Result<Value, Raised> {
        if !COMPLEX {
            return Err(self.left_out("complex numbers"));
        }
        Ok(self.allocate_object(Complex { header: new_header(Kind::Complex), real, imaginary })?.value())
    }

    /// A str of formatted text.
    pub fn new_str_from(&mut self, text: fmt::Arguments<'_>) -> Result<Value, Raised> {
        if let Some(text) = text.as_str() {
            return self.new_str(text.as_bytes());
        }
        let mut buffer = TryVec::new();
        if buffer.write_fmt(text).is_err() {
            return Err(self.memory_error());
        }
        self.new_str(&buffer)
    }

    /// A str of one code point (surrogates included).
    #[inline]
    pub fn new_character(&mut self, character: u32) -> Result<Value, Raised> {
        match u8::try_from(character).ok().and_then(crate::symbols::character) {
            Some(text) => Ok(text),
            None => self.new_str(crate::number::text::encode(character).as_bytes()),
        }
    }

    /// A bytearray with a copy of these bytes.
    pub fn new_byte_array(&mut self, bytes: &[u8]) -> Result<Ref<ByteArray>, Raised> {
        self.check_length(bytes.len())?;
        let data = self.allocate_buffer(bytes.len())?;
        // SAFETY: the buffer has this many bytes.
        unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), data.as_ptr(), bytes.len()) };
        let made = self.allocate_object(ByteArray {
            header: new_header(Kind::ByteArray),
            length: Cell::new(bytes.len() as u32),
            capacity: Cell::new(bytes.len() as u32),
            exports: Cell::new(0),
            data: Cell::new(data.as_ptr()),
        });
        if made.is_err() {
            // SAFETY: nobody else knows the buffer.
            unsafe { self.heap.free_buffer(data, bytes.len()) };
        }
        made
    }

    /// Sets the length of a bytearray, with zeros in what is new. On failure nothing has changed.
    pub fn byte_array_resize(&mut self, array: Ref<ByteArray>, length: usize) -> Result<(), Raised> {
        let (old, capacity) = (array.length.get() as usize, array.capacity.get() as usize);
        if array.exports.get() > 0 && length != old {
            let message = format_args!("Existing exports of data: object cannot be re-sized");
            return Err(self.raise(&crate::types::exception::BUFFER_ERROR, message));
        }
        self.check_length(length)?;
        if length > capacity {
            self.byte_array_reserve(array, length.max(capacity + capacity / 2).min(MAX_LENGTH))?;
        }
        if length > old {
            // SAFETY: the buffer has room for `length` bytes.
            unsafe { core::ptr::write_bytes(array.data.get().add(old), 0, length - old) };
        }
        array.length.set(length as u32);
        Ok(())
    }

    /// Makes room in a bytearray for `length` bytes in all. On failure nothing has changed.
    pub fn byte_array_reserve(&mut self, array: Ref<ByteArray>, length: usize) -> Result<(), Raised> {
        let capacity = array.capacity.get() as usize;
        if length > capacity {
            let wanted = Heap::usable_size(length);
            // SAFETY: the array's buffer has `capacity` bytes.
            let resized = unsafe {
                let data = core::ptr::NonNull::new_unchecked(array.data.get());
                self.heap.resize_buffer(data, capacity, wanted)
            };
            let Some(data) = resized else { return Err(self.out_of_memory()) };
            array.data.set(data.as_ptr());
            array.capacity.set(wanted as u32);
        }
        Ok(())
    }

    fn out_of_memory(&mut self) -> Raised {
        self.note_collection();
        self.memory_error()
    }

    /// A list with these items.
    pub fn new_list(&mut self, items: &[Value]) -> Result<Ref<List>, Raised> {
        let list = self.new_list_with_capacity(items.len())?;
        // SAFETY: the buffer has room for these items; `Value` and `Cell` contents are plain words.
        unsafe { core::ptr::copy_nonoverlapping(items.as_ptr(), list.items.get(), items.len()) };
        list.length.set(items.len() as u32);
        Ok(list)
    }

    /// An empty list with room for `capacity` items.
    pub fn new_list_with_capacity(&mut self, capacity: usize) -> Result<Ref<List>, Raised> {
        self.check_length(capacity)?;
        let capacity = Heap::usable_size(capacity * size_of::<Value>()) / size_of::<Value>();
        let items = self.allocate_buffer(capacity * size_of::<Value>())?;
        let made = self.allocate_object(List {
            header: new_header(Kind::List),
            length: Cell::new(0),
            capacity: Cell::new(capacity as u32),
            items: Cell::new(items.as_ptr().cast()),
        });
        if made.is_err() {
            // SAFETY: nobody else knows the buffer.
            unsafe { self.heap.free_buffer(items, capacity * size_of::<Value>()) };
        }
        made
    }

    /// Appends to a list. On failure nothing has changed.
    #[inline]
    pub fn list_push(&mut self, list: Ref<List>, item: Value) -> Result<(), Raised> {
        let length = list.length.get();
        if length == list.capacity.get() {
            self.list_reserve(list, 1)?;
        }
        // SAFETY: there is room for one more item.
        unsafe { list.items.get().add(length as usize).write(item) };
        list.length.set(length + 1);
        Ok(())
    }

    /// Makes room in a list for `additional` more items. On failure nothing has changed.
    #[cold]
    pub fn list_reserve(&mut self, list: Ref<List>, additional: usize) -> Result<(), Raised> {
        let (length, capacity) = (list.len(), list.capacity.get() as usize);
        let needed = length.saturating_add(additional);
        if needed <= capacity {
            return Ok(());
        }
        self.check_length(needed)?;
        let wanted = needed.max(length + length / 2).clamp(4, MAX_LENGTH);
        let wanted = Heap::usable_size(wanted * size_of::<Value>()) / size_of::<Value>();
        let word = size_of::<Value>();
        // SAFETY: the list's buffer has `capacity` words.
        let resized = unsafe {
            let items = core::ptr::NonNull::new_unchecked(list.items.get().cast());
            self.heap.resize_buffer(items, capacity * word, wanted * word)
        };
        let Some(items) = resized else { return Err(self.out_of_memory()) };
        list.items.set(items.as_ptr().cast());
        list.capacity.set(wanted as u32);
        Ok(())
    }

    /// Gives a list's unused memory back where that is worth it.
    pub fn list_shrink(&mut self, list: Ref<List>) {
        let (length, capacity) = (list.len(), list.capacity.get() as usize);
        if capacity < 16 || length > capacity / 4 {
            return;
        }
        let word = size_of::<Value>();
        let wanted = Heap::usable_size((length * 2).max(4) * word) / word;
        // SAFETY: the list's buffer has `capacity` words.
        let resized = unsafe {
            let items = core::ptr::NonNull::new_unchecked(list.items.get().cast());
            self.heap.resize_buffer(items, capacity * word, wanted * word)
        };
        if let Some(items) = resized {
            list.items.set(items.as_ptr().cast());
            list.capacity.set(wanted as u32);
        }
    }

    /// Replaces `removed` items of a list from `start` on by others, which must not be items of the same list's slice.
    /// On failure nothing has changed.
    pub fn list_splice(
        &mut self,
        list: Ref<List>,
        start: usize,
        removed: usize,
        items: &[Value],
    ) -> Result<(), Raised> {
        let length = list.len();
        let start = start.min(length);
        let removed = removed.min(length - start);
        if items.len() > removed {
            self.list_reserve(list, items.len() - removed)?;
        }
        // SAFETY: the buffer has room for the new length; the tail moves inside it, then the gap is filled.
        unsafe {
            let gap = list.items.get().add(start);
            core::ptr::copy(gap.add(removed), gap.add(items.len()), length - start - removed);
            core::ptr::copy_nonoverlapping(items.as_ptr(), gap, items.len());
        }
        list.length.set((length - removed + items.len()) as u32);
        Ok(())
    }

    /// A tuple.
    pub fn new_tuple(&mut self, items: &[Value]) -> Result<Value, Raised> {
        static EMPTY: Tuple = Tuple { header: super::static_header(Kind::Tuple, 0), length: 0 };
        if items.is_empty() {
            return Ok(Ref::from_static(&EMPTY).value());
        }
        self.new_tuple_object(items).map(Ref::value)
    }

    /// A tuple in the heap, even if it is empty; for instances of subclasses.
    pub fn new_tuple_object(&mut self, items: &[Value]) -> Result<Ref<Tuple>, Raised> {
        self.check_length(items.len())?;
        // SAFETY: length and items are written at once.
        unsafe {
            let object: Ref<Tuple> =
                self.allocate_sized(Kind::Tuple, size_of::<Tuple>() + core::mem::size_of_val(items))?;
            (*object.pointer()).length = items.len() as u32;
            core::ptr::copy_nonoverlapping(items.as_ptr(), object.pointer().add(1).cast(), items.len());
            Ok(object)
        }
    }

    /// A record of a class whose fields are these; the class is builtin or derived from a builtin one. Fields beyond
    /// `fields` are empty.
    pub fn new_record(&mut self, class: Ref<Type>, fields: &[Option<Value>]) -> Result<Ref<Record>, Raised> {
        let has_dict = class.is_heap();
        let count = (class.fields as usize).max(fields.len()) + has_dict as usize;
        // SAFETY: all fields are written at once.
        unsafe {
            let object: Ref<Record> =
                self.allocate_sized(Kind::Record, size_of::<Record>() + count * size_of::<Value>())?;
            object.pointer().write(Record {
                header: object.header(),
                length: count as u32,
                class,
                changes: Default::default(),
            });
            for index in 0..count {
                object.set(index, fields.get(index).copied().flatten());
            }
            Ok(object)
        }
    }

    /// A record of a static class.
    pub fn new_static_record(&mut self, class: &'static Type, fields: &[Option<Value>]) -> Result<Value, Raised> {
        self.new_record(Ref::from_static(class), fields).map(Ref::value)
    }

    /// A function bound to its first argument.
    pub fn new_bound_method(&mut self, function: Value, receiver: Value) -> Result<Value, Raised> {
        Ok(self.allocate_object(BoundMethod { header: new_header(Kind::BoundMethod), function, receiver })?.value())
    }

    /// A cell for a shared variable.
    pub fn new_cell(&mut self, value: Option<Value>) -> Result<Value, Raised> {
        Ok(self.allocate_object(CellObject { header: new_header(Kind::Cell), value: Cell::new(value) })?.value())
    }

    /// A module with a namespace.
    pub fn new_module(
        &mut self,
        dict: Ref<Dict>,
        definition: Option<&'static ModuleDefinition>,
    ) -> Result<Value, Raised> {
        let header = new_header(Kind::Module);
        Ok(self.allocate_object(Module { header, dict, definition: Cell::new(definition) })?.value())
    }

    /// An exception of a class with arguments.
    pub fn new_exception(&mut self, class: Ref<Type>, arguments: &[Value]) -> Result<Ref<Exception>, Raised> {
        self.with_reserve(|vm| vm.make_exception(class, arguments))
    }

    fn make_exception(&mut self, class: Ref<Type>, arguments: &[Value]) -> Result<Ref<Exception>, Raised> {
        let arguments = match self.new_tuple(arguments) {
            Ok(arguments) => arguments,
            // What is raised while the heap is locked is more important than what it says.
            Err(_) if self.heap.lock_depth() > 0 => {
                self.exception = None;
                self.new_tuple(&[])?
            }
            Err(raised) => return Err(raised),
        };
        self.allocate_object(Exception {
            header: new_header(Kind::Exception),
            suppress_context: Cell::new(false),
            class: Cell::new(class),
            arguments: Cell::new(arguments),
            traceback: Cell::new(None),
            cause: Cell::new(None),
            context: Cell::new(None),
            payload: Cell::new(None),
            dict: Cell::new(None),
        })
    }

    /// An instance without attributes of a class written in Python.
    #[inline]
    pub fn new_instance(&mut self, class: Ref<Type>) -> Result<Ref<Instance>, Raised> {
        let shape = match class.shape {
            Some(shape) => shape,
            None => self.make_root_shape(class)?,
        };
        let inline = shape.inline as usize;
        // SAFETY: all fields and slots are written at once.
        unsafe {
            let object: Ref<Instance> = self.allocate_raw(size_of::<Instance>() + inline * size_of::<Value>())?;
            object.pointer().write(Instance {
                header: new_header(Kind::Instance),
                overflow_capacity: Cell::new(0),
                shape: Cell::new(shape),
                overflow: Cell::new(core::ptr::null_mut()),
            });
            let slots = object.pointer().add(1).cast::<Option<Value>>();
            for index in 0..inline {
                slots.add(index).write(None);
            }
            self.keep(object.value());
            if class.flags & Type::HAS_DEL != 0 {
                self.register_finalizer(object.value())?;
            }
            Ok(object)
        }
    }

    /// Has `__del__` of an object called before it is freed.
    pub fn register_finalizer(&mut self, object: Value) -> Result<(), Raised> {
        self.finalizable.try_push(object).map_err(|_| self.memory_error())
    }

    fn make_root_shape(&mut self, class: Ref<Type>) -> Result<Ref<Shape>, Raised> {
        let inline = crate::code::expected_attributes(class).max(class.slot_count);
        let shape = self.new_root_shape(class, inline, 0)?;
        // SAFETY: classes written in Python are in the heap; only those have instances of this kind.
        unsafe { (*class.pointer()).shape = Some(shape) };
        Ok(shape)
    }

    /// A shape.
    pub fn new_shape(&mut self, shape: Shape) -> Result<Ref<Shape>, Raised> {
        self.allocate_object(shape)
    }

    /// Makes an object that was just made, and that nothing else refers to, an instance of a subclass: a copy with an
    /// extension behind it. `class` is made by Python and its layout is the object's.
    pub fn extend(&mut self, object: Value, class: Ref<Type>) -> Result<Value, Raised> {
        let object = match object.as_ref::<Str>() {
            Some(text) if text.shared_buffer().is_some() => self.new_str(text.as_bytes())?,
            _ => object,
        };
        let Some(header) = object.as_object() else { return Ok(object) };
        // SAFETY: the copy is made of the whole object; buffers move to it, and the original forgets them.
        unsafe {
            let size = size_of_object(header);
            let copy: Ref<Str> = self.allocate_raw(size + size_of::<Extension>())?;
            let target = copy.pointer().cast::<Header>();
            // The text of a static str is elsewhere; that of any str is copied below.
            let copied = if (*header).kind == Kind::Str as u8 { size_of::<Str>() } else { size };
            core::ptr::copy_nonoverlapping(header.cast::<u8>(), target.cast::<u8>(), copied);
            (*target).mark = heap::WHITE;
            (*target).kind |= EXTENDED;
            extension(target).write(Extension { class, dict: None });
            match (*header).kind {
                k if k == Kind::List as u8 => {
                    (*header.cast::<List>()).capacity.set(0);
                    (*header.cast::<List>()).length.set(0);
                }
                k if k == Kind::ByteArray as u8 => {
                    (*header.cast::<ByteArray>()).capacity.set(0);
                    (*header.cast::<ByteArray>()).length.set(0);
                }
                k if k == Kind::Dict as u8 || k == Kind::Set as u8 || k == Kind::FrozenSet as u8 => {
                    (*header.cast::<Dict>()).forget_table();
                }
                k if k == Kind::Str as u8 => {
                    (*target.cast::<Str>()).data = target.cast::<Str>().add(1).cast();
                    core::ptr::copy_nonoverlapping(
                        (*header.cast::<Str>()).data,
                        target.cast::<Str>().add(1).cast(),
                        (*header.cast::<Str>()).length as usize,
                    );
                    (*target).flags = 0;
                }
                _ => {}
            }
            let value = Value::from_object(target);
            self.keep(value);
            if class.flags & Type::HAS_DEL != 0 {
                self.register_finalizer(value)?;
            }
            Ok(value)
        }
    }
}
