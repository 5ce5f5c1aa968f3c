//! Wall time of each program on Amphis and on CPython, in turn, the minimum of some repeats.

use std::ffi::OsString;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::interpreter;
use crate::programs::{Program, find, run};

/// Minimal times of one program.
struct Row {
    name: String,
    amphis: Duration,
    cpython: Duration,
}

impl Row {
    fn ratio(&self) -> f64 {
        self.amphis.as_secs_f64() / self.cpython.as_secs_f64()
    }
}

/// Measures and prints the table; true when all programs ran and printed the same on both.
pub fn perform(arguments: &[String]) -> Result<bool, String> {
    let (repeats, filters) = options(arguments)?;
    let amphis = interpreter()?;
    let cpython = std::env::var_os("AMPHIS_ORACLE").unwrap_or_else(|| OsString::from("/usr/bin/python3"));
    println!("{:<20} {:>10} {:>10} {:>7}", "program", "amphis ms", "cpython ms", "ratio");
    let mut rows = Vec::new();
    let mut ok = true;
    for program in find(&filters)? {
        match measure(&program, &amphis, Path::new(&cpython), repeats) {
            Ok(row) => {
                print_row(&row);
                rows.push(row);
            }
            Err(error) => {
                ok = false;
                println!("{:<20} {error}", program.name);
            }
        }
    }
    if !rows.is_empty() {
        println!("{:<20} {:>29.2}", "geometric mean", geometric_mean(&rows));
    }
    Ok(ok)
}

fn options(arguments: &[String]) -> Result<(u32, Vec<String>), String> {
    let mut repeats = 5;
    let mut filters = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--repeats" {
            let value = rest.next().and_then(|value| value.parse().ok());
            repeats = value.filter(|value| *value > 0).ok_or("--repeats needs a number")?;
        } else if argument.starts_with('-') {
            return Err(format!("unknown option {argument}"));
        } else {
            filters.push(argument.clone());
        }
    }
    Ok((repeats, filters))
}

fn measure(program: &Program, amphis: &Path, cpython: &Path, repeats: u32) -> Result<Row, String> {
    let file = program.file.clone().into_os_string();
    let size = OsString::from(&program.size);
    let ours = [amphis.into(), file.clone(), size.clone()];
    let theirs = [cpython.into(), "-BS".into(), file, size];
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..repeats {
        let (our_time, our_output) = clocked(&ours)?;
        let (their_time, their_output) = clocked(&theirs)?;
        if our_output != their_output {
            return Err("prints something else than on CPython".to_string());
        }
        best = (best.0.min(our_time), best.1.min(their_time));
    }
    Ok(Row { name: program.name.clone(), amphis: best.0, cpython: best.1 })
}

fn clocked(words: &[OsString]) -> Result<(Duration, Vec<u8>), String> {
    let start = Instant::now();
    let output = run(words)?;
    Ok((start.elapsed(), output.stdout))
}

fn print_row(row: &Row) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{:<20} {:>10.1} {:>10.1} {:>7.2}",
        row.name,
        milliseconds(row.amphis),
        milliseconds(row.cpython),
        row.ratio()
    );
}

fn geometric_mean(rows: &[Row]) -> f64 {
    let logarithms: f64 = rows.iter().map(|row| row.ratio().ln()).sum();
    (logarithms / rows.len() as f64).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(amphis: u64, cpython: u64) -> Row {
        Row { name: String::new(), amphis: Duration::from_millis(amphis), cpython: Duration::from_millis(cpython) }
    }

    #[test]
    fn mean_of_reciprocal_ratios_is_one() {
        let mean = geometric_mean(&[row(10, 40), row(40, 10)]);
        assert!((mean - 1.0).abs() < 1e-12, "{mean}");
    }

    #[test]
    fn different_output_is_an_error() {
        let programs = find(&["nqueens".to_string()]).expect("a program");
        let mut program = programs[0].clone();
        program.size = "1".to_string();
        let result = measure(&program, Path::new("/bin/echo"), Path::new("/bin/true"), 1);
        assert!(result.is_err_and(|error| error.contains("something else")));
    }
}
