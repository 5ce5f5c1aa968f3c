//! What becomes of an exception that nothing catches.

use crate::Interpreter;
use hal::Stream;
use runtime::object::{Exception, Ref, Str, Tuple};
use runtime::protocol::convert::int_to_i64;
use runtime::symbols::sym;
use runtime::types::exception::fields::Family;
use runtime::types::exception::{KEYBOARD_INTERRUPT, OS_ERROR, SYSTEM_EXIT};
use runtime::value::Value;
use runtime::vm::Raised;

/// How a program ended that raised an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// `SystemExit`, with the status of the process.
    Exit(u8),
    /// `KeyboardInterrupt`; it was reported.
    Interrupted,
    /// Another exception; it was reported.
    Failed,
}

impl Interpreter {
    /// Takes the exception on its way and reports it to a stream, unless it is `SystemExit`.
    pub fn end(&mut self, stream: Stream) -> Ending {
        let mark = self.vm().log_mark();
        // A report needs memory, and the program that locked the heap is gone.
        while self.vm().heap.lock_depth() > 0 {
            self.vm().heap.unlock();
        }
        let exception = self.vm().take_exception();
        self.vm().keep(exception);
        let ending = if self.is(exception, &SYSTEM_EXIT) {
            Ending::Exit(self.exit_status(exception))
        } else {
            self.print_report(exception, stream);
            if self.remember(exception).is_err() {
                // Without memory there is no debugging afterwards either.
                self.vm().exception = None;
            }
            if self.is(exception, &KEYBOARD_INTERRUPT) { Ending::Interrupted } else { Ending::Failed }
        };
        self.vm().log_release(mark);
        ending
    }

    /// The number of the `OSError` on its way, if it is one with a number.
    pub fn error_number(&mut self) -> Option<i64> {
        let exception = self.vm().exception?;
        if !self.is(exception, &OS_ERROR) {
            return None;
        }
        let arguments = exception.as_ref::<Exception>()?.arguments.get().as_ref::<Tuple>()?;
        arguments.as_slice().first().copied().and_then(int_to_i64)
    }

    fn is(&mut self, exception: Value, class: &'static runtime::object::Type) -> bool {
        self.vm().is_instance(exception, Ref::from_static(class))
    }

    /// Sets `sys.last_type`, `sys.last_value` and `sys.last_traceback`, for a debugger at the prompt.
    fn remember(&mut self, exception: Value) -> Result<(), Raised> {
        let vm = self.vm();
        let class = vm.class_of(exception).value();
        let traceback = vm.get_attribute(exception, sym::__traceback__)?;
        for (name, value) in [(&b"last_type"[..], class), (b"last_value", exception), (b"last_traceback", traceback)] {
            let name = vm.intern(name)?;
            modules::sys::set_attribute(vm, name, value)?;
        }
        Ok(())
    }

    fn print_report(&mut self, exception: Value, stream: Stream) {
        let host = self.vm().host;
        // What cannot be written is lost: there is nobody left to be told.
        self.vm().print_exception(exception, &mut |bytes| {
            let _ = host.write(stream, bytes);
        });
    }

    /// The status that `SystemExit` asks for: an int's lowest byte, 0 for `None`; anything else is shown, and 1.
    fn exit_status(&mut self, exception: Value) -> u8 {
        let code = exception
            .as_ref::<Exception>()
            .and_then(|exception| Family(Family::SYSTEM_EXIT).field(&exception, 0))
            .unwrap_or(Value::NONE);
        if code.is_none() {
            return 0;
        }
        if !code.is_bool()
            && let Some(number) = int_to_i64(code)
        {
            return number as u8;
        }
        self.vm().keep(code);
        if let Ok(text) = self.vm().str(code)
            && let Some(text) = text.as_ref::<Str>()
        {
            self.write(Stream::Error, text.as_bytes());
        }
        self.write(Stream::Error, b"\n");
        1
    }
}
