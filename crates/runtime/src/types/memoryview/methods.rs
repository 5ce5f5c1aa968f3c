//! Methods and attributes of memoryviews.

use super::view::{View, release};
use crate::native::{Args, Member, NativeResult};
use crate::object::{List, Str, Tuple};
use crate::types::bytes::hex;
use crate::types::element::Format;
use crate::types::exception;
use crate::types::text::ArgumentName;
use crate::value::Value;
use crate::vm::Vm;

pub static MEMBERS: &[Member] = &[
    #[cfg(feature = "container-methods")]
    Member::function("__enter__", "self, /", enter, "The view itself."),
    #[cfg(feature = "container-methods")]
    Member::function("__exit__", "self, *args", release_method, "Releases the view."),
    #[cfg(feature = "container-methods")]
    Member::function("cast", "self, format, shape=None", cast, "The same memory with elements of another format."),
    Member::function("hex", "self, sep=None, bytes_per_sep=1", hex_method, "The memory as hexadecimal digits."),
    #[cfg(feature = "container-methods")]
    Member::function("release", "self, /", release_method, "Gives the memory up."),
    Member::function("tobytes", "self, order=None", to_bytes, "A copy of the memory."),
    #[cfg(feature = "container-methods")]
    Member::function("tolist", "self, /", to_list, "A list of the elements."),
    #[cfg(feature = "container-methods")]
    Member::function("toreadonly", "self, /", to_read_only, "A view that cannot be written."),
    #[cfg(feature = "container-methods")]
    Member::getter("c_contiguous", contiguous),
    #[cfg(feature = "container-methods")]
    Member::getter("contiguous", contiguous),
    #[cfg(feature = "container-methods")]
    Member::getter("f_contiguous", contiguous),
    #[cfg(feature = "container-methods")]
    Member::getter("format", format),
    Member::getter("itemsize", |vm, view| {
        let size = View::require(vm, view)?.format.size();
        vm.new_int(size as i64)
    }),
    #[cfg(feature = "container-methods")]
    Member::getter("nbytes", |vm, view| {
        let view = View::require(vm, view)?;
        vm.new_int((view.count * view.format.size()) as i64)
    }),
    #[cfg(feature = "container-methods")]
    Member::getter("ndim", |vm, view| View::require(vm, view).map(|_| Value::from_i32_small(1))),
    #[cfg(feature = "container-methods")]
    Member::getter("obj", |vm, view| View::require(vm, view).map(|view| view.object)),
    #[cfg(feature = "container-methods")]
    Member::getter("readonly", |vm, view| View::require(vm, view).map(|view| Value::from_bool(!view.is_writable()))),
    #[cfg(feature = "container-methods")]
    Member::getter("shape", |vm, view| {
        let count = View::require(vm, view)?.count as i64;
        one_dimension(vm, count)
    }),
    #[cfg(feature = "container-methods")]
    Member::getter("strides", |vm, view| {
        let step = View::require(vm, view)?.step as i64;
        one_dimension(vm, step)
    }),
    #[cfg(feature = "container-methods")]
    Member::getter("suboffsets", |vm, view| {
        View::require(vm, view)?;
        vm.new_tuple(&[])
    }),
];

fn one_dimension(vm: &mut Vm, number: i64) -> NativeResult {
    let number = vm.new_int(number)?;
    vm.new_tuple(&[number])
}

fn contiguous(vm: &mut Vm, view: Value) -> NativeResult {
    Ok(Value::from_bool(View::require(vm, view)?.is_contiguous()))
}

fn format(vm: &mut Vm, view: Value) -> NativeResult {
    let code = View::require(vm, view)?.format.code();
    vm.new_character(u32::from(code))
}

fn enter(vm: &mut Vm, args: &Args) -> NativeResult {
    View::require(vm, args.at(0))?;
    Ok(args.at(0))
}

fn release_method(vm: &mut Vm, args: &Args) -> NativeResult {
    if View::is_view(args.at(0)) {
        release(vm, args.at(0));
    }
    Ok(Value::NONE)
}

fn to_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    let bytes = View::require(vm, args.at(0))?.to_bytes(vm)?;
    vm.new_bytes(&bytes)
}

fn to_list(vm: &mut Vm, args: &Args) -> NativeResult {
    let view = View::require(vm, args.at(0))?;
    let list = vm.new_list_with_capacity(view.count)?;
    let mark = vm.log_mark();
    for index in 0..view.count {
        let item = view.item(vm, index)?;
        vm.list_push(list, item)?;
        vm.log_release(mark);
    }
    Ok(list.value())
}

fn to_read_only(vm: &mut Vm, args: &Args) -> NativeResult {
    View::require(vm, args.at(0))?.read_only().make(vm)
}

fn hex_method(vm: &mut Vm, args: &Args) -> NativeResult {
    let layout = hex::Layout::read(vm, args.get(1), args.get(2))?;
    let bytes = View::require(vm, args.at(0))?.to_bytes(vm)?;
    hex::hex(vm, &bytes, layout)
}

fn cast(vm: &mut Vm, args: &Args) -> NativeResult {
    let view = View::require(vm, args.at(0))?;
    let Some(text) = args.at(1).as_ref::<Str>() else {
        let name = ArgumentName::of(vm, args.at(1));
        return Err(vm.type_error(format_args!("cast() argument 'format' must be str, not {name}")));
    };
    if !view.is_contiguous() {
        return Err(vm.type_error(format_args!("memoryview: casts are restricted to C-contiguous views")));
    }
    let format = match *text.as_bytes() {
        [code] | [b'@', code] => Format::of(code),
        _ => None,
    };
    let Some(format) = format else {
        let message = format_args!(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'"
        );
        return Err(vm.value_error(message));
    };
    if !view.format.is_byte() && !format.is_byte() {
        let message = format_args!("memoryview: cannot cast between two non-byte formats");
        return Err(vm.type_error(message));
    }
    let Some(cast) = view.with_format(format) else {
        return Err(vm.type_error(format_args!("memoryview: length is not a multiple of itemsize")));
    };
    if let Some(shape) = args.get_not_none(2) {
        check_shape(vm, shape, cast.count)?;
    }
    cast.make(vm)
}

/// Accepts a shape of one dimension that all elements fill.
fn check_shape(vm: &mut Vm, shape: Value, count: usize) -> Result<(), crate::vm::Raised> {
    let (list, tuple) = (shape.as_ref::<List>(), shape.as_ref::<Tuple>());
    let sizes = match (&list, &tuple) {
        (Some(list), _) => list.as_slice(),
        (None, Some(tuple)) => tuple.as_slice(),
        (None, None) => return Err(vm.type_error(format_args!("shape must be a list or a tuple"))),
    };
    match *sizes {
        [size] if size.as_small_int().and_then(|size| usize::try_from(size).ok()) == Some(count) => Ok(()),
        [_] => {
            let message = format_args!("memoryview: product(shape) * itemsize != buffer size");
            Err(vm.type_error(message))
        }
        _ => {
            let message = format_args!("memoryview: views have one dimension");
            Err(vm.raise(&exception::NOT_IMPLEMENTED_ERROR, message))
        }
    }
}
