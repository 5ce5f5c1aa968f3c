//! The command line: options, exit codes, where tracebacks go.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use amphis_tests::interpreter;
use amphis_tests::process::{Ending, Job, Outcome, run};

/// A folder of one test, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("amphis-cli-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a scratch folder");
        Scratch(folder.canonicalize().expect("a real path"))
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a scratch file");
    }

    fn start(&self, arguments: &[&str]) -> Outcome {
        self.start_with(arguments, "", &[])
    }

    fn start_with(&self, arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Outcome {
        let own = |pair: &(&str, &str)| (pair.0.to_string(), pair.1.to_string());
        run(&Job {
            program: interpreter().expect("an interpreter"),
            arguments: arguments.iter().map(OsString::from).collect(),
            folder: self.0.clone(),
            input: input.as_bytes().to_vec(),
            environment: environment.iter().map(own).collect(),
            limit: Duration::from_secs(20),
        })
        .expect("the interpreter starts")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _leftover = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn prints(outcome: &Outcome, code: i32, stdout: &str) {
    let stderr = outcome.stderr_text();
    assert_eq!(outcome.stdout_text(), stdout, "standard error: {stderr}");
    assert_eq!(outcome.ending, Ending::Exit(code), "standard error: {stderr}");
}

#[test]
fn command_option() {
    let scratch = Scratch::new("command");
    let script = "import sys; print(sys.argv, __name__)";
    prints(&scratch.start(&["-c", script, "a", "-b"]), 0, "['-c', 'a', '-b'] __main__\n");
    let outcome = scratch.start(&["-c", "x = 1\nraise ValueError('oh')"]);
    let traceback = "Traceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\nValueError: oh\n";
    prints(&outcome, 1, traceback);
    prints(&scratch.start(&["-c"]), 1, "");
}

#[test]
fn file_argument() {
    let scratch = Scratch::new("file");
    scratch.write("deep/one.py", "import sys\nprint(sys.argv, __name__, __file__)\nprint(sys.path[0])\n");
    let folder = scratch.0.join("deep").display().to_string();
    let expected = format!("['deep/one.py', 'x'] __main__ deep/one.py\n{folder}\n");
    prints(&scratch.start(&["deep/one.py", "x"]), 0, &expected);
    let missing = scratch.start(&["nothing.py"]);
    prints(&missing, 2, "");
    assert!(missing.stderr_text().contains("nothing.py"));
}

#[test]
fn traceback_of_a_file_goes_to_standard_output() {
    let scratch = Scratch::new("traceback");
    scratch.write("one.py", "def f():\n    raise KeyError(1)\n\nf()\n");
    let expected = "Traceback (most recent call last):\n  File \"one.py\", line 4, in <module>\n  \
                    File \"one.py\", line 2, in f\nKeyError: 1\n";
    prints(&scratch.start(&["one.py"]), 1, expected);
}

#[test]
fn module_option() {
    let scratch = Scratch::new("module");
    scratch.write("one.py", "import sys\nprint(sys.argv, __name__)\nprint([sys.path[0]])\n");
    prints(&scratch.start(&["-m", "one", "x"]), 0, "['one', 'x'] __main__\n['']\n");
    scratch.write("pack/__init__.py", "print('init', __name__)\n");
    scratch.write("pack/__main__.py", "print('main', __name__)\n");
    let outcome = scratch.start(&["-m", "pack"]);
    assert!(outcome.stdout_text().starts_with("init pack\nmain "), "{}", outcome.stdout_text());
    scratch.write("bad.py", "1 / 0\n");
    let outcome = scratch.start(&["-m", "bad"]);
    prints(&outcome, 1, "");
    assert!(outcome.stderr_text().contains("ZeroDivisionError: division by zero"));
}

#[test]
fn script_on_standard_input() {
    let scratch = Scratch::new("stdin");
    let outcome = scratch.start_with(&[], "import sys\nprint(sys.argv, __name__)\n", &[]);
    prints(&outcome, 0, "[] __main__\n");
    let outcome = scratch.start_with(&[], "print(1)\nx\n", &[]);
    prints(&outcome, 1, "1\n");
    assert!(outcome.stderr_text().ends_with("NameError: name 'x' is not defined\n"));
    prints(&scratch.start(&["-"]), 1, "");
}

#[test]
fn exit_codes() {
    let scratch = Scratch::new("exit");
    let code = |script: &str| scratch.start(&["-c", &format!("import sys\n{script}")]).ending;
    assert_eq!(code("sys.exit()"), Ending::Exit(0));
    assert_eq!(code("sys.exit(None)"), Ending::Exit(0));
    assert_eq!(code("sys.exit(3)"), Ending::Exit(3));
    assert_eq!(code("sys.exit(256)"), Ending::Exit(0));
    assert_eq!(code("sys.exit(-1)"), Ending::Exit(255));
    assert_eq!(code("raise SystemExit"), Ending::Exit(0));
    assert_eq!(code("raise SystemExit(7)"), Ending::Exit(7));
    assert_eq!(code("raise KeyboardInterrupt"), Ending::Exit(130));
    let outcome = scratch.start(&["-c", "import sys; sys.exit('bad thing')"]);
    prints(&outcome, 1, "");
    assert_eq!(outcome.stderr_text(), "bad thing\n");
}

#[test]
fn optimisation_levels() {
    let scratch = Scratch::new("optimise");
    let script = "assert False, 'no'\nprint(__debug__)";
    assert_eq!(scratch.start(&["-c", script]).ending, Ending::Exit(1));
    for option in ["-O", "-OO", "-O1", "-O3"] {
        prints(&scratch.start(&[option, "-c", script]), 0, "False\n");
    }
    prints(&scratch.start(&["-O0", "-c", "print(__debug__)"]), 0, "True\n");
}

#[test]
fn implementation_options() {
    let scratch = Scratch::new("implementation");
    prints(&scratch.start(&["-X", "compile-only", "-c", "print(1)"]), 0, "");
    assert_eq!(scratch.start(&["-X", "compile-only", "-c", "print("]).ending, Ending::Exit(1));
    prints(&scratch.start(&["-X", "heapsize=100k", "-c", "print(1)"]), 0, "1\n");
    prints(&scratch.start(&["-X", "heapsize=64wk", "-c", "print(1)"]), 0, "1\n");
    prints(&scratch.start(&["-X", "emit=bytecode", "-c", "print(1)"]), 0, "1\n");
    assert_eq!(scratch.start(&["-X", "heapsize=12", "-c", "print(1)"]).ending, Ending::Exit(1));
    assert_eq!(scratch.start(&["-X", "heapsize=64kw", "-c", "print(1)"]).ending, Ending::Exit(1));
    assert_eq!(scratch.start(&["-X", "nonsense", "-c", "print(1)"]).ending, Ending::Exit(1));
}

#[test]
fn bad_options() {
    let scratch = Scratch::new("bad");
    assert_eq!(scratch.start(&["-ic", "print(1)"]).ending, Ending::Exit(1));
    assert_eq!(scratch.start(&["--nonsense"]).ending, Ending::Exit(1));
}

#[test]
fn version_and_help() {
    let scratch = Scratch::new("version");
    let version = scratch.start(&["--version"]);
    assert_eq!(version.ending, Ending::Exit(0));
    assert!(version.stdout_text().contains("Amphis"), "{}", version.stdout_text());
    let help = scratch.start(&["-h"]);
    assert_eq!(help.ending, Ending::Exit(0));
    for option in ["-c", "-m", "-i", "-O", "-v", "-X"] {
        assert!(help.stdout_text().contains(option), "{option}: {}", help.stdout_text());
    }
}

#[test]
fn search_path() {
    let scratch = Scratch::new("path");
    let script = "import sys; print(sys.path)";
    let outcome = scratch.start_with(&["-c", script], "", &[("MICROPYPATH", "a:b")]);
    prints(&outcome, 0, "['', 'a', 'b']\n");
    let outcome = scratch.start_with(&["-c", script], "", &[("MICROPYPATH", "")]);
    prints(&outcome, 0, "['']\n");
    scratch.write("lib/helper.py", "print('helper', __name__)\n");
    let outcome = scratch.start_with(&["-c", "import helper"], "", &[("MICROPYPATH", "lib")]);
    prints(&outcome, 0, "helper helper\n");
}

#[test]
fn listing_of_instructions() {
    let scratch = Scratch::new("listing");
    scratch.write("one.py", "def double(value):\n    return value + value\n\nprint(double(21))\n");
    let outcome = scratch.start(&["-v", "-v", "one.py"]);
    let text = format!("{}{}", outcome.stdout_text(), outcome.stderr_text());
    assert_eq!(outcome.ending, Ending::Exit(0), "{text}");
    for word in ["double", "value", "one.py", "42"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn interactive_prompt() {
    let scratch = Scratch::new("prompt");
    let outcome = scratch.start_with(&["-i"], "x = 20\nx + 1\n", &[]);
    let text = outcome.stdout_text();
    assert_eq!(outcome.ending, Ending::Exit(0), "{text}");
    assert!(text.contains(">>> ") && text.contains("21"), "{text}");
}

#[test]
fn interrupt_becomes_an_exception() {
    let scratch = Scratch::new("interrupt");
    let program = interpreter().expect("an interpreter").display().to_string();
    let script = "try:\n    while True: pass\nexcept KeyboardInterrupt:\n    print('caught')\n";
    scratch.write("loop.py", script);
    let job = Job {
        program: "/usr/bin/timeout".into(),
        arguments: ["--signal=INT", "1", &program, "loop.py"].map(OsString::from).to_vec(),
        folder: scratch.0.clone(),
        limit: Duration::from_secs(20),
        ..Job::default()
    };
    let outcome = run(&job).expect("timeout starts");
    assert_eq!(outcome.stdout_text(), "caught\n", "{}", outcome.stderr_text());
}
