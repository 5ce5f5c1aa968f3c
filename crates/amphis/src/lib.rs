//! The face of the interpreter: what ports and embedders talk to.
//!
//! A [`Builder`] collects sizes, host and modules and makes an [`Interpreter`], which runs source text, files and modules in
//! the namespace of `__main__`, and reports what goes wrong. Everything finer is done on its [`Vm`].
//!
//! Map: this file the builder and the interpreter; [`ending`] what becomes of an exception that nothing catches.
#![no_std]
#![forbid(unsafe_code)]

pub mod ending;

pub use compiler::ast::Mode;
pub use compiler::parse::input_continues;
pub use ending::Ending;
#[cfg(all(feature = "vm-fast", feature = "vm-tracing"))]
pub use exec::Dual;
#[cfg(feature = "vm-fast")]
pub use exec::Fast;
#[cfg(feature = "vm-tracing")]
pub use exec::Tracing;
pub use exec::{Metered, Strategy};
pub use runtime::interrupts::{run_in_window, window_is_open};
pub use runtime::vm::{Configuration, Pending, Raised, StartError, Vm};

use hal::{Host, Stream};
use heap::TryVec;
use modules::{import, sys};
use runtime::native::{ModuleDefinition, NativeResult};
use runtime::object::{Dict, Module, Ref, Str};
use runtime::symbols::sym;
use runtime::value::Value;

/// What an interpreter is made of.
pub struct Builder {
    configuration: Configuration,
    host: &'static dyn Host,
    modules: &'static [&'static ModuleDefinition],
    executor: &'static runtime::vm::Executor,
    fuel: u64,
}

impl Builder {
    /// An interpreter on a host, with the strategy and all modules of the build.
    pub fn new(host: &'static dyn Host) -> Builder {
        Builder {
            configuration: Configuration::default(),
            host,
            modules: modules::MODULES,
            executor: exec::strategy::Default::executor(),
            fuel: 0,
        }
    }

    /// With these sizes and limits.
    pub fn configuration(mut self, configuration: Configuration) -> Builder {
        self.configuration = configuration;
        self
    }

    /// With another choice of builtin modules; `builtins` and `sys` must be among them.
    pub fn modules(mut self, modules: &'static [&'static ModuleDefinition]) -> Builder {
        self.modules = modules;
        self
    }

    /// With another strategy.
    pub fn strategy<S: Strategy>(mut self) -> Builder {
        self.executor = S::executor();
        self
    }

    /// With the strategy [`Metered`]: the program may run this many instructions, then it stops with an exception that
    /// nothing catches. [`Interpreter::set_fuel`] gives it more.
    pub fn fuel(mut self, instructions: u64) -> Builder {
        self.fuel = instructions;
        self.strategy::<Metered>()
    }

    /// Starts the interpreter. The machine's stack is counted from the caller's frame.
    pub fn start(self) -> Result<Interpreter, StartError> {
        let configuration = Configuration { names: &modules::frozen::NAME_TABLE, ..self.configuration };
        let vm = Vm::new(configuration, self.host, self.executor, self.modules)?;
        let mut interpreter = Interpreter { vm };
        // What is done before the program begins is free.
        interpreter.set_fuel(u64::MAX);
        match interpreter.make_first_modules() {
            Ok(()) => {
                interpreter.set_fuel(self.fuel);
                Ok(interpreter)
            }
            Err(_) => Err(StartError),
        }
    }
}

/// A virtual machine with the modules `builtins`, `sys` and `__main__`.
pub struct Interpreter {
    vm: Vm,
}

impl Interpreter {
    /// The virtual machine.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    /// The instructions that the program may still run; of use with the strategy [`Metered`] only.
    pub fn fuel(&self) -> u64 {
        self.vm.fuel
    }

    /// Sets the number of instructions that the program may run. A program that stopped can be started again.
    pub fn set_fuel(&mut self, instructions: u64) {
        self.vm.fuel = instructions;
        self.vm.halted = false;
    }

    fn make_first_modules(&mut self) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        for name in [&b"builtins"[..], b"sys"] {
            import::import_absolute(&mut self.vm, name)?;
        }
        let main = import::new_module(&mut self.vm, sym::__main__.value(), b"", None)?;
        self.vm.dict_set_name(main.dict, sym::__package__, Value::NONE)?;
        let (modules, registry) = (self.vm.modules, self.vm.registry);
        self.vm.dict_set_name(modules, sym::__main__, main.value())?;
        self.vm.dict_set_name(registry, sym::__main__, main.value())?;
        self.vm.log_release(mark);
        Ok(())
    }

    /// The namespace of `__main__`.
    pub fn main_namespace(&mut self) -> Result<Ref<Dict>, Raised> {
        match self.vm.registry.get_name(sym::__main__).and_then(Value::as_ref::<Module>) {
            Some(main) => Ok(main.dict),
            None => Err(self.vm.memory_error()),
        }
    }

    /// Sets `sys.argv`.
    pub fn set_arguments(&mut self, arguments: &[&[u8]]) -> Result<(), Raised> {
        self.set_list(sym::argv.value(), arguments)
    }

    /// Sets `sys.path`.
    pub fn set_path(&mut self, path: &[&[u8]]) -> Result<(), Raised> {
        self.set_list(sym::path.value(), path)
    }

    fn set_list(&mut self, name: Value, items: &[&[u8]]) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let result = sys::set_list(&mut self.vm, name, items);
        self.vm.log_release(mark);
        result
    }

    /// Sets an attribute of `sys` to a text.
    pub fn set_sys_text(&mut self, name: &str, text: &[u8]) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let name = self.vm.intern(name.as_bytes())?;
        let text = sys::text_of_bytes(&mut self.vm, text)?;
        let result = sys::set_attribute(&mut self.vm, name, text);
        self.vm.log_release(mark);
        result
    }

    /// Sets `__file__` of `__main__`.
    pub fn set_main_file(&mut self, path: &[u8]) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let namespace = self.main_namespace()?;
        let path = sys::text_of_bytes(&mut self.vm, path)?;
        let result = self.vm.dict_set_name(namespace, sym::__file__, path);
        self.vm.log_release(mark);
        result
    }

    /// Compiles source text and runs it in `__main__`; the value is that of an expression.
    pub fn run_source(&mut self, source: &[u8], filename: &[u8], mode: Mode) -> NativeResult {
        let mark = self.vm.log_mark();
        let result = self.compile_and_run(source, filename, mode);
        self.vm.log_release(mark);
        result
    }

    fn compile_and_run(&mut self, source: &[u8], filename: &[u8], mode: Mode) -> NativeResult {
        let namespace = self.main_namespace()?;
        let code = modules::source::compile_source(&mut self.vm, source, filename, mode)?;
        let value = exec::execute_module(&mut self.vm, code, namespace, namespace.value())?;
        // What was asked for while the last instructions ran is done now.
        if self.vm.pending.any.load(core::sync::atomic::Ordering::Acquire) {
            (self.vm.executor.poll)(&mut self.vm)?;
        }
        Ok(value)
    }

    /// Does what is pending: interrupts, callbacks, collection. For a port that waits.
    pub fn poll(&mut self) -> Result<(), Raised> {
        if self.vm.pending.any.load(core::sync::atomic::Ordering::Acquire) {
            return (self.vm.executor.poll)(&mut self.vm);
        }
        Ok(())
    }

    /// Compiles source text without running it. `listing` gets the disassembly, if it is wanted.
    pub fn check_source(
        &mut self,
        source: &[u8],
        filename: &[u8],
        listing: Option<&mut dyn core::fmt::Write>,
    ) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let result = modules::source::compile_source(&mut self.vm, source, filename, Mode::Module).map(|code| {
            if let (Some(listing), Some(view)) = (listing, code.view()) {
                // A listing that cannot be written is no error of the program.
                let _ = bytecode::disassemble::image(listing, view.image());
            }
        });
        self.vm.log_release(mark);
        result
    }

    /// Runs a file in `__main__`.
    pub fn run_file(&mut self, path: &[u8]) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let result = self.main_namespace().and_then(|namespace| import::run_file(&mut self.vm, path, namespace));
        self.vm.log_release(mark);
        result
    }

    /// Mounts the disk that the port has on the root; one without a file system gets a new one.
    pub fn mount_disk(&mut self) -> Result<(), Raised> {
        #[cfg(feature = "vfs-fat")]
        {
            let mark = self.vm.log_mark();
            let result = modules::vfs::disk::mount(&mut self.vm);
            self.vm.log_release(mark);
            result
        }
        #[cfg(not(feature = "vfs-fat"))]
        Ok(())
    }

    /// Runs a file in `__main__`, if it is there.
    pub fn run_file_if_there(&mut self, path: &[u8]) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let is_there = modules::vfs::place::is_type(&mut self.vm, path, modules::vfs::place::REGULAR);
        self.vm.log_release(mark);
        if is_there? { self.run_file(path) } else { Ok(()) }
    }

    /// Runs a module as `__main__`, found by its name as an import does.
    pub fn run_module(&mut self, name: &[u8]) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let result = self.main_namespace().and_then(|namespace| import::run_module(&mut self.vm, name, namespace));
        self.vm.log_release(mark);
        result
    }

    /// Calls what the program left to be done at its end.
    pub fn finish(&mut self) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let result = match sys::take_exit_function(&mut self.vm) {
            Some(function) => self.vm.call(function, &[]).map(|_| ()),
            None => Ok(()),
        };
        let flushed = modules::io::flush_all(&mut self.vm);
        self.vm.log_release(mark);
        result.and(flushed)
    }

    /// Prints figures on memory, as `micropython.mem_info()`.
    pub fn print_memory_information(&mut self) -> Result<(), Raised> {
        let mark = self.vm.log_mark();
        let result = modules::micropython::print_memory_information(&mut self.vm);
        self.vm.log_release(mark);
        result
    }

    /// The text of a prompt: `sys.ps1`, or `sys.ps2` for the next line of a statement.
    pub fn prompt(&mut self, continues: bool) -> TryVec<u8> {
        let mark = self.vm.log_mark();
        let (name, default) = if continues { (sym::ps2, &b"... "[..]) } else { (sym::ps1, &b">>> "[..]) };
        let text = sys::get_attribute(&mut self.vm, name).ok().flatten();
        let text = match text {
            Some(text) => self.vm.str(text).ok().and_then(Value::as_ref::<Str>),
            None => None,
        };
        let prompt = TryVec::try_from_slice(text.as_ref().map_or(default, |text| text.as_bytes()));
        self.vm.exception = None;
        self.vm.log_release(mark);
        prompt.unwrap_or_default()
    }

    /// Writes to a standard stream; what cannot be written is lost.
    pub fn write(&self, stream: Stream, bytes: &[u8]) {
        let _ = self.vm.host.write(stream, bytes);
    }
}
