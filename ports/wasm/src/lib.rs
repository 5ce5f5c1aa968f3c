//! The interpreter as a WebAssembly module: what JavaScript calls.
//!
//! Every instance of the module is one interpreter with a memory of its own. Values go through [`exchange::Slot`]s in
//! memory. An export that runs Python leaves its result, or an exception, in the slot at its last argument.
//!
//! Map: this file the exports; [`exchange`] values on their way; [`handles`] Python objects that JavaScript holds; [`proxy`]
//! JavaScript objects in Python; [`imports`] and [`host`] what the page supplies.
#![no_std]

extern crate alloc;

pub mod exchange;
pub mod handles;
pub mod host;
pub mod imports;
pub mod proxy;

use amphis::{Builder, Configuration, Interpreter};
use core::cell::UnsafeCell;
use core::ptr::null_mut;
use exchange::{Slot, Text};
use hal::Stream;
use handles::Handles;
use repl::{Console, Repl, Step};
use runtime::native::{Args, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Ref, Str};
use runtime::protocol::convert::int_to_i64;
use runtime::symbols::sym;
use runtime::types::exception::{ATTRIBUTE_ERROR, KEY_ERROR, MEMORY_ERROR, SYSTEM_EXIT};
use runtime::value::Value;
use runtime::vm::{Raised, Resume, Vm};

#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The stack in memory that Python may use, in bytes; the linker gives more, see `build.rs`. The engine has a stack of its own for
/// return addresses and variables, which cannot be measured: this much here leaves enough of its usual megabyte.
const MACHINE_STACK: usize = 0x1_8000;

/// The interpreter of this instance, and the VM as whoever runs now may use it.
struct Instance {
    interpreter: Option<Interpreter>,
    repl: Option<Repl>,
    /// The VM, derived from the reference of the innermost native that called JavaScript.
    vm: *mut Vm,
}

struct Global(UnsafeCell<Instance>);

// SAFETY: a WebAssembly instance has one thread.
unsafe impl Sync for Global {}

static INSTANCE: Global = Global(UnsafeCell::new(Instance { interpreter: None, repl: None, vm: null_mut() }));

/// Runs JavaScript, which may call the exports again: they use the VM through this reference meanwhile.
pub fn outside<R>(vm: &mut Vm, run: impl FnOnce() -> R) -> R {
    let instance = INSTANCE.0.get();
    // SAFETY: the pointer is replaced and put back; nobody else writes it meanwhile but in the same way.
    unsafe {
        let before = core::mem::replace(&mut (*instance).vm, &raw mut *vm);
        let result = run();
        (*instance).vm = before;
        result
    }
}

/// Runs something on the VM and puts the result into a slot. Whatever was kept is let go.
///
/// # Safety
/// `output` is the address of a slot.
unsafe fn enter(output: *mut Slot, run: impl FnOnce(&mut Vm) -> Result<Slot, Raised>) {
    // SAFETY: between the calls of JavaScript nobody uses the VM; inside of one it is used by this reference only.
    let vm = unsafe { (*INSTANCE.0.get()).vm.as_mut() };
    let slot = match vm {
        Some(vm) => {
            let mark = vm.log_mark();
            let handled = vm.exception.take();
            let slot = match run(vm) {
                Ok(slot) => slot,
                Err(_) => Slot::error(vm),
            };
            vm.exception = handled;
            vm.log_release(mark);
            slot
        }
        None => Slot::END,
    };
    // SAFETY: by contract.
    unsafe { output.write(slot) };
}

/// Memory for JavaScript to write to: zero if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(size: usize) -> *mut u8 {
    exchange::allocate(size)
}

/// Gives such memory back.
#[unsafe(no_mangle)]
pub extern "C" fn free(start: *mut u8, size: usize) {
    exchange::free(start, size);
}

/// Starts the interpreter; false if there is no memory for it.
#[unsafe(no_mangle)]
pub extern "C" fn start(heap_limit: usize, stack_size: usize) -> bool {
    let configuration =
        Configuration { heap_limit, stack_size, machine_stack: MACHINE_STACK, ..Configuration::default() };
    let builder = Builder::new(&host::PAGE).configuration(configuration).modules(&MODULES);
    let Ok(interpreter) = builder.start() else { return false };
    // SAFETY: the only thread; no reference into the instance is alive.
    let instance = unsafe { &mut *INSTANCE.0.get() };
    let interpreter = instance.interpreter.insert(interpreter);
    if prepare(interpreter).is_err() {
        return false;
    }
    instance.vm = &raw mut *interpreter.vm();
    true
}

/// The modules of the build, and `jsffi`.
static MODULES: [&ModuleDefinition; modules::MODULES.len() + 1] = {
    let mut all = [&proxy::JSFFI; modules::MODULES.len() + 1];
    let mut at = 0;
    while at < modules::MODULES.len() {
        all[at] = modules::MODULES[at];
        at += 1;
    }
    all
};

fn prepare(interpreter: &mut Interpreter) -> Result<(), Raised> {
    interpreter.set_path(&[b"", b"/lib"])?;
    let namespace = interpreter.main_namespace()?.value();
    let vm = interpreter.vm();
    let _: Raised = vm.memory_error();
    let error = vm.take_exception();
    let main = vm.registry.get_name(sym::__main__).unwrap_or(Value::NONE);
    Handles::start(vm, &[error, main, namespace])?;
    proxy::start(vm)
}

/// Name of what is run, for tracebacks.
const FILENAME: &[u8] = b"<stdin>";
/// Modes of [`run`].
const ASYNCHRONOUS: u32 = 1;

/// Runs a program, whose text is taken. The result is the value of a last expression; of a program with `await` a coroutine.
///
/// # Safety
/// The text came from `allocate`; `output` is the address of a slot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(source: *mut u8, length: usize, mode: u32, output: *mut Slot) {
    let source = Text::at(source, length);
    // SAFETY: by contract.
    unsafe {
        enter(output, |vm| {
            let main = Handles::get(vm, MAIN_NAMESPACE);
            let Some(namespace) = main.as_ref::<Dict>() else { return Ok(Slot::UNDEFINED) };
            let mut code = modules::source::compile_cell(vm, source.as_bytes(), FILENAME, mode == ASYNCHRONOUS);
            if code.is_err() && vm.catch(&MEMORY_ERROR) {
                // What the program before left behind may be enough: nothing runs that could need it.
                vm.collect();
                code = modules::source::compile_cell(vm, source.as_bytes(), FILENAME, mode == ASYNCHRONOUS);
            }
            let code = code?;
            let value = exec::execute_module(vm, code, namespace, main)?;
            vm.keep(value);
            if vm.pending.any.load(core::sync::atomic::Ordering::Acquire) {
                (vm.executor.poll)(vm)?;
            }
            Slot::of(vm, value)
        });
    }
}

/// The number of the namespace of `__main__`, see [`prepare`].
const MAIN_NAMESPACE: u32 = 2;

/// Imports a module; of a dotted name the last one.
///
/// # Safety
/// As for [`run`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn import(name: *mut u8, length: usize, output: *mut Slot) {
    let name = Text::at(name, length);
    // SAFETY: by contract.
    unsafe {
        enter(output, |vm| {
            let module = modules::import::import_absolute(vm, name.as_bytes())?;
            Slot::of(vm, module)
        });
    }
}

/// Makes a value a module.
///
/// # Safety
/// As for [`run`]; `value` is the address of a slot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn register(name: *mut u8, length: usize, value: *const Slot, output: *mut Slot) {
    let name = Text::at(name, length);
    // SAFETY: by contract.
    unsafe {
        enter(output, |vm| {
            let value = (*value).to_value(vm)?;
            vm.keep(value);
            let name = vm.intern(name.as_bytes())?;
            let modules = vm.modules;
            vm.dict_set_name(modules, name, value)?;
            Ok(Slot::NULL)
        });
    }
}

/// Attributes of an object, or items of a dict by the text of their key: 0 reads, 1 writes what is in `output`, 2 deletes, 3
/// asks whether it is there, 4 lists the names with zeros between them.
///
/// # Safety
/// As for [`run`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn member(object: u32, name: *mut u8, length: usize, action: u32, output: *mut Slot) {
    let name = Text::at(name, length);
    // SAFETY: by contract; `to_value` takes a text that the slot has.
    unsafe {
        enter(output, |vm| {
            let object = Handles::get(vm, object);
            vm.keep(object);
            let key = vm.intern(name.as_bytes())?;
            vm.keep(key);
            let dict = object.as_ref::<Dict>();
            match action {
                READ => read_member(vm, object, dict, key),
                WRITE => {
                    let value = (*output).to_value(vm)?;
                    vm.keep(value);
                    write_member(vm, object, dict, key, Some(value))
                }
                DELETE => write_member(vm, object, dict, key, None),
                HAS => {
                    let found = match dict {
                        Some(dict) => vm.dict_get(dict, key)?.is_some(),
                        None => vm.try_attribute(object, key)?.is_some(),
                    };
                    Slot::of(vm, Value::from_bool(found))
                }
                _ => list_members(vm, object, dict),
            }
        });
    }
}

const READ: u32 = 0;
const WRITE: u32 = 1;
const DELETE: u32 = 2;
const HAS: u32 = 3;

fn read_member(vm: &mut Vm, object: Value, dict: Option<Ref<Dict>>, key: Value) -> Result<Slot, Raised> {
    let found = match dict {
        Some(dict) => vm.dict_get(dict, key)?,
        None => vm.try_attribute(object, key)?,
    };
    match found {
        Some(value) => {
            vm.keep(value);
            Slot::of(vm, value)
        }
        None => Ok(Slot::UNDEFINED),
    }
}

/// False if the object has no such member that could be changed.
fn write_member(
    vm: &mut Vm,
    object: Value,
    dict: Option<Ref<Dict>>,
    key: Value,
    value: Option<Value>,
) -> Result<Slot, Raised> {
    let result = match dict {
        Some(_) => vm.set_item(object, key, value),
        None => vm.set_attribute(object, key, value),
    };
    let done = match result {
        Ok(()) => true,
        Err(_) if vm.catch(&ATTRIBUTE_ERROR) || vm.catch(&KEY_ERROR) => false,
        Err(raised) => return Err(raised),
    };
    Slot::of(vm, Value::from_bool(done))
}

fn list_members(vm: &mut Vm, object: Value, dict: Option<Ref<Dict>>) -> Result<Slot, Raised> {
    let mut text = heap::TryVec::new();
    let mut push = |name: Value| match name.as_ref::<Str>() {
        Some(name) => text.try_extend_from_slice(name.as_bytes()).and_then(|()| text.try_push(0)),
        None => Ok(()),
    };
    let result = match dict {
        Some(dict) => dict.iter().try_for_each(|(key, _)| push(key)),
        None => {
            let names = vm.directory(object)?;
            let plain = |name: &&Value| name.as_ref::<Str>().is_some_and(|name| !name.as_bytes().starts_with(b"__"));
            names.as_slice().iter().filter(plain).try_for_each(|&name| push(name))
        }
    };
    result.map_err(|_| vm.memory_error())?;
    let text = vm.new_str(&text)?;
    Slot::of(vm, text)
}

/// Calls an object. The memory of the arguments is JavaScript's.
///
/// # Safety
/// `arguments` is the address of `count` slots, `output` that of one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(object: u32, arguments: *const Slot, count: usize, output: *mut Slot) {
    // SAFETY: by contract.
    unsafe {
        enter(output, |vm| {
            let object = Handles::get(vm, object);
            vm.keep(object);
            let mut values = heap::TryVec::new();
            for at in 0..count {
                let value = (*arguments.add(at)).to_value(vm)?;
                vm.keep(value);
                values.try_push(value).map_err(|_| vm.memory_error())?;
            }
            let result = vm.call(object, &values)?;
            vm.keep(result);
            Slot::of(vm, result)
        });
    }
}

/// Asks an object for its iterator (0), an iterator for the next value (1), an object for its length (2), an object for the item
/// of the number in `output` (3), a dict for a list of its pairs (4), a buffer for its bytes (5).
///
/// # Safety
/// `output` is the address of a slot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn inspect(object: u32, action: u32, output: *mut Slot) {
    // SAFETY: by contract.
    unsafe {
        enter(output, |vm| {
            let object = Handles::get(vm, object);
            vm.keep(object);
            let value = match action {
                0 => {
                    let iterator = vm.iter(object)?;
                    vm.keep(iterator);
                    return Slot::python(vm, iterator);
                }
                1 => match vm.next(object)? {
                    Some(value) => value,
                    None => return Ok(Slot::END),
                },
                2 => {
                    let length = vm.length(object)?;
                    vm.new_int(length as i64)?
                }
                3 => {
                    let index = (*output).to_value(vm)?;
                    vm.get_item(object, index)?
                }
                4 => {
                    let pairs = vm.call_method(object, sym::items, &[])?;
                    vm.keep(pairs);
                    let pairs = vm.collect_list(pairs)?.value();
                    return Slot::python(vm, pairs);
                }
                _ => match vm.buffer(object) {
                    Some(buffer) => return Ok(Slot::text(buffer.as_bytes())),
                    None => return Ok(Slot::UNDEFINED),
                },
            };
            vm.keep(value);
            Slot::of(vm, value)
        });
    }
}

/// Lets a coroutine go on with a value (0) or an exception (1). The slot behind `output` says whether it ended: then the first
/// has its result, otherwise what it waits for.
///
/// # Safety
/// `output` is the address of two slots, of which the first has the value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn resume(coroutine: u32, throw: bool, output: *mut Slot) {
    // SAFETY: by contract.
    unsafe {
        let mut ended = false;
        enter(output, |vm| {
            let coroutine = Handles::get(vm, coroutine);
            vm.keep(coroutine);
            let value = (*output).to_value(vm)?;
            vm.keep(value);
            let resume = match throw {
                true => {
                    let exception = proxy::exception_of(vm, value)?;
                    vm.keep(exception);
                    Resume::Throw(exception)
                }
                // What was just made takes no value.
                false
                    if value.as_ref::<runtime::object::Record>().is_some()
                        && proxy::number_of(value) == Some(proxy::UNDEFINED) =>
                {
                    Resume::Send(Value::NONE)
                }
                false => Resume::Send(value),
            };
            let result = match (vm.executor.resume)(vm, coroutine, resume)? {
                Some(value) => value,
                None => {
                    ended = true;
                    vm.returned.take().unwrap_or(Value::NONE)
                }
            };
            vm.keep(result);
            Slot::of(vm, result)
        });
        let state = if ended { Slot::END } else { Slot::UNDEFINED };
        output.add(1).write(state);
    }
}

/// What an exception says: the slots get the name of its class, its report, and the status that a `SystemExit` asks for.
///
/// # Safety
/// `output` is the address of three slots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn describe(exception: u32, output: *mut Slot) {
    // SAFETY: by contract.
    unsafe {
        enter(output, |vm| {
            let exception = Handles::get(vm, exception);
            vm.keep(exception);
            let class = vm.class_of(exception);
            let name = vm.class_text(class);
            Ok(Slot::text(name.as_bytes()))
        });
        enter(output.add(1), |vm| {
            let exception = Handles::get(vm, exception);
            let mut report = heap::TryVec::new();
            vm.print_exception(exception, &mut |bytes| {
                // A report that does not fit is cut.
                let _ = report.try_extend_from_slice(bytes);
            });
            let report = vm.new_str(&report)?;
            Slot::of(vm, report)
        });
        enter(output.add(2), |vm| {
            let exception = Handles::get(vm, exception);
            if !vm.is_instance(exception, Ref::from_static(&SYSTEM_EXIT)) {
                return Ok(Slot::UNDEFINED);
            }
            let code = vm.get_attribute(exception, sym::code)?;
            vm.keep(code);
            // As the command-line program: nothing is 0, what is no int is 1.
            let status = if code.is_none() { Some(0) } else { int_to_i64(code) };
            let status = vm.new_int(status.unwrap_or(1) & 0xff)?;
            Slot::of(vm, status)
        });
    }
}

/// JavaScript does not hold a Python object any more.
#[unsafe(no_mangle)]
pub extern "C" fn release(object: u32) {
    let mut output = Slot::UNDEFINED;
    // SAFETY: the slot is there for the time of the call.
    unsafe {
        enter(&raw mut output, |vm| Handles::release(vm, object).map(|()| Slot::NULL));
    }
}

/// `jsffi.mem_info()`
pub fn memory_information(vm: &mut Vm, _: &Args) -> NativeResult {
    let held = Handles::count(vm);
    let text = vm.new_str_from(format_args!("{held} Python objects are held by JavaScript\n"))?;
    if let Some(text) = text.as_ref::<Str>() {
        let _ = vm.host.write(Stream::Output, text.as_bytes());
    }
    Ok(Value::NONE)
}

// The prompt.

/// What the prompt says goes where Python's output goes.
struct Terminal;

impl Console for Terminal {
    fn write(&mut self, bytes: &[u8]) {
        // SAFETY: the bytes are there for the time of the call.
        unsafe { imports::write(0, bytes.as_ptr(), bytes.len()) };
    }
}

const BANNER: &str = concat!("Amphis v", env!("CARGO_PKG_VERSION"), "; WebAssembly\r\n");

/// Shows the prompt.
#[unsafe(no_mangle)]
pub extern "C" fn repl_start() {
    // SAFETY: the only thread, and JavaScript calls this from outside of Python only.
    let instance = unsafe { &mut *INSTANCE.0.get() };
    if let Some(interpreter) = &mut instance.interpreter {
        instance.repl.insert(Repl::new(BANNER.as_bytes())).start(interpreter, &mut Terminal);
    }
}

/// Takes a key; the result is 0, or 256 and the status when the prompt is at its end.
#[unsafe(no_mangle)]
pub extern "C" fn repl_key(byte: u8) -> u32 {
    // SAFETY: as for `repl_start`.
    let instance = unsafe { &mut *INSTANCE.0.get() };
    let (Some(interpreter), Some(repl)) = (&mut instance.interpreter, &mut instance.repl) else { return 0 };
    let step = repl.feed(interpreter, &mut Terminal, byte);
    instance.vm = &raw mut *interpreter.vm();
    match step {
        Step::Continue => 0,
        Step::Reset => 256,
        Step::Exit(status) => 256 + u32::from(status),
    }
}

/// Asks for `KeyboardInterrupt`.
#[unsafe(no_mangle)]
pub extern "C" fn interrupt() {
    // SAFETY: only a shared reference is made, to a part that changes atomically.
    unsafe {
        if let Some(vm) = (*INSTANCE.0.get()).vm.as_ref() {
            vm.pending.interrupt();
        }
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // A fault of the interpreter: JavaScript gets a `RuntimeError`.
    core::arch::wasm32::unreachable()
}
