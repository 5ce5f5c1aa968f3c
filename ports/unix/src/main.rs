//! The command-line program `amphis`.
//!
//! Map: [`options`] what the command line says; [`host`] the operating system's services; [`signals`] the interrupt key;
//! [`prompt`] the interactive prompt, [`terminal`] its terminal; [`program`] running it all. The interpreter runs in a thread of its own, whose stack
//! has a known size.

mod host;
mod options;
mod program;
mod prompt;
mod signals;
mod terminal;

use options::{Options, Parsed};
use std::os::unix::ffi::OsStringExt;
use std::process::exit;

fn main() {
    let arguments: Vec<Vec<u8>> = std::env::args_os().map(OsStringExt::into_vec).collect();
    let options = match options::parse(&arguments) {
        Parsed::Run(options) => options,
        Parsed::Version => {
            println!("{}", program::VERSION);
            return;
        }
        Parsed::Help => {
            print!("{}", options::USAGE);
            return;
        }
        Parsed::Invalid => {
            eprintln!("Invalid command line arguments. Use -h option for help.");
            exit(1);
        }
    };
    exit(run_in_thread(options));
}

fn run_in_thread(options: Options) -> i32 {
    signals::block();
    let size = options.machine_stack;
    let thread = std::thread::Builder::new().name("python".into()).stack_size(size);
    match thread.spawn(move || program::run(&options)) {
        Ok(thread) => thread.join().unwrap_or(1),
        Err(error) => {
            eprintln!("cannot start: {error}");
            1
        }
    }
}
