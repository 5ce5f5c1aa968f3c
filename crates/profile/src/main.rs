//! The command line of build profiles; `cargo make` tasks and `ci/firmware` call it.

use amphis_profile::{Profile, Refusal, generate, show, size};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: amphis-profile TASK PROFILE ...
  show-config PROFILE        each value and where it came from
  cargo-arguments PROFILE    the arguments of `cargo build`, a line each
  linker-script PROFILE      the memory map
  constants PROFILE          the constants of the firmware
  target PROFILE             the target's triple
  machine PROFILE            the machine that QEMU emulates
  boards                     the names of all boards
  binary ELF BIN             writes what a firmware has in flash
  size PROFILE ELF [--update] [--deep]
                             text by crate and module against benches/firmware-size.toml
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(text) => {
            // Who closes the pipe has read enough.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(refusal) => {
            eprintln!("{refusal}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<String, Refusal> {
    match arguments {
        ["boards"] => Ok(boards().join("\n") + "\n"),
        ["show-config", name] => Ok(show::show(&load(name)?)),
        ["cargo-arguments", name] => Ok(generate::cargo_arguments(&load(name)?).join("\n") + "\n"),
        ["linker-script", name] => Ok(generate::linker_script(&load(name)?)),
        ["constants", name] => Ok(generate::constants(&load(name)?)),
        ["target", name] => Ok(load(name)?.target.map(|target| target.value).unwrap_or_default() + "\n"),
        ["machine", name] => {
            let machine = load(name)?.board.and_then(|board| board.machine);
            Ok(machine.map(|machine| machine.value).unwrap_or_default() + "\n")
        }
        ["binary", elf, binary] => size::write_binary(Path::new(elf), Path::new(binary)).map(|()| String::new()),
        ["size", name, elf, flags @ ..] if flags.iter().all(|flag| matches!(*flag, "--update" | "--deep")) => {
            size::budget::report(name, Path::new(elf), &root().join("benches/firmware-size.toml"), flags)
        }
        _ => Err(Refusal::new(USAGE)),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The profiles of all ports in folders of a name.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut entries: Vec<_> = entries.collect();
        entries.sort();
        entries
    };
    let ports = entries(&root().join("ports"));
    let files = ports.iter().flat_map(|port| entries(&port.join(folder)));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "toml")).collect()
}

fn stem(file: &Path) -> String {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn boards() -> Vec<String> {
    files("boards").iter().map(|file| stem(file)).collect()
}

fn load(name: &str) -> Result<Profile, Refusal> {
    let all: Vec<PathBuf> = ["boards", "variants"].into_iter().flat_map(files).collect();
    match all.iter().find(|file| stem(file) == name) {
        Some(file) => Profile::load(file),
        None => {
            let names: Vec<_> = all.iter().map(|file| stem(file)).collect();
            Err(Refusal::new(format!("there is no profile '{name}'; there are {}", names.join(", "))))
        }
    }
}
