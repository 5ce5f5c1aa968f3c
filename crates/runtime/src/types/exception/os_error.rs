//! `OSError` and its subclasses.

use super::fields::{self, Family};
use super::{base, *};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Exception, Ref};
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The operations of `OSError`.
pub static SLOTS: Slots = Slots { new: Some(new), init: Some(init), str: Some(str), ..base::COMMON };

const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
const CHARACTERS_WRITTEN: usize = 4;

macro_rules! field {
    ($name:literal, $index:expr) => {
        Member::property($name, fields::get::<{ Family::OS }, { $index }>, fields::set::<{ Family::OS }, { $index }>)
    };
}

/// The attributes of `OSError`.
pub static MEMBERS: &[Member] = &[
    field!("errno", ERRNO),
    field!("strerror", STRERROR),
    field!("filename", FILENAME),
    field!("filename2", FILENAME2),
    Member::property("characters_written", characters_written, set_characters_written),
];

/// The class for an error number; `OSError` if it has none of its own.
pub fn class_of_errno(errno: i32) -> &'static Type {
    match errno {
        1 | 13 => &PERMISSION_ERROR,
        2 => &FILE_NOT_FOUND_ERROR,
        3 => &PROCESS_LOOKUP_ERROR,
        4 => &INTERRUPTED_ERROR,
        10 => &CHILD_PROCESS_ERROR,
        11 | 114 | 115 => &BLOCKING_IO_ERROR,
        17 => &FILE_EXISTS_ERROR,
        20 => &NOT_A_DIRECTORY_ERROR,
        21 => &IS_A_DIRECTORY_ERROR,
        32 | 108 => &BROKEN_PIPE_ERROR,
        103 => &CONNECTION_ABORTED_ERROR,
        104 => &CONNECTION_RESET_ERROR,
        110 => &TIMEOUT_ERROR,
        111 => &CONNECTION_REFUSED_ERROR,
        _ => &OS_ERROR,
    }
}

/// The name of an error number, as in the module `errno`, and its meaning in words.
pub const ERRORS: &[(i32, &str, &str)] = &[
    (1, "EPERM", "Operation not permitted"),
    (2, "ENOENT", "No such file or directory"),
    (3, "ESRCH", "No such process"),
    (4, "EINTR", "Interrupted system call"),
    (5, "EIO", "Input/output error"),
    (6, "ENXIO", "No such device or address"),
    (7, "E2BIG", "Argument list too long"),
    (8, "ENOEXEC", "Exec format error"),
    (9, "EBADF", "Bad file descriptor"),
    (10, "ECHILD", "No child processes"),
    (11, "EAGAIN", "Resource temporarily unavailable"),
    (12, "ENOMEM", "Cannot allocate memory"),
    (13, "EACCES", "Permission denied"),
    (14, "EFAULT", "Bad address"),
    (16, "EBUSY", "Device or resource busy"),
    (17, "EEXIST", "File exists"),
    (18, "EXDEV", "Invalid cross-device link"),
    (19, "ENODEV", "No such device"),
    (20, "ENOTDIR", "Not a directory"),
    (21, "EISDIR", "Is a directory"),
    (22, "EINVAL", "Invalid argument"),
    (23, "ENFILE", "Too many open files in system"),
    (24, "EMFILE", "Too many open files"),
    (25, "ENOTTY", "Inappropriate ioctl for device"),
    (27, "EFBIG", "File too large"),
    (28, "ENOSPC", "No space left on device"),
    (29, "ESPIPE", "Illegal seek"),
    (30, "EROFS", "Read-only file system"),
    (31, "EMLINK", "Too many links"),
    (32, "EPIPE", "Broken pipe"),
    (33, "EDOM", "Numerical argument out of domain"),
    (34, "ERANGE", "Numerical result out of range"),
    (36, "ENAMETOOLONG", "File name too long"),
    (38, "ENOSYS", "Function not implemented"),
    (39, "ENOTEMPTY", "Directory not empty"),
    (40, "ELOOP", "Too many levels of symbolic links"),
    (71, "EPROTO", "Protocol error"),
    (75, "EOVERFLOW", "Value too large for defined data type"),
    (88, "ENOTSOCK", "Socket operation on non-socket"),
    (95, "EOPNOTSUPP", "Operation not supported"),
    (97, "EAFNOSUPPORT", "Address family not supported by protocol"),
    (98, "EADDRINUSE", "Address already in use"),
    (99, "EADDRNOTAVAIL", "Cannot assign requested address"),
    (101, "ENETUNREACH", "Network is unreachable"),
    (103, "ECONNABORTED", "Software caused connection abort"),
    (104, "ECONNRESET", "Connection reset by peer"),
    (105, "ENOBUFS", "No buffer space available"),
    (106, "EISCONN", "Transport endpoint is already connected"),
    (107, "ENOTCONN", "Transport endpoint is not connected"),
    (110, "ETIMEDOUT", "Connection timed out"),
    (111, "ECONNREFUSED", "Connection refused"),
    (113, "EHOSTUNREACH", "No route to host"),
    (114, "EALREADY", "Operation already in progress"),
    (115, "EINPROGRESS", "Operation now in progress"),
    (125, "ECANCELED", "Operation canceled"),
];

/// The meaning of an error number in words.
pub fn strerror(errno: i32) -> Option<&'static str> {
    ERRORS.iter().find(|(number, ..)| *number == errno).map(|(.., text)| *text)
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let errno = args.rest_at(0).and_then(Value::as_small_int).and_then(|errno| i32::try_from(errno).ok());
    let class = match errno {
        Some(errno) if class == Ref::from_static(&OS_ERROR) && (2..=5).contains(&args.rest_len()) => {
            Ref::from_static(class_of_errno(errno))
        }
        _ => class,
    };
    base::new(vm, class, args)
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    base::init(vm, value, args)?;
    let Some(exception) = value.as_ref::<Exception>() else { return Ok(()) };
    exception.payload.set(None);
    let filename = args.rest_at(2).and_then(Value::not_none);
    let (Some(filename), 2..=5) = (filename, args.rest_len()) else { return Ok(()) };
    let blocking = vm.is_subclass(exception.class.get(), Ref::from_static(&BLOCKING_IO_ERROR));
    if blocking && filename.is_small_int() {
        return fields::assign(vm, exception, &[args.rest_at(0), args.rest_at(1), None, None, Some(filename)]);
    }
    let pair = vm.new_tuple(&[args.rest_at(0).unwrap_or(Value::NONE), args.rest_at(1).unwrap_or(Value::NONE)])?;
    fields::assign(vm, exception, &[args.rest_at(0), args.rest_at(1), Some(filename), args.rest_at(4), None])?;
    exception.arguments.set(pair);
    Ok(())
}

fn str(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(exception) = value.as_ref::<Exception>() else { return base::str(vm, value) };
    let field = |index| Family(Family::OS).field(&exception, index);
    let (Some(errno), Some(strerror)) = (field(ERRNO), field(STRERROR)) else { return base::str(vm, value) };
    let (filename, filename2) = (field(FILENAME), field(FILENAME2));
    for part in [Some(errno), Some(strerror), filename, filename2].into_iter().flatten() {
        vm.keep(part);
    }
    let mut text = TextBuilder::new();
    let number = vm.str(errno)?;
    text.push(b"[Errno ");
    text.push_str(number);
    text.push(b"] ");
    let meaning = vm.str(strerror)?;
    text.push_str(meaning);
    if let Some(filename) = filename {
        let name = vm.repr(filename)?;
        text.push(b": ");
        text.push_str(name);
        if let Some(filename2) = filename2 {
            let name = vm.repr(filename2)?;
            text.push(b" -> ");
            text.push_str(name);
        }
    }
    text.finish(vm)
}

fn characters_written(vm: &mut Vm, value: Value) -> NativeResult {
    let exception = value.as_ref::<Exception>();
    match exception.and_then(|exception| Family(Family::OS).field(&exception, CHARACTERS_WRITTEN)) {
        Some(number) => Ok(number),
        None => Err(vm.raise(&ATTRIBUTE_ERROR, format_args!("characters_written"))),
    }
}

fn set_characters_written(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    if new.is_none() {
        characters_written(vm, value)?;
    }
    fields::set::<{ Family::OS }, { CHARACTERS_WRITTEN }>(vm, value, new)
}
