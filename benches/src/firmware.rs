//! Virtual microseconds of small runs on boards in QEMU, where an instruction takes 32 ns (`-icount shift=5`).

use std::fs;
use std::time::Duration;

use amphis_tests::board::emulator::Board;
use amphis_tests::board::raw::Raw;
use amphis_tests::board::without_returns;

use crate::budget::{Budget, parse, render_with};
use crate::counting::{in_parallel, report};
use crate::folder;
use crate::programs::{Program, find};

const HEADER: &str = "# Virtual microseconds of one small run of each program on each board in QEMU (-icount shift=5,sleep=off).\n\
    # `cargo make bench-firmware` compares, `cargo make bench-firmware -- --update` rewrites this file.\n";

/// How long a run may take in real time.
const LIMIT: Duration = Duration::from_secs(120);

/// Allowed difference in percent. More than on hosts: the rows of the method cache depend on addresses in flash, and these on the
/// length of the names of source files (4 % in `methods` between two folders of the same commit).
const TOLERANCE: f64 = 6.0;

/// The most that a program without a callback may take beyond what it takes in the loop without events, in percent.
const BOUND: f64 = 1.0;

/// What is compared with the other strategy: much work in one frame, and values that pass a chain of generators.
const COMPARED: &[&str] = &["aes", "yield_from"];

const USAGE: &str = "usage: amphis-bench firmware [--update | --against BOARD] [--program NAME]... BOARD...";

/// Measures programs and compares them with `benches/firmware.toml`, or rewrites it, or compares with another board.
pub fn perform(arguments: &[String]) -> Result<bool, String> {
    let (mut update, mut against, mut filters, mut names) = (false, None, Vec::new(), Vec::new());
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--update" => update = true,
            "--against" => against = Some(words.next().ok_or(USAGE)?.clone()),
            // What cargo-make puts before arguments of its tasks.
            "--" => {}
            "--program" => filters.push(words.next().ok_or(USAGE)?.clone()),
            other if other.starts_with('-') => return Err(USAGE.to_string()),
            board => names.push(board.to_string()),
        }
    }
    if names.is_empty() {
        return Err(USAGE.to_string());
    }
    if let Some(other) = against {
        return compare_strategies(&names, &other);
    }
    let programs = find(&filters)?;
    let (measured, failed) = measure(&names, &programs)?;
    let file = folder().join("firmware.toml");
    let mut budget = fs::read_to_string(&file).map_or_else(|_| Ok(Budget::new()), |text| parse(&text))?;
    if !update {
        budget.retain(|key, _| names.iter().any(|name| key.starts_with(&format!("{name}-"))));
        return Ok(report(&budget, &measured, failed, filters.is_empty(), TOLERANCE));
    }
    if failed > 0 {
        return Err("the budget stays as it is".to_string());
    }
    budget.extend(measured);
    fs::write(&file, render_with(HEADER, &budget)).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("wrote {}", file.display());
    Ok(true)
}

/// What each program takes on each board, and how many did not end well.
fn measure(names: &[String], programs: &[Program]) -> Result<(Vec<(String, u64)>, usize), String> {
    let mut pairs = Vec::new();
    for name in names {
        let board = counted(name)?;
        pairs.extend(programs.iter().map(|program| (board.clone(), program)));
    }
    let results = in_parallel(&pairs, |(board, program)| time(board, program));
    let (mut measured, mut failed) = (Vec::new(), 0);
    for ((board, program), result) in pairs.iter().zip(results) {
        match result {
            Ok(Some(microseconds)) => measured.push((format!("{}-{}", board.name, program.name), microseconds)),
            Ok(None) => println!("{}-{}: not for this board", board.name, program.name),
            Err(error) => {
                println!("{}-{}: {error}", board.name, program.name);
                failed += 1;
            }
        }
    }
    Ok((measured, failed))
}

fn counted(name: &str) -> Result<Board, String> {
    Ok(Board { counted: true, ..Board::load(name)? })
}

/// The virtual time of a run, without what compilation takes; none if the board lacks memory or a method.
fn time(board: &Board, program: &Program) -> Result<Option<u64>, String> {
    let (_emulator, mut raw) = board.start_raw()?;
    time_on(&mut raw, program)
}

fn time_on(raw: &mut Raw, program: &Program) -> Result<Option<u64>, String> {
    let source = fs::read_to_string(folder().join(&program.file)).map_err(|error| error.to_string())?;
    let source = format!(
        "import sys\nimport time as _time\nsys.argv[:] = ['', '{}']\n_start = _time.ticks_us()\n{source}\n\
         print('\\nmicroseconds', _time.ticks_diff(_time.ticks_us(), _start))\n",
        program.count
    );
    let answer = raw.run(source.as_bytes(), LIMIT)?;
    let error = without_returns(&answer.error);
    // Too little memory, or a method that the board's level has not. A program of the budget that ends so is missed there.
    let lacks = |line: &str| line.starts_with("MemoryError") || line.starts_with("AttributeError");
    if error.lines().last().is_some_and(lacks) {
        return Ok(None);
    }
    let output = without_returns(&answer.output);
    let last = output.lines().last().and_then(|line| line.strip_prefix("microseconds ")?.parse().ok());
    last.map(Some).ok_or(error)
}

/// Whether the boards need no more than [`BOUND`] percent beyond what a board with the strategy `Fast` needs.
fn compare_strategies(names: &[String], other: &str) -> Result<bool, String> {
    let filters: Vec<String> = COMPARED.iter().map(ToString::to_string).collect();
    let programs = find(&filters)?;
    let fast = counted(other)?;
    let (mut passed, mut failed) = (0, 0);
    for name in names {
        let board = counted(name)?;
        for program in &programs {
            let missing = || format!("{}: not for this board", program.name);
            let without = time(&fast, program)?.ok_or_else(missing)?;
            let with = time(&board, program)?.ok_or_else(missing)?;
            let percent = (with as f64 / without.max(1) as f64 - 1.0) * 100.0;
            let is_ok = percent <= BOUND;
            let verdict = if is_ok { "" } else { ": MORE than allowed" };
            println!("{name} {:<12} {with:>8} µs, {other} {without:>8} µs, {percent:+.2} %{verdict}", program.name);
            if is_ok { passed += 1 } else { failed += 1 }
        }
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("test result: {word}. {passed} passed; {failed} failed; Dual within {BOUND} % of Fast");
    Ok(failed == 0)
}
