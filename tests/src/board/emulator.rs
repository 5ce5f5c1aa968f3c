//! A board in QEMU.

use super::link::Link;
use super::raw::Raw;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What is needed to start a board.
#[derive(Clone, Debug)]
pub struct Board {
    /// The name of its profile.
    pub name: String,
    /// The machine that QEMU emulates.
    pub machine: String,
    /// The firmware.
    pub firmware: PathBuf,
    /// Floats have 32 bits.
    pub short_floats: bool,
    /// Bytes of Python's heap.
    pub heap: u64,
    /// Python code can be traced.
    pub has_events: bool,
    /// Its level is `everything`.
    pub is_complete: bool,
    /// Virtual time counts instructions, so that it repeats exactly.
    pub counted: bool,
}

impl Board {
    /// The board of a profile in `ports/cortex-m/boards`, with the firmware that `ci/firmware build` has left.
    pub fn load(name: &str) -> Result<Board, String> {
        let root = crate::workspace_folder();
        let file = root.join(format!("ports/cortex-m/boards/{name}.toml"));
        let profile = amphis_profile::Profile::load(&file).map_err(|refusal| refusal.to_string())?;
        let machine = profile.board.as_ref().and_then(|board| board.machine.as_ref());
        let machine = machine.ok_or_else(|| format!("QEMU has no machine for {name}"))?;
        let firmware = root.join(format!("target/firmware/{name}.elf"));
        if !firmware.exists() {
            return Err(format!("{} is missing; ci/firmware build {name} makes it", firmware.display()));
        }
        Ok(Board {
            name: name.to_string(),
            machine: machine.value.clone(),
            firmware,
            short_floats: profile.float.value == amphis_profile::file::Float::F32,
            heap: profile.heap.as_ref().map_or(0, |heap| heap.value),
            has_events: profile.strategy.value.has_events(),
            is_complete: profile.level.value == amphis_profile::file::Level::Everything,
            counted: false,
        })
    }

    /// What starts QEMU; the UART is `serial`, in the form of its option `-serial`.
    pub fn command(&self, serial: &str) -> Command {
        let mut command = Command::new("qemu-system-arm");
        command.args(["-M", &self.machine, "-display", "none", "-monitor", "none", "-serial", serial]);
        command.args(["-semihosting-config", "enable=on,target=native,arg=firmware"]);
        if self.counted {
            command.args(["-icount", "shift=5,sleep=off"]);
        }
        command.arg("-kernel").arg(&self.firmware);
        command
    }

    /// Starts QEMU; the UART is its standard input and output.
    pub fn start(&self) -> Result<Emulator, String> {
        Emulator::spawn(&mut self.command("stdio"))
    }

    /// Starts it and enters the raw prompt.
    pub fn start_raw(&self) -> Result<(Emulator, Raw), String> {
        let mut emulator = self.start()?;
        let raw = Raw::enter(emulator.link()?)?;
        Ok((emulator, raw))
    }
}

/// A running board; it ends with this value.
pub struct Emulator {
    child: Child,
}

impl Emulator {
    /// Starts a program whose standard input and output are the line to a board.
    pub fn spawn(command: &mut Command) -> Result<Emulator, String> {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let child = command.spawn().map_err(|error| format!("cannot start {:?}: {error}", command.get_program()))?;
        Ok(Emulator { child })
    }

    /// The line to the board, once.
    pub fn link(&mut self) -> Result<Link, String> {
        match (self.child.stdout.take(), self.child.stdin.take()) {
            (Some(output), Some(input)) => Ok(Link::new(output, input)),
            _ => Err("the line is taken".to_string()),
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The names of the boards, from their files.
pub fn names() -> Result<Vec<String>, String> {
    let folder: &Path = &crate::workspace_folder().join("ports/cortex-m/boards");
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().strip_suffix(".toml").map(str::to_string))
        .collect();
    names.sort();
    Ok(names)
}
