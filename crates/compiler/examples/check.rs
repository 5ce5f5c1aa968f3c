//! Compiles all Python files below the given directories on a small stack, verifies the code, and counts.

use amphis_compiler::{CompileOptions, compile};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(Default)]
struct Totals {
    files: usize,
    refused: usize,
    invalid: usize,
    bytes: usize,
    image_bytes: usize,
    compiling: Duration,
    verifying: Duration,
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let Ok(entries) = std::fs::read_dir(path) else { return };
        let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        entries.iter().for_each(|entry| collect(entry, files));
    } else if path.extension().is_some_and(|extension| extension == "py") {
        files.push(path.to_path_buf());
    }
}

fn check(path: &Path, totals: &mut Totals) {
    let Ok(source) = std::fs::read(path) else { return };
    let name = path.display().to_string();
    totals.files += 1;
    totals.bytes += source.len();
    let start = Instant::now();
    let compiled = compile(&source, &CompileOptions { filename: name.as_bytes(), ..CompileOptions::default() });
    totals.compiling += start.elapsed();
    match compiled {
        Ok(buffer) => {
            totals.image_bytes += buffer.as_bytes().len();
            let start = Instant::now();
            let verdict = bytecode::verify(buffer.image());
            totals.verifying += start.elapsed();
            if let Err(error) = verdict {
                totals.invalid += 1;
                println!("{name}: {error}");
            }
        }
        Err(error) => {
            totals.refused += 1;
            println!("{name}:{}: {}", error.start.line, error.message.display(&source));
        }
    }
}

fn run() {
    let mut files = Vec::new();
    std::env::args().skip(1).for_each(|argument| collect(Path::new(&argument), &mut files));
    let mut totals = Totals::default();
    files.iter().for_each(|file| check(file, &mut totals));
    let megabytes = totals.bytes as f64 / 1e6;
    println!(
        "{} files, {megabytes:.1} MB, images {:.1} MB; {} refused, {} invalid; ms per MB: compile {:.0}, verify {:.1}",
        totals.files,
        totals.image_bytes as f64 / 1e6,
        totals.refused,
        totals.invalid,
        totals.compiling.as_secs_f64() * 1e3 / megabytes,
        totals.verifying.as_secs_f64() * 1e3 / megabytes,
    );
}

fn main() {
    let worker = std::thread::Builder::new().stack_size(256 * 1024).spawn(run).expect("a thread");
    worker.join().expect("no panic");
}
