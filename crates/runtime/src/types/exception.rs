//! The exception hierarchy.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Exception, Kind, Ref, Type};
use crate::symbols::sym;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const FLAGS: u32 = Type::BASE | Type::EXCEPTION;

macro_rules! exceptions {
    ($($static:ident = $name:literal ($base:ident) $($slots:ident $members:ident)?;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $static: Type = Type::builtin($name, Kind::Exception, "*args, **kwargs",
                exceptions!(@slots $($slots)?), exceptions!(@members $($members)?))
                .with_base(&$base)
                .with_flags(FLAGS);
        )*

        /// All exception classes, for the module `builtins`.
        pub static CLASSES: &[&Type] = &[&BASE_EXCEPTION, $(&$static,)*];
    };
    (@slots) => { &SLOTS };
    (@slots $slots:ident) => { &$slots };
    (@members) => { &[] };
    (@members $members:ident) => { $members };
}

/// `BaseException`
pub static BASE_EXCEPTION: Type =
    Type::builtin("BaseException", Kind::Exception, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(FLAGS);

exceptions! {
    EXCEPTION = "Exception" (BASE_EXCEPTION);
    BASE_EXCEPTION_GROUP = "BaseExceptionGroup" (BASE_EXCEPTION);
    GENERATOR_EXIT = "GeneratorExit" (BASE_EXCEPTION);
    KEYBOARD_INTERRUPT = "KeyboardInterrupt" (BASE_EXCEPTION);
    SYSTEM_EXIT = "SystemExit" (BASE_EXCEPTION);
    EXCEPTION_GROUP = "ExceptionGroup" (BASE_EXCEPTION_GROUP);
    ARITHMETIC_ERROR = "ArithmeticError" (EXCEPTION);
    FLOATING_POINT_ERROR = "FloatingPointError" (ARITHMETIC_ERROR);
    OVERFLOW_ERROR = "OverflowError" (ARITHMETIC_ERROR);
    ZERO_DIVISION_ERROR = "ZeroDivisionError" (ARITHMETIC_ERROR);
    ASSERTION_ERROR = "AssertionError" (EXCEPTION);
    ATTRIBUTE_ERROR = "AttributeError" (EXCEPTION);
    BUFFER_ERROR = "BufferError" (EXCEPTION);
    EOF_ERROR = "EOFError" (EXCEPTION);
    IMPORT_ERROR = "ImportError" (EXCEPTION);
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError" (IMPORT_ERROR);
    LOOKUP_ERROR = "LookupError" (EXCEPTION);
    INDEX_ERROR = "IndexError" (LOOKUP_ERROR);
    KEY_ERROR = "KeyError" (LOOKUP_ERROR);
    MEMORY_ERROR = "MemoryError" (EXCEPTION);
    NAME_ERROR = "NameError" (EXCEPTION);
    UNBOUND_LOCAL_ERROR = "UnboundLocalError" (NAME_ERROR);
    OS_ERROR = "OSError" (EXCEPTION);
    BLOCKING_IO_ERROR = "BlockingIOError" (OS_ERROR);
    CHILD_PROCESS_ERROR = "ChildProcessError" (OS_ERROR);
    CONNECTION_ERROR = "ConnectionError" (OS_ERROR);
    BROKEN_PIPE_ERROR = "BrokenPipeError" (CONNECTION_ERROR);
    CONNECTION_ABORTED_ERROR = "ConnectionAbortedError" (CONNECTION_ERROR);
    CONNECTION_REFUSED_ERROR = "ConnectionRefusedError" (CONNECTION_ERROR);
    CONNECTION_RESET_ERROR = "ConnectionResetError" (CONNECTION_ERROR);
    FILE_EXISTS_ERROR = "FileExistsError" (OS_ERROR);
    FILE_NOT_FOUND_ERROR = "FileNotFoundError" (OS_ERROR);
    INTERRUPTED_ERROR = "InterruptedError" (OS_ERROR);
    IS_A_DIRECTORY_ERROR = "IsADirectoryError" (OS_ERROR);
    NOT_A_DIRECTORY_ERROR = "NotADirectoryError" (OS_ERROR);
    PERMISSION_ERROR = "PermissionError" (OS_ERROR);
    PROCESS_LOOKUP_ERROR = "ProcessLookupError" (OS_ERROR);
    TIMEOUT_ERROR = "TimeoutError" (OS_ERROR);
    REFERENCE_ERROR = "ReferenceError" (EXCEPTION);
    RUNTIME_ERROR = "RuntimeError" (EXCEPTION);
    NOT_IMPLEMENTED_ERROR = "NotImplementedError" (RUNTIME_ERROR);
    RECURSION_ERROR = "RecursionError" (RUNTIME_ERROR);
    STOP_ASYNC_ITERATION = "StopAsyncIteration" (EXCEPTION);
    STOP_ITERATION = "StopIteration" (EXCEPTION);
    SYNTAX_ERROR = "SyntaxError" (EXCEPTION);
    INDENTATION_ERROR = "IndentationError" (SYNTAX_ERROR);
    TAB_ERROR = "TabError" (INDENTATION_ERROR);
    SYSTEM_ERROR = "SystemError" (EXCEPTION);
    TYPE_ERROR = "TypeError" (EXCEPTION);
    VALUE_ERROR = "ValueError" (EXCEPTION);
    UNICODE_ERROR = "UnicodeError" (VALUE_ERROR);
    UNICODE_DECODE_ERROR = "UnicodeDecodeError" (UNICODE_ERROR);
    UNICODE_ENCODE_ERROR = "UnicodeEncodeError" (UNICODE_ERROR);
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

static SLOTS: Slots = Slots { new: Some(new), init: Some(init), ..Slots::NONE };

static MEMBERS: &[Member] = &[Member::getter("args", |_, exception| {
    Ok(exception.as_ref::<Exception>().map_or(Value::NONE, |exception| exception.arguments.get()))
})];

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let exception = vm.new_exception(class, &[])?;
    set_arguments(vm, exception, args)?;
    Ok(exception.value())
}

fn init(vm: &mut Vm, exception: Value, args: &Args) -> Result<(), Raised> {
    match exception.as_ref::<Exception>() {
        Some(exception) => set_arguments(vm, exception, args),
        None => Ok(()),
    }
}

fn set_arguments(vm: &mut Vm, exception: Ref<Exception>, args: &Args) -> Result<(), Raised> {
    let list = vm.new_list_with_capacity(args.rest_len())?;
    for value in args.rest() {
        vm.list_push(list, value)?;
    }
    let arguments = vm.new_tuple(list.as_slice())?;
    exception.arguments.set(arguments);
    let _ = sym::args;
    Ok(())
}
