//! A program made of the fuzzer's bytes does the same under all strategies, watched or not.
//!
//! With `AMPHIS_FUZZ_WITH=results` or `events`, CPython 3.11 runs it too, which is slower.
#![no_main]

use amphis_tests::equivalence::amphis::MACHINE_STACK;
use amphis_tests::equivalence::check::{Checker, With};
use libfuzzer_sys::fuzz_target;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

/// The thread that runs programs: it has a stack that is large enough, and keeps its CPython.
struct Worker {
    programs: Sender<(String, u64)>,
    differences: Receiver<Option<String>>,
}

static WORKER: Mutex<Option<Worker>> = Mutex::new(None);

fn start() -> Worker {
    let (programs, requests) = channel::<(String, u64)>();
    let (answers, differences) = channel();
    let with = match std::env::var("AMPHIS_FUZZ_WITH").as_deref() {
        Ok("results") => With::Results,
        Ok("events") => With::Events,
        _ => With::Nothing,
    };
    let work = move || {
        let mut checker = Checker::new(with).expect("a checker");
        for (program, variant) in requests {
            let report = checker.check(&program, variant).expect("a report");
            let difference = report.difference.map(|difference| format!("{}\n{}", difference.what, difference.detail));
            if answers.send(difference).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().stack_size(2 * MACHINE_STACK).spawn(work).expect("a thread");
    Worker { programs, differences }
}

fuzz_target!(|bytes: &[u8]| {
    let program = amphis_progen::program(bytes);
    let variant = bytes.iter().fold(0u64, |sum, &byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut worker = WORKER.lock().expect("no panic");
    let worker = worker.get_or_insert_with(start);
    worker.programs.send((program.clone(), variant)).expect("the worker runs");
    if let Some(difference) = worker.differences.recv().expect("the worker runs") {
        panic!("{difference}\n{program}");
    }
});
