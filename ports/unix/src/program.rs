//! A run of the interpreter, from the options to the status of the process.

use crate::host::UNIX;
use crate::options::{Options, Strategy, Target};
use crate::{prompt, signals};
use amphis::{Builder, Configuration, Ending, Interpreter, Mode, Raised};
use hal::{Host, Stream};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// What `--version` prints.
pub const VERSION: &str = concat!("Amphis v", env!("CARGO_PKG_VERSION"));

/// The status after an interrupt, as shells expect it.
const INTERRUPTED: i32 = 130;
/// The status if the file is not there.
const NO_FILE: i32 = 2;
/// The file name of text that comes from no file.
pub const NO_NAME: &[u8] = b"<stdin>";
/// The search path behind the first entry, unless `MICROPYPATH` is set.
const DEFAULT_PATH: &[u8] = b".frozen:~/.micropython/lib:/usr/lib/micropython";

/// Bytes at the end of the machine's stack that the interpreter leaves alone: natives between two checks need them.
fn reserve(machine_stack: usize) -> usize {
    (machine_stack / 4).clamp(48 << 10, 256 << 10)
}

/// Runs what the options ask for; the result is the status of the process.
pub fn run(options: &Options) -> i32 {
    let defaults = Configuration::default();
    let configuration = Configuration {
        heap_limit: options.heap_size.unwrap_or(defaults.heap_limit),
        stack_size: options.python_stack.unwrap_or(defaults.stack_size),
        machine_stack: options.machine_stack.saturating_sub(reserve(options.machine_stack)),
        optimization: options.optimization,
        collect_always: options.collect_always,
        ..defaults
    };
    let builder = Builder::new(&UNIX).configuration(configuration);
    let builder = match (options.fuel, options.strategy) {
        (Some(fuel), _) => Some(builder.fuel(fuel)),
        (None, None) => Some(builder),
        (None, Some(strategy)) => with_strategy(builder, strategy),
    };
    let Some(builder) = builder else {
        eprintln!("this strategy is not part of this build; without -X strategy the program runs as the build has it");
        return 1;
    };
    let Ok(mut interpreter) = builder.start() else {
        eprintln!("cannot start: not enough memory");
        return 1;
    };
    signals::watch(&interpreter.vm().pending);
    let status = run_started(&mut interpreter, options);
    signals::forget();
    // There is nobody left to be told that the output is closed.
    let _ = UNIX.flush(Stream::Output);
    status
}

/// With another strategy than that of the build; `None` if it is not linked.
fn with_strategy(builder: Builder, strategy: Strategy) -> Option<Builder> {
    match strategy {
        #[cfg(feature = "vm-fast")]
        Strategy::Fast => Some(builder.strategy::<amphis::Fast>()),
        #[cfg(feature = "vm-tracing")]
        Strategy::Tracing => Some(builder.strategy::<amphis::Tracing>()),
        #[cfg(all(feature = "vm-fast", feature = "vm-tracing"))]
        Strategy::Dual => Some(builder.strategy::<amphis::Dual>()),
        #[allow(unreachable_patterns)]
        _ => None,
    }
}

fn run_started(interpreter: &mut Interpreter, options: &Options) -> i32 {
    if prepare(interpreter, options).is_err() {
        return status_of(interpreter.end(Stream::Error), 1);
    }
    if options.fail_allocation > 0 {
        interpreter.vm().heap.fail_after(options.fail_allocation);
    }
    let mut status = run_target(interpreter, options);
    let inspect = std::env::var_os("MICROPYINSPECT").is_some_and(|value| !value.is_empty());
    if (options.interactive || inspect) && options.target != Target::Input {
        status = prompt::run(interpreter);
    }
    if interpreter.finish().is_err() {
        status = status_of(interpreter.end(Stream::Error), 1);
    }
    if options.verbose > 0 && interpreter.print_memory_information().is_err() {
        interpreter.end(Stream::Error);
    }
    status
}

fn status_of(ending: Ending, interrupted: i32) -> i32 {
    match ending {
        Ending::Exit(status) => i32::from(status),
        Ending::Interrupted => interrupted,
        Ending::Failed => 1,
    }
}

/// The status of something that was run; what it raised is reported.
fn finish(interpreter: &mut Interpreter, result: Result<(), Raised>, stream: Stream, interrupted: i32) -> i32 {
    match result {
        Ok(()) => 0,
        Err(_) => status_of(interpreter.end(stream), interrupted),
    }
}

/// Sets `sys.argv`, `sys.path` and `sys.executable`.
fn prepare(interpreter: &mut Interpreter, options: &Options) -> Result<(), Raised> {
    let arguments: Vec<&[u8]> = options.arguments.iter().map(Vec::as_slice).collect();
    interpreter.set_arguments(&arguments)?;
    let path = search_path(&options.target);
    let path: Vec<&[u8]> = path.iter().map(Vec::as_slice).collect();
    interpreter.set_path(&path)?;
    let executable = std::env::current_exe().unwrap_or_default();
    interpreter.set_sys_text("executable", executable.as_os_str().as_bytes())
}

/// `sys.path`: the directory of the file, then what `MICROPYPATH` says.
fn search_path(target: &Target) -> Vec<Vec<u8>> {
    let mut path = vec![Vec::new()];
    if let Target::File(file) = target {
        let file = std::path::Path::new(std::ffi::OsStr::from_bytes(file));
        if let Some(directory) = std::fs::canonicalize(file).ok().as_deref().and_then(std::path::Path::parent) {
            path[0] = directory.as_os_str().as_bytes().to_vec();
        }
    }
    let configured = std::env::var_os("MICROPYPATH").map_or(DEFAULT_PATH.to_vec(), OsStringExt::into_vec);
    let home = std::env::var_os("HOME").map(OsStringExt::into_vec);
    for (index, entry) in configured.split(|&byte| byte == b':').enumerate() {
        if index == 0 && entry.is_empty() {
            continue;
        }
        path.push(match (entry.strip_prefix(b"~/"), &home) {
            (Some(rest), Some(home)) => [home, &b"/"[..], rest].concat(),
            _ => entry.to_vec(),
        });
    }
    path
}

fn run_target(interpreter: &mut Interpreter, options: &Options) -> i32 {
    match &options.target {
        Target::Command(command) => {
            let result = run_text(interpreter, options, command, NO_NAME);
            finish(interpreter, result, Stream::Output, INTERRUPTED)
        }
        Target::File(file) => run_file(interpreter, options, file),
        Target::Module(name) => {
            let result = interpreter.run_module(name);
            finish(interpreter, result, Stream::Error, 1)
        }
        Target::Input => {
            let inspect = std::env::var_os("MICROPYINSPECT").is_some_and(|value| !value.is_empty());
            if options.interactive || inspect || UNIX.is_terminal(0) {
                return prompt::run(interpreter);
            }
            let source = read_input();
            let result = run_text(interpreter, options, &source, NO_NAME);
            finish(interpreter, result, Stream::Error, 1)
        }
    }
}

fn run_file(interpreter: &mut Interpreter, options: &Options, file: &[u8]) -> i32 {
    let source = match std::fs::read(std::ffi::OsStr::from_bytes(file)) {
        Ok(source) => source,
        Err(error) => {
            let name = String::from_utf8_lossy(file);
            let number = error.raw_os_error().unwrap_or(0);
            eprintln!("amphis: can't open file '{name}': [Errno {number}] {}", describe(&error));
            return NO_FILE;
        }
    };
    let result = interpreter.set_main_file(file).and_then(|()| run_text(interpreter, options, &source, file));
    finish(interpreter, result, Stream::Output, INTERRUPTED)
}

/// The text of an error without the number that the library adds.
fn describe(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

fn run_text(interpreter: &mut Interpreter, options: &Options, source: &[u8], name: &[u8]) -> Result<(), Raised> {
    if options.verbose >= 2 {
        let mut listing = String::new();
        interpreter.check_source(source, name, Some(&mut listing))?;
        interpreter.write(Stream::Output, listing.as_bytes());
    }
    if options.compile_only {
        return interpreter.check_source(source, name, None);
    }
    interpreter.run_source(source, name, Mode::Module).map(|_| ())
}

/// All of standard input.
fn read_input() -> Vec<u8> {
    let mut source = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(count @ 1..) = UNIX.read(0, &mut piece) {
        source.extend_from_slice(&piece[..count]);
    }
    source
}
