//! What the collector must know: the references and the buffers of every kind of object.

use super::{
    BigInt, BoundMethod, ByteArray, Bytes, CellObject, Code, Complex, Dict, EXTENDED, Exception, Extension, Float,
    Function, Generator, GeneratorState, Instance, Kind, List, Module, Native, Record, Ref, Shape, Str, Tuple, Type,
};
use crate::number::limbs::Limb;
use crate::value::Value;
use core::ptr::NonNull;
use heap::{CHUNK, Header, Heap, Marker, Model};

/// The object model of the runtime, for the heap.
pub struct ObjectModel;

/// Marks the object that a value refers to.
///
/// # Safety
/// The value is alive.
#[inline(always)]
pub unsafe fn mark_value(value: Value, marker: &mut Marker) {
    if let Some(object) = value.as_object() {
        // SAFETY: by contract it is an object.
        unsafe { marker.mark(object) };
    }
}

/// Marks the values in `count` words from `words` on.
///
/// # Safety
/// All words are zero or live values.
pub unsafe fn mark_words(words: *const Option<Value>, count: usize, marker: &mut Marker) {
    for index in 0..count {
        // SAFETY: by contract.
        unsafe {
            if let Some(value) = *words.add(index) {
                mark_value(value, marker);
            }
        }
    }
}

/// Marks the part of some words that begins at an index; the result is where the next part begins, or 0 at the end.
///
/// # Safety
/// As for [`mark_words`].
#[inline(always)]
pub(crate) unsafe fn mark_part(words: *const Option<Value>, count: usize, from: usize, marker: &mut Marker) -> usize {
    let left = count.saturating_sub(from);
    // Without handlers to wait for, everything is one part.
    #[allow(clippy::unnecessary_min_or_max)]
    let part = left.min(CHUNK);
    // SAFETY: by contract.
    unsafe { mark_words(words.add(if left == 0 { 0 } else { from }), part, marker) };
    if part < left { from + part } else { 0 }
}

/// The size of an object without its extension, in bytes.
///
/// # Safety
/// `object` is initialised.
pub unsafe fn size_of_object(object: *const Header) -> usize {
    // SAFETY: the kind says which layout the object has.
    unsafe {
        let word = size_of::<Value>();
        match (*object).kind & !EXTENDED {
            k if k == Kind::Float as u8 => size_of::<Float>(),
            k if k == Kind::BigInt as u8 => {
                size_of::<BigInt>() + (*object.cast::<BigInt>()).length as usize * size_of::<Limb>()
            }
            k if k == Kind::Complex as u8 => size_of::<Complex>(),
            k if k == Kind::Str as u8 && (*object).flags & Str::SHARED != 0 => size_of::<Str>() + word,
            k if k == Kind::Str as u8 => size_of::<Str>() + (*object.cast::<Str>()).length as usize,
            k if k == Kind::Bytes as u8 => size_of::<Bytes>() + (*object.cast::<Bytes>()).length as usize,
            k if k == Kind::ByteArray as u8 => size_of::<ByteArray>(),
            k if k == Kind::List as u8 => size_of::<List>(),
            k if k == Kind::Tuple as u8 => size_of::<Tuple>() + (*object.cast::<Tuple>()).length as usize * word,
            k if k == Kind::Dict as u8 || k == Kind::Set as u8 || k == Kind::FrozenSet as u8 => size_of::<Dict>(),
            k if k == Kind::Type as u8 => size_of::<Type>(),
            k if k == Kind::Instance as u8 => {
                size_of::<Instance>() + (*object.cast::<Instance>()).shape.get().inline as usize * word
            }
            k if k == Kind::Shape as u8 => size_of::<Shape>(),
            k if k == Kind::Function as u8 => size_of::<Function>(),
            k if k == Kind::Native as u8 => size_of::<Native>(),
            k if k == Kind::GetSet as u8 => size_of::<crate::native::GetSet>(),
            k if k == Kind::BoundMethod as u8 => size_of::<BoundMethod>(),
            k if k == Kind::Cell as u8 => size_of::<CellObject>(),
            k if k == Kind::Code as u8 => size_of::<Code>(),
            k if k == Kind::Module as u8 => size_of::<Module>(),
            k if k == Kind::Generator as u8 => {
                size_of::<Generator>() + (*object.cast::<Generator>()).frame_words as usize * word
            }
            k if k == Kind::Exception as u8 => size_of::<Exception>(),
            _ => size_of::<Record>() + (*object.cast::<Record>()).length as usize * word,
        }
        .next_multiple_of(heap::ALIGN)
    }
}

/// The extension of an instance of a subclass of a builtin type.
///
/// # Safety
/// `object` is initialised and its kind byte has [`EXTENDED`].
pub unsafe fn extension(object: *mut Header) -> *mut Extension {
    // SAFETY: the extension follows the object.
    unsafe { object.cast::<u8>().add(size_of_object(object)).cast() }
}

/// The bytes that an object takes, its buffers included; nothing for a value without an object.
pub fn memory_of(value: Value) -> usize {
    let Some(object) = value.as_object() else { return 0 };
    // SAFETY: a value that is a pointer refers to an initialised object.
    let (size, raw) = unsafe { (size_of_object(object), (*object).kind) };
    let extension = if raw & EXTENDED != 0 { size_of::<Extension>() } else { 0 };
    let buffers = if let Some(list) = value.as_ref::<List>() {
        list.capacity.get() as usize * size_of::<Value>()
    } else if let Some(array) = value.as_ref::<ByteArray>() {
        array.capacity.get() as usize
    } else if let Some(instance) = value.as_ref::<Instance>() {
        instance.overflow_capacity.get() as usize * size_of::<Value>()
    } else if let Some(dict) = value.as_ref::<Dict>().or_else(|| value.as_set()) {
        dict.table_size()
    } else {
        0
    };
    size + extension + buffers
}

macro_rules! mark_all {
    ($marker:ident; $($value:expr),* $(,)?) => {
        $(if let Some(value) = Option::<Value>::from($value) { mark_value(value, $marker); })*
    };
}

// SAFETY: `trace` marks every field that holds a value or a reference; `release` frees the buffers of lists, byte
// arrays, dicts, sets, instances and code, which nothing else frees.
unsafe impl Model for ObjectModel {
    unsafe fn trace(object: *mut Header, from: usize, marker: &mut Marker) -> usize {
        // SAFETY: the kind says which layout the object has, and a reachable object is initialised.
        unsafe {
            let raw = (*object).kind;
            if raw & EXTENDED != 0 {
                let extension = extension(object);
                marker.mark((*extension).class.pointer().cast());
                mark_all!(marker; (*extension).dict);
            }
            trace_kind(object, raw & !EXTENDED, from, marker)
        }
    }

    unsafe fn release(object: *mut Header, heap: &mut Heap) {
        // SAFETY: as above; the buffers' sizes are those they were allocated with.
        unsafe {
            match (*object).kind & !EXTENDED {
                k if k == Kind::List as u8 => {
                    let list = &*object.cast::<List>();
                    free(heap, list.items.get().cast(), list.capacity.get() as usize * size_of::<Value>());
                }
                k if k == Kind::ByteArray as u8 => {
                    let array = &*object.cast::<ByteArray>();
                    free(heap, array.data.get(), array.capacity.get() as usize);
                }
                k if k == Kind::Dict as u8 || k == Kind::Set as u8 || k == Kind::FrozenSet as u8 => {
                    (*object.cast::<Dict>()).free_table(heap);
                }
                k if k == Kind::Instance as u8 => {
                    let instance = &*object.cast::<Instance>();
                    let size = instance.overflow_capacity.get() as usize * size_of::<Value>();
                    if size != 0 {
                        free(heap, instance.overflow.get().cast(), size);
                    }
                }
                k if k == Kind::Code as u8 => crate::code::free_tables(&mut *object.cast::<Code>(), heap),
                _ => {}
            }
        }
    }
}

/// # Safety
/// `buffer` is null or a buffer of `size` bytes that nothing uses any more.
unsafe fn free(heap: &mut Heap, buffer: *mut u8, size: usize) {
    if let Some(buffer) = NonNull::new(buffer) {
        // SAFETY: by contract.
        unsafe { heap.free_buffer(buffer, size) };
    }
}

/// # Safety
/// `object` is an initialised object of this kind.
unsafe fn trace_kind(object: *mut Header, kind: u8, from: usize, marker: &mut Marker) -> usize {
    // SAFETY: by contract.
    unsafe {
        match kind {
            k if k == Kind::Str as u8 => {
                if let Some(buffer) = Ref::from_pointer(object.cast::<Str>()).shared_buffer() {
                    marker.mark(buffer.pointer().cast());
                }
            }
            k if k == Kind::List as u8 => {
                let list = &*object.cast::<List>();
                return mark_part(list.items.get().cast(), list.len(), from, marker);
            }
            k if k == Kind::Tuple as u8 => {
                let tuple = &*object.cast::<Tuple>();
                return mark_part(tuple.as_slice().as_ptr().cast(), tuple.len(), from, marker);
            }
            k if k == Kind::Dict as u8 || k == Kind::Set as u8 || k == Kind::FrozenSet as u8 => {
                return (*object.cast::<Dict>()).trace(from, marker);
            }
            k if k == Kind::Instance as u8 => trace_instance(&*object.cast::<Instance>(), marker),
            k if k == Kind::Record as u8 => {
                let record = &*object.cast::<Record>();
                marker.mark(record.class.pointer().cast());
                return mark_part(record.fields().as_ptr().cast(), record.fields().len(), from, marker);
            }
            k if k == Kind::Function as u8 => {
                let function = &*object.cast::<Function>();
                marker.mark(function.code.pointer().cast());
                marker.mark(function.globals.pointer().cast());
                mark_all!(marker; function.closure, function.defaults.get(), function.keyword_defaults.get(),
                    function.extra.get());
            }
            k if k == Kind::BoundMethod as u8 => {
                let method = &*object.cast::<BoundMethod>();
                mark_all!(marker; method.function, method.receiver);
            }
            k if k == Kind::Cell as u8 => mark_all!(marker; (*object.cast::<CellObject>()).value.get()),
            k if k == Kind::Generator as u8 => trace_generator(&*object.cast::<Generator>(), marker),
            k if k == Kind::Exception as u8 => {
                let exception = &*object.cast::<Exception>();
                marker.mark(exception.class.get().pointer().cast());
                mark_all!(marker; exception.arguments.get(), exception.traceback.get(), exception.cause.get(),
                    exception.context.get(), exception.payload.get(), exception.dict.get());
            }
            k if k == Kind::Shape as u8 => {
                let shape = &*object.cast::<Shape>();
                marker.mark(shape.class.pointer().cast());
                mark_all!(marker; shape.parent.map(Ref::value), shape.name, shape.last_child.get().map(Ref::value),
                    shape.children.get().map(Ref::value));
            }
            k if k == Kind::Type as u8 => trace_type(&*object.cast::<Type>(), marker),
            k if k == Kind::Code as u8 => return crate::code::trace(&*object.cast::<Code>(), from, marker),
            k if k == Kind::Module as u8 => marker.mark((*object.cast::<Module>()).dict.pointer().cast()),
            _ => {}
        }
        0
    }
}

/// # Safety
/// The instance is initialised.
unsafe fn trace_instance(instance: &Instance, marker: &mut Marker) {
    // SAFETY: slots below the shape's count are initialised, inline ones are all initialised.
    unsafe {
        let shape = instance.shape.get();
        marker.mark(shape.pointer().cast());
        let inline = shape.inline as usize;
        let count = shape.count as usize;
        mark_words(core::ptr::from_ref(instance).add(1).cast(), inline.min(count), marker);
        if shape.is_dict() {
            mark_all!(marker; instance.dict().map(Ref::value));
            return;
        }
        if count > inline {
            mark_words(instance.overflow.get(), count - inline, marker);
        }
    }
}

/// # Safety
/// The generator is initialised.
unsafe fn trace_generator(generator: &Generator, marker: &mut Marker) {
    // SAFETY: the registers of a generator are zero or live values from its creation on.
    unsafe {
        mark_all!(marker; generator.function, generator.handled.get(), generator.outer_handled.get(),
            generator.name.get(), generator.frame.get());
        if generator.state.get() != GeneratorState::Finished {
            let registers = generator.frame_words as usize - Generator::LINK_WORDS;
            mark_words(generator.base(), registers, marker);
        }
    }
}

/// # Safety
/// The type is initialised.
unsafe fn trace_type(class: &Type, marker: &mut Marker) {
    // SAFETY: the pointers are null or types.
    unsafe {
        for pointer in [class.base, class.metaclass] {
            if !pointer.is_null() {
                marker.mark(pointer.cast_mut().cast());
            }
        }
        mark_all!(marker; class.name, class.bases, class.mro, class.dict.map(Ref::value),
            class.shape.map(Ref::value), class.dict_shape.map(Ref::value), class.qualified_name,
            class.slot_names);
    }
}
