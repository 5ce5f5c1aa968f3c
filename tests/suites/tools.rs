//! `-m trace` and `-m cProfile`: what they count is what CPython's count.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use amphis_tests::process::{Ending, Job, Outcome, run};
use amphis_tests::{interpreter, oracle, tests_folder};

/// Programs of all kinds, and their arguments. None has a list, set or dict comprehension, which is no function here.
const PROGRAMS: &[&str] = &[
    "classes/property.py",
    "debugger/sessions/program.py one two",
    "descriptors/protocol.py",
    "exceptions/chaining.py",
    "exceptions/finally_flow.py",
    "exceptions/try_statement.py",
    "functions/decorators.py",
    "functools/cache.py",
    "generators/yield_from.py",
    "match/more.py",
    "match/patterns.py",
    "statements/exec_eval.py",
    "statements/with_statement.py",
    "../examples/wordcount.py ../README.md",
];

/// A folder of one test, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("amphis-tools-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a scratch folder");
        Scratch(folder.canonicalize().expect("a real path"))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a scratch file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _leftover = fs::remove_dir_all(&self.0);
    }
}

fn start(program: PathBuf, folder: &Path, words: &str) -> Outcome {
    let outcome = run(&Job {
        program,
        arguments: words.split_whitespace().map(OsString::from).collect(),
        folder: folder.to_path_buf(),
        input: Vec::new(),
        environment: Vec::new(),
        limit: Duration::from_secs(120),
    })
    .expect("it starts");
    assert_eq!(outcome.ending, Ending::Exit(0), "{words}: {}", outcome.stderr_text());
    outcome
}

/// What both print, with the same words.
fn both(folder: &Path, words: &str) -> (String, String) {
    let amphis = start(interpreter().expect("an interpreter"), folder, words).stdout_text();
    (amphis, start(oracle::program(), folder, words).stdout_text())
}

/// The `.cover` files of a program, from both.
fn covers(scratch: &Scratch, program: &str) -> (String, String) {
    let mut texts = ["amphis", "cpython"].into_iter().map(|name| {
        let target = scratch.0.join(name);
        let words = format!("-m trace --count --coverdir={} {program}", target.display());
        let binary = if name == "amphis" { interpreter().expect("an interpreter") } else { oracle::program() };
        start(binary, &tests_folder(), &words);
        let file = Path::new(program.split(' ').next().expect("a file"));
        // A file of another folder has the name of a module of a package.
        let ending = format!("{}.cover", file.file_stem().expect("a name").to_string_lossy());
        let found = fs::read_dir(&target).expect("a folder of results").map(|entry| entry.expect("an entry").path());
        let found = found.filter(|path| path.to_string_lossy().ends_with(&ending)).min().expect("a result");
        let text = fs::read_to_string(&found).expect("a result");
        fs::remove_dir_all(&target).expect("results go");
        text
    });
    (texts.next().expect("a result"), texts.next().expect("a result"))
}

/// The lines that differ.
fn differences(amphis: &str, cpython: &str) -> Vec<String> {
    assert_eq!(amphis.lines().count(), cpython.lines().count());
    let pairs = cpython.lines().zip(amphis.lines()).filter(|(expected, found)| expected != found);
    pairs.map(|(expected, found)| format!("{expected}\n{found}")).collect()
}

#[test]
fn counts_are_those_of_cpython() {
    let scratch = Scratch::new("counts");
    let mut failures = Vec::new();
    for program in PROGRAMS {
        let (amphis, cpython) = covers(&scratch, program);
        let counted = cpython.lines().filter(|line| line.as_bytes().get(5) == Some(&b':')).count();
        assert!(counted > 10, "{program}: CPython counts {counted} lines only");
        let differences = differences(&amphis, &cpython);
        if !differences.is_empty() {
            failures.push(format!("{program}:\n{}", differences.join("\n")));
        }
    }
    assert!(failures.is_empty(), "CPython, then Amphis:\n{}", failures.join("\n"));
}

/// The difference that the programs above do not have; and the comparison finds it.
#[test]
fn a_comprehension_is_no_call() {
    let scratch = Scratch::new("comprehension");
    scratch.write("made.py", "total = 0\nfor number in range(3):\n    total += sum([n * n for n in range(2)])\n");
    let (amphis, cpython) = covers(&scratch, &scratch.0.join("made.py").display().to_string());
    let expected =
        ["   12:     total += sum([n * n for n in range(2)])\n    9:     total += sum([n * n for n in range(2)])"];
    assert_eq!(differences(&amphis, &cpython), expected);
}

#[test]
fn every_report_of_trace_is_that_of_cpython() {
    let folder = tests_folder().join("debugger/sessions");
    let scratch = Scratch::new("reports");
    let target = scratch.0.display();
    for options in [
        "--trace",
        "-t --ignore-module=other",
        "-t --ignore-module=program",
        "--count --no-report",
        "-t -c -R",
        "--listfuncs",
        "--trackcalls",
        "-lT",
        &format!("-csmC {target}"),
    ] {
        let (amphis, cpython) = both(&folder, &format!("-m trace {options} program.py three"));
        // Where the module itself is.
        let own = |line: &str| {
            if line.starts_with("*** ") && line.contains("trace") { "*** trace ***" } else { line }.to_owned()
        };
        let cpython: Vec<String> = cpython.lines().map(own).collect();
        let amphis: Vec<String> = amphis.lines().map(own).collect();
        assert_eq!(amphis, cpython, "{options}");
    }
}

#[test]
fn counts_are_kept_over_runs() {
    let scratch = Scratch::new("kept");
    scratch.write("twice.py", "import sys\nif len(sys.argv) > 1:\n    print(1)\n");
    let interpreter = interpreter().expect("an interpreter");
    start(interpreter.clone(), &scratch.0, "-m trace --count --file kept -C out twice.py");
    start(interpreter.clone(), &scratch.0, "-m trace --count --file kept -C out twice.py yes");
    assert_eq!(
        scratch.read("out/twice.cover"),
        "    2: import sys\n    2: if len(sys.argv) > 1:\n    1:     print(1)\n"
    );
    fs::remove_file(scratch.0.join("out/twice.cover")).expect("a result");
    start(interpreter, &scratch.0, "-m trace --report --file kept -C out");
    assert_eq!(
        scratch.read("out/twice.cover"),
        "    2: import sys\n    2: if len(sys.argv) > 1:\n    1:     print(1)\n"
    );
}

#[test]
fn missing_lines_and_branches() {
    let scratch = Scratch::new("branches");
    let program = "\
def grade(points, bonus):
    if points > 10 and bonus:
        result = 'high'
    elif points > 5:
        result = 'middle'
    else:
        result = 'low'
    while points:
        points -= 1
        if points == 3:
            break
    return result


def never(x):
    if x:
        return 1
    return 2


for number in (3, 7, 12):
    print(grade(number, False))
";
    scratch.write("grades.py", program);
    let words = "-m trace --count --missing --branches --summary --coverdir=. grades.py";
    let outcome = start(interpreter().expect("an interpreter"), &scratch.0, words);
    let summary = "low\nmiddle\nmiddle\nlines   cov%   module   (path)\n   17    76%   grades   (grades.py)\n";
    assert_eq!(outcome.stdout_text(), summary);
    let missing =
        [">>>>>>         result = 'high'", ">>>>>>     if x:", ">>>>>>         return 1", ">>>>>>     return 2"];
    let cover = scratch.read("grades.cover");
    assert_eq!(cover.lines().filter(|line| line.starts_with('>')).collect::<Vec<_>>(), missing);
    let branches = "           2 -> 2
>>>>>>     2 -> 3
           2 -> 4
           4 -> 5
           4 -> 7
           8 -> 9
           8 -> 12
          10 -> 8
          10 -> 11
>>>>>>    16 -> 17
>>>>>>    16 -> 18
          21 -> 21
          21 -> 22
";
    assert_eq!(scratch.read("grades.branches"), branches);
}

/// The rows of a table of `cProfile` without times, in an order of their own.
fn rows(table: &str) -> Vec<String> {
    let mut rows: Vec<String> = table
        .lines()
        .map(|line| line.split_whitespace().filter(|word| word.parse::<f64>().is_err() || !word.contains('.')))
        .map(|words| words.collect::<Vec<_>>().join(" "))
        // How the end of measuring is called.
        .map(|row| if row.contains("disable") { "1 disable".to_owned() } else { row })
        .filter(|row| !row.starts_with('<'))
        .collect();
    rows.sort();
    rows
}

#[test]
fn calls_are_those_of_cpython() {
    let folder = tests_folder().join("debugger/sessions");
    for options in ["", "-s tottime", "-s ncalls", "-s cumulative", "-s name"] {
        let (amphis, cpython) = both(&folder, &format!("-m cProfile {options} program.py"));
        assert!(cpython.contains("ncalls  tottime  percall  cumtime  percall filename:lineno(function)"));
        assert_eq!(rows(&amphis), rows(&cpython), "{options}");
    }
}

#[test]
fn times_add_up_and_are_in_order() {
    let scratch = Scratch::new("times");
    scratch.write(
        "work.py",
        "import time\ndef short():\n    time.sleep(0.02)\ndef long():\n    time.sleep(0.1)\n    short()\nlong()\nshort()\n",
    );
    let outcome = start(interpreter().expect("an interpreter"), &scratch.0, "-m cProfile -s cumulative work.py");
    let table = outcome.stdout_text();
    let row = |name: &str| -> Vec<f64> {
        let line = table.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}:\n{table}"));
        line.split_whitespace().take(5).map(|word| word.parse().expect("a number")).collect()
    };
    let (whole, long, short) = (row("work.py:1(<module>)"), row("work.py:4(long)"), row("work.py:2(short)"));
    assert_eq!([whole[0], long[0], short[0]], [1.0, 1.0, 2.0]);
    assert!(whole[3] >= 0.14 && long[3] >= 0.12 && short[3] >= 0.04, "{table}");
    // Sleeping is in none of them itself.
    assert!(whole[1] < 0.01 && long[1] < 0.01 && short[1] < 0.01, "{table}");
    assert!(whole[3] >= long[3] && long[3] > short[3], "{table}");
    let place = |name: &str| table.lines().position(|line| line.contains(name));
    assert!(place("(<module>)") < place("(long)") && place("(long)") < place("(short)"), "{table}");
}

#[test]
fn wrong_options_are_refused() {
    let interpreter = interpreter().expect("an interpreter");
    for words in [
        "-m trace program.py",
        "-m trace --nonsense program.py",
        "-m trace --count",
        "-m trace --listfuncs --count program.py",
        "-m trace --report",
        "-m trace --trace --summary program.py",
        "-m cProfile",
        "-m cProfile -s nonsense program.py",
        "-m pdb",
        "-m pdb --nonsense",
    ] {
        let outcome = run(&Job {
            program: interpreter.clone(),
            arguments: words.split_whitespace().map(OsString::from).collect(),
            folder: tests_folder().join("debugger/sessions"),
            limit: Duration::from_secs(60),
            ..Job::default()
        })
        .expect("it starts");
        assert_eq!(outcome.ending, Ending::Exit(2), "{words}: {}", outcome.stderr_text());
    }
}
