//! Arguments that name files.

use crate::support::copied;
use heap::TryVec;
use runtime::object::{Bytes, Str};
use runtime::symbols::sym;
use runtime::types::exception::VALUE_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// A path, and the value that errors show as its name.
pub struct Path {
    /// The bytes.
    pub bytes: TryVec<u8>,
    /// The str or bytes.
    pub value: Value,
    /// Whether the path was given as bytes, so that results are bytes too.
    pub is_bytes: bool,
}

/// A str or bytes object, or what `__fspath__` makes of another; `None` if it is none of these.
pub fn file_system_path(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let is_path = |value: Value| value.as_ref::<Str>().is_some() || value.as_ref::<Bytes>().is_some();
    if is_path(value) {
        return Ok(Some(value));
    }
    match vm.call_special(value, sym::__fspath__, &[])? {
        Some(path) if is_path(path) => Ok(Some(path)),
        Some(path) => {
            let (class, found) = (vm.class_name(value), vm.class_name(path));
            let message = format_args!("expected {class}.__fspath__() to return str or bytes, not {found}");
            Err(vm.type_error(message))
        }
        None => Ok(None),
    }
}

/// The path that an argument of a function is.
pub fn path(vm: &mut Vm, function: &str, value: Value) -> Result<Path, Raised> {
    let Some(value) = file_system_path(vm, value)? else {
        let class = vm.class_name(value);
        let message = format_args!("{function}: path should be string, bytes or os.PathLike, not {class}");
        return Err(vm.type_error(message));
    };
    of_value(vm, value)
}

/// The path of a str or bytes object.
pub fn of_value(vm: &mut Vm, value: Value) -> Result<Path, Raised> {
    let text = value.as_ref::<Str>();
    let raw = value.as_ref::<Bytes>();
    let source = match (&text, &raw) {
        (Some(text), _) => text.as_bytes(),
        (None, Some(raw)) => raw.as_bytes(),
        (None, None) => &[],
    };
    if source.contains(&0) {
        return Err(vm.raise(&VALUE_ERROR, format_args!("embedded null byte")));
    }
    Ok(Path { bytes: copied(vm, source)?, value, is_bytes: raw.is_some() })
}

/// A path as a result: bytes if the argument was bytes.
pub fn to_value(vm: &mut Vm, bytes: &[u8], is_bytes: bool) -> Result<Value, Raised> {
    if is_bytes {
        return vm.new_bytes(bytes);
    }
    match core::str::from_utf8(bytes) {
        Ok(_) => vm.new_str(bytes),
        Err(_) => {
            let raw = vm.new_bytes(bytes)?;
            let Some(buffer) = vm.buffer(raw) else { return Ok(raw) };
            use runtime::types::codec::{Encoding, Handler, decode::decode};
            decode(vm, raw, buffer, Encoding::Utf8, Handler::SurrogateEscape)
        }
    }
}
