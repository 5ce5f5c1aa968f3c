//! Reads the board's profile and makes its linker script and constants.

use amphis_profile::{Kind, Profile, generate};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn refuse(reason: String) -> ! {
    println!("cargo::error={}", reason.replace('\n', " "));
    std::process::exit(1);
}

fn main() {
    println!("cargo::rerun-if-env-changed=AMPHIS_BOARD");
    let name = env::var("AMPHIS_BOARD").unwrap_or_else(|_| "mps2-an500".into());
    let file = format!("boards/{name}.toml");
    println!("cargo::rerun-if-changed={file}");
    let profile = Profile::load(Path::new(&file)).unwrap_or_else(|refusal| refuse(refusal.to_string()));
    for file in &profile.files {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    let (target, needed) = (env::var("TARGET").unwrap_or_default(), profile.target.as_ref());
    let (Kind::Board, Some(needed), Some(board)) = (profile.kind, needed, &profile.board) else {
        refuse(format!("{file}: it is no board"))
    };
    if target != needed.value {
        refuse(format!("{}: the board needs the target {}, not {target}", needed.origin, needed.value));
    }
    if !Path::new(&format!("src/chips/{}.rs", board.chip.value)).exists() {
        refuse(format!("{}: there is no driver src/chips/{}.rs", board.chip.origin, board.chip.value));
    }
    let output = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(output.join("memory.x"), generate::linker_script(&profile)).expect("the output folder can be written");
    fs::write(output.join("board.rs"), generate::constants(&profile)).expect("the output folder can be written");
    println!("cargo::rustc-check-cfg=cfg(chip, values(any()))");
    println!("cargo::rustc-cfg=chip={:?}", board.chip.value);
    println!("cargo::rustc-env=AMPHIS_BOARD_NAME={name}");
    println!("cargo::rustc-link-search={}", output.display());
    println!("cargo::rustc-link-arg=-Tlink.x");
    // Functions with the same machine code become one. Nothing compares addresses of functions.
    println!("cargo::rustc-link-arg=--icf=all");
}
