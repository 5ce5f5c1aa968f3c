//! `errno`: the error numbers of the operating system, and their names.

use runtime::native::{Member, ModuleDefinition, NativeResult};
use runtime::object::Ref;
use runtime::vm::Vm;

macro_rules! numbers {
    ($($name:literal = $number:literal),* $(,)?) => {
        static MEMBERS: &[Member] = &[Member::lazy("errorcode", error_codes), $(Member::int($name, $number),)*];

        static NAMES: &[(&str, i64)] = &[$(($name, $number),)*];
    };
}

numbers! {
    "EPERM" = 1, "ENOENT" = 2, "ESRCH" = 3, "EINTR" = 4, "EIO" = 5, "EBADF" = 9, "ECHILD" = 10, "EAGAIN" = 11,
    "ENOMEM" = 12, "EACCES" = 13, "EFAULT" = 14, "EBUSY" = 16, "EEXIST" = 17, "EXDEV" = 18, "ENODEV" = 19, "ENOTDIR" = 20,
    "EISDIR" = 21, "EINVAL" = 22, "EMFILE" = 24, "ENOTTY" = 25, "EFBIG" = 27, "ENOSPC" = 28, "ESPIPE" = 29, "EROFS" = 30,
    "EPIPE" = 32, "EDOM" = 33, "ERANGE" = 34, "ENAMETOOLONG" = 36, "ENOSYS" = 38, "ENOTEMPTY" = 39,
    "EOPNOTSUPP" = 95, "EADDRINUSE" = 98, "ECONNABORTED" = 103, "ECONNRESET" = 104, "ENOBUFS" = 105, "ENOTCONN" = 107,
    "ETIMEDOUT" = 110, "ECONNREFUSED" = 111, "EHOSTUNREACH" = 113, "EALREADY" = 114, "EINPROGRESS" = 115,
}

/// `errno`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "errno",
    doc: runtime::native::doc("Error numbers of the operating system."),
    members: MEMBERS,
    initialize: None,
};

fn error_codes(vm: &mut Vm) -> NativeResult {
    let dict = vm.new_dict(NAMES.len())?;
    for &(name, number) in NAMES {
        let (name, number) = (vm.intern(name.as_bytes())?, vm.new_int(number)?);
        vm.dict_set(dict, number, name)?;
    }
    Ok(Ref::value(dict))
}
