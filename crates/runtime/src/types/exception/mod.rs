//! The exception hierarchy, and what exceptions are made of.
//!
//! Map: this file the classes; [`base`] what all have in common; [`fields`] where the attributes of special classes
//! are kept; [`os_error`], [`syntax_error`], [`unicode_error`], [`keyword`] (ImportError, NameError, AttributeError)
//! and [`group`] those classes; [`raise`] how Rust code raises; [`handle`] what `raise`, `except` and `except*` do;
//! [`traceback`] the traceback type; [`printing`] the report of an uncaught exception.
//!
//! In CPython `ExceptionGroup` has two bases, `BaseExceptionGroup` and `Exception`. A static class has one, which is
//! `Exception` here; what is a group is known from its slots, see [`is_group_class`].

pub mod base;
pub mod fields;
pub mod group;
pub mod handle;
pub mod keyword;
pub mod os_error;
pub mod printing;
pub mod raise;
pub mod syntax_error;
#[cfg(test)]
mod tests;
pub mod traceback;
pub mod unicode_error;

use crate::features::EXCEPTION_GROUPS;
use crate::object::{Kind, Type};

const FLAGS: u32 = Type::BASE | Type::EXCEPTION;

macro_rules! exceptions {
    ($($(#[$listed:meta])? $static:ident = $name:literal ($base:ident) $(, $slots:path $(, $members:path)?)?;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $static: Type = Type::builtin($name, Kind::Exception, "*args, **kwargs",
                exceptions!(@slots $($slots)?), exceptions!(@members $($($members)?)?))
                .with_base(&$base)
                .with_flags(FLAGS);
        )*

        /// All exception classes, for the module `builtins`.
        pub static CLASSES: &[&Type] = &[&BASE_EXCEPTION, $($(#[$listed])? &$static,)*];
    };
    (@slots) => { &base::SLOTS };
    (@slots $slots:path) => { &$slots };
    (@members) => { &[] };
    (@members $members:path) => { $members };
}

/// `BaseException`
pub static BASE_EXCEPTION: Type =
    Type::builtin("BaseException", Kind::Exception, "*args, **kwargs", &base::SLOTS, base::MEMBERS)
        .with_flags(FLAGS)
        .with_doc("Common base class for all exceptions");

exceptions! {
    EXCEPTION = "Exception" (BASE_EXCEPTION);
    #[cfg(feature = "exception-groups")]
    BASE_EXCEPTION_GROUP = "BaseExceptionGroup" (BASE_EXCEPTION), group::SLOTS, group::MEMBERS;
    GENERATOR_EXIT = "GeneratorExit" (BASE_EXCEPTION);
    KEYBOARD_INTERRUPT = "KeyboardInterrupt" (BASE_EXCEPTION);
    SYSTEM_EXIT = "SystemExit" (BASE_EXCEPTION), base::SYSTEM_EXIT_SLOTS, base::SYSTEM_EXIT_MEMBERS;
    #[cfg(feature = "exception-groups")]
    EXCEPTION_GROUP = "ExceptionGroup" (EXCEPTION), group::SLOTS, group::MEMBERS;
    ARITHMETIC_ERROR = "ArithmeticError" (EXCEPTION);
    FLOATING_POINT_ERROR = "FloatingPointError" (ARITHMETIC_ERROR);
    OVERFLOW_ERROR = "OverflowError" (ARITHMETIC_ERROR);
    ZERO_DIVISION_ERROR = "ZeroDivisionError" (ARITHMETIC_ERROR);
    ASSERTION_ERROR = "AssertionError" (EXCEPTION);
    ATTRIBUTE_ERROR = "AttributeError" (EXCEPTION), keyword::ATTRIBUTE_SLOTS, keyword::ATTRIBUTE_MEMBERS;
    BUFFER_ERROR = "BufferError" (EXCEPTION);
    EOF_ERROR = "EOFError" (EXCEPTION);
    IMPORT_ERROR = "ImportError" (EXCEPTION), keyword::IMPORT_SLOTS, keyword::IMPORT_MEMBERS;
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError" (IMPORT_ERROR), keyword::IMPORT_SLOTS;
    LOOKUP_ERROR = "LookupError" (EXCEPTION);
    INDEX_ERROR = "IndexError" (LOOKUP_ERROR);
    KEY_ERROR = "KeyError" (LOOKUP_ERROR), base::KEY_ERROR_SLOTS;
    MEMORY_ERROR = "MemoryError" (EXCEPTION);
    NAME_ERROR = "NameError" (EXCEPTION), keyword::NAME_SLOTS, keyword::NAME_MEMBERS;
    UNBOUND_LOCAL_ERROR = "UnboundLocalError" (NAME_ERROR), keyword::NAME_SLOTS;
    OS_ERROR = "OSError" (EXCEPTION), os_error::SLOTS, os_error::MEMBERS;
    BLOCKING_IO_ERROR = "BlockingIOError" (OS_ERROR), os_error::SLOTS;
    CHILD_PROCESS_ERROR = "ChildProcessError" (OS_ERROR), os_error::SLOTS;
    CONNECTION_ERROR = "ConnectionError" (OS_ERROR), os_error::SLOTS;
    BROKEN_PIPE_ERROR = "BrokenPipeError" (CONNECTION_ERROR), os_error::SLOTS;
    CONNECTION_ABORTED_ERROR = "ConnectionAbortedError" (CONNECTION_ERROR), os_error::SLOTS;
    CONNECTION_REFUSED_ERROR = "ConnectionRefusedError" (CONNECTION_ERROR), os_error::SLOTS;
    CONNECTION_RESET_ERROR = "ConnectionResetError" (CONNECTION_ERROR), os_error::SLOTS;
    FILE_EXISTS_ERROR = "FileExistsError" (OS_ERROR), os_error::SLOTS;
    FILE_NOT_FOUND_ERROR = "FileNotFoundError" (OS_ERROR), os_error::SLOTS;
    INTERRUPTED_ERROR = "InterruptedError" (OS_ERROR), os_error::SLOTS;
    IS_A_DIRECTORY_ERROR = "IsADirectoryError" (OS_ERROR), os_error::SLOTS;
    NOT_A_DIRECTORY_ERROR = "NotADirectoryError" (OS_ERROR), os_error::SLOTS;
    PERMISSION_ERROR = "PermissionError" (OS_ERROR), os_error::SLOTS;
    PROCESS_LOOKUP_ERROR = "ProcessLookupError" (OS_ERROR), os_error::SLOTS;
    TIMEOUT_ERROR = "TimeoutError" (OS_ERROR), os_error::SLOTS;
    REFERENCE_ERROR = "ReferenceError" (EXCEPTION);
    RUNTIME_ERROR = "RuntimeError" (EXCEPTION);
    NOT_IMPLEMENTED_ERROR = "NotImplementedError" (RUNTIME_ERROR);
    RECURSION_ERROR = "RecursionError" (RUNTIME_ERROR);
    STOP_ASYNC_ITERATION = "StopAsyncIteration" (EXCEPTION);
    STOP_ITERATION = "StopIteration" (EXCEPTION), base::STOP_ITERATION_SLOTS, base::STOP_ITERATION_MEMBERS;
    SYNTAX_ERROR = "SyntaxError" (EXCEPTION), syntax_error::SLOTS, syntax_error::MEMBERS;
    INDENTATION_ERROR = "IndentationError" (SYNTAX_ERROR), syntax_error::SLOTS;
    TAB_ERROR = "TabError" (INDENTATION_ERROR), syntax_error::SLOTS;
    SYSTEM_ERROR = "SystemError" (EXCEPTION);
    TYPE_ERROR = "TypeError" (EXCEPTION);
    VALUE_ERROR = "ValueError" (EXCEPTION);
    UNICODE_ERROR = "UnicodeError" (VALUE_ERROR);
    UNICODE_DECODE_ERROR = "UnicodeDecodeError" (UNICODE_ERROR), unicode_error::DECODE_SLOTS, unicode_error::DECODE_MEMBERS;
    UNICODE_ENCODE_ERROR = "UnicodeEncodeError" (UNICODE_ERROR), unicode_error::ENCODE_SLOTS, unicode_error::ENCODE_MEMBERS;
    UNICODE_TRANSLATE_ERROR = "UnicodeTranslateError" (UNICODE_ERROR), unicode_error::TRANSLATE_SLOTS, unicode_error::TRANSLATE_MEMBERS;
    WARNING = "Warning" (EXCEPTION);
    DEPRECATION_WARNING = "DeprecationWarning" (WARNING);
    RUNTIME_WARNING = "RuntimeWarning" (WARNING);
    SYNTAX_WARNING = "SyntaxWarning" (WARNING);
    USER_WARNING = "UserWarning" (WARNING);
    FUTURE_WARNING = "FutureWarning" (WARNING);
    IMPORT_WARNING = "ImportWarning" (WARNING);
    UNICODE_WARNING = "UnicodeWarning" (WARNING);
    BYTES_WARNING = "BytesWarning" (WARNING);
    RESOURCE_WARNING = "ResourceWarning" (WARNING);
    PENDING_DEPRECATION_WARNING = "PendingDeprecationWarning" (WARNING);
    ENCODING_WARNING = "EncodingWarning" (WARNING);
}

/// Whether a class is `BaseExceptionGroup` or derived from it.
pub fn is_group_class(class: &Type) -> bool {
    EXCEPTION_GROUPS && core::ptr::eq(class.slots, &raw const group::SLOTS)
}

/// Whether instances of an exception class have attributes of their own kind, so that among several bases this class
/// decides the layout.
pub fn has_own_layout(class: &Type) -> bool {
    class.flags & Type::EXCEPTION != 0 && !core::ptr::eq(class.slots, &raw const base::SLOTS)
}
