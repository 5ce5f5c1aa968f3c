//! The firmware: Python on a Cortex-M, with a prompt on the UART.
//!
//! Map: [`board`] constants from the board's file; [`chips`] a driver for each family of chips; [`uart`] the console;
//! [`clock`] time and timers; [`machine`] what Python's module of that name does; [`host`] what the interpreter sees of it all;
//! [`probe`] the computer that emulates or debugs the board, which may name a program to run instead of the prompt.
#![no_std]
#![no_main]

mod board;
mod chips;
mod clock;
mod disk;
mod host;
mod machine;
mod probe;
mod uart;

use amphis::{Builder, Configuration, Ending, Interpreter, Mode};
use cortex_m_rt::{ExceptionFrame, entry, exception};
use embedded_alloc::TlsfHeap;
use hal::Stream;
use repl::{Console, Repl, Step};

#[global_allocator]
static MEMORY: TlsfHeap = TlsfHeap::empty();

unsafe extern "C" {
    /// The first address behind the firmware's data; from the linker script of cortex-m-rt.
    static mut __sheap: u8;
    /// The end of RAM, where the machine's stack begins.
    static mut _stack_start: u8;
}

/// Gives the allocator all the RAM between the firmware's data and the machine's stack. The linker has checked that it is
/// enough for the heap and the Python stack.
fn start_memory() {
    let start = (&raw mut __sheap).addr();
    let end = (&raw mut _stack_start).addr() - board::MACHINE_STACK;
    // SAFETY: nothing else uses this memory, and the allocator is initialised once.
    unsafe { MEMORY.init(start, end - start) };
}

#[entry]
fn main() -> ! {
    start_memory();
    clock::start();
    machine::start();
    uart::start();
    if let Some(status) = probe::run_named(run_file) {
        probe::exit(status);
    }
    let mut repl = Repl::new(BANNER.as_bytes());
    loop {
        if let Some(status) = run_prompt(&mut repl) {
            probe::exit(status);
        }
    }
}

/// The first line of the prompt.
const BANNER: &str = concat!("Amphis v", env!("CARGO_PKG_VERSION"), "; ", env!("AMPHIS_BOARD_NAME"), "\r\n");

/// Runs a file of the computer that emulates or debugs the board; the result is the status.
fn run_file(path: &str) -> u8 {
    let Some(mut interpreter) = start() else { return no_memory() };
    machine::watch(&interpreter.vm().pending);
    let source = match probe::read_file(path.as_bytes()) {
        Ok(source) => source,
        Err(_) => {
            interpreter.write(Stream::Error, b"the file cannot be read\n");
            return 2;
        }
    };
    let result = interpreter.run_source(&source, path.as_bytes(), Mode::Module);
    drop(source);
    let mut status = if result.is_err() { status_of(interpreter.end(Stream::Output)) } else { 0 };
    if interpreter.finish().is_err() {
        status = status_of(interpreter.end(Stream::Output));
    }
    machine::forget();
    status
}

fn status_of(ending: Ending) -> u8 {
    match ending {
        Ending::Exit(status) => status,
        Ending::Interrupted | Ending::Failed => 1,
    }
}

fn no_memory() -> u8 {
    uart::write(b"not enough memory to start\r\n");
    1
}

/// The UART as the console of the prompt.
struct Terminal;

impl Console for Terminal {
    fn write(&mut self, bytes: &[u8]) {
        uart::write(bytes);
    }

    fn set_running(&mut self, running: bool) {
        // Ctrl-C is a key for the prompt and an interrupt for programs.
        uart::interrupt_key(running);
    }
}

/// One life of the interpreter, with its prompt.
fn run_prompt(repl: &mut Repl) -> Option<u8> {
    let Some(mut interpreter) = start() else { return Some(no_memory()) };
    uart::watch(&interpreter.vm().pending);
    machine::watch(&interpreter.vm().pending);
    start_files(&mut interpreter, repl);
    repl.start(&mut interpreter, &mut Terminal);
    let end = loop {
        let key = wait_for_key(&mut interpreter);
        match repl.feed(&mut interpreter, &mut Terminal, key) {
            Step::Continue => {}
            Step::Reset => break None,
            Step::Exit(status) => break Some(status),
        }
    };
    // What the program left to be done is done; its errors have nobody to tell.
    if interpreter.finish().is_err() {
        interpreter.end(Stream::Output);
    }
    uart::forget();
    machine::forget();
    uart::write(b"MPY: soft reboot\r\n");
    // A board has no one to give a status to: `sys.exit` starts anew as Ctrl-D does.
    end.and(None)
}

/// Mounts the disk and runs `boot.py`, and `main.py` unless a program drives the prompt. Ctrl-C ends them.
fn start_files(interpreter: &mut Interpreter, repl: &Repl) {
    Terminal.set_running(true);
    if interpreter.mount_disk().is_err() {
        interpreter.end(Stream::Output);
    }
    let files: &[&[u8]] = if repl.is_raw() { &[b"boot.py"] } else { &[b"boot.py", b"main.py"] };
    for file in files {
        if interpreter.run_file_if_there(file).is_err() {
            interpreter.end(Stream::Output);
        }
    }
    Terminal.set_running(false);
}

/// Waits for a byte; callbacks run meanwhile.
fn wait_for_key(interpreter: &mut Interpreter) -> u8 {
    loop {
        if let Some(byte) = uart::try_read() {
            return byte;
        }
        if interpreter.poll().is_err() {
            interpreter.end(Stream::Output);
        }
        machine::wait_unless(uart::is_readable);
    }
}

fn start() -> Option<Interpreter> {
    let default = Configuration::default();
    let configuration = Configuration {
        heap_limit: board::HEAP_SIZE,
        stack_size: board::PYTHON_STACK,
        machine_stack: board::MACHINE_STACK_LIMIT,
        optimization: board::OPTIMIZATION,
        reserve: board::RESERVE.unwrap_or(default.reserve),
        frame_reserve: board::FRAME_RESERVE.unwrap_or(default.frame_reserve),
        ..default
    };
    Builder::new(&host::BOARD).configuration(configuration).start().ok()
}

#[exception]
unsafe fn HardFault(_: &ExceptionFrame) -> ! {
    uart::write(b"\r\nfault: the board stops\r\n");
    probe::exit(101)
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    uart::write(b"\r\npanic: the board stops\r\n");
    probe::exit(101)
}
