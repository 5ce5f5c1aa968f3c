//! The effective configuration for people: a line for each value, with its origin.

use crate::features::Kind;
use crate::resolve::{Profile, Setting};
use std::fmt::{Display, Write};

/// The table: name, value, origin.
pub fn show(profile: &Profile) -> String {
    let mut rows = Vec::new();
    let mut row = |name: &str, value: String, origin: String| rows.push([name.to_string(), value, origin]);
    macro_rules! row {
        ($($name:literal $setting:expr;)*) => {
            $(if let Some((value, origin)) = parts($setting) {
                row($name, value, origin);
            })*
        };
    }
    row! {
        "target" profile.target.as_ref();
        "cpu" profile.cpu.as_ref();
        "level" Some(&profile.level);
        "strategy" Some(&profile.strategy);
        "float" Some(&profile.float);
        "opt_level" Some(&profile.opt_level);
        "exec_opt_level" Some(&profile.exec_opt_level);
    }
    if let Some(board) = &profile.board {
        row! {
            "chip" Some(&board.chip);
            "machine" board.machine.as_ref();
            "memory.flash" Some(&board.flash);
            "memory.ram" Some(&board.ram);
            "clock.hertz" Some(&board.hertz);
            "uart.base" Some(&Setting { value: format!("{:#010x}", board.uart_base.value), origin: board.uart_base.origin.clone() });
            "uart.interrupt" Some(&board.uart_interrupt);
            "uart.baud" Some(&board.baud);
        }
    }
    row! {
        "python.heap" profile.heap.as_ref();
        "python.stack" profile.stack.as_ref();
        "python.machine_stack" profile.machine_stack.as_ref();
        "limits.optimization" Some(&profile.optimization);
        "limits.reserve" profile.reserve.as_ref();
        "limits.frame_reserve" profile.frame_reserve.as_ref();
        "filesystem.ram_disk" profile.ram_disk.as_ref();
    }
    for (feature, setting) in profile.features() {
        let group = match feature.kind {
            Kind::Module | Kind::Always => "module",
            _ if feature.is_module() => "module",
            _ => "feature",
        };
        let value = if setting.value { "yes" } else { "no" };
        rows.push([format!("{group} {}", feature.name), value.into(), setting.origin.to_string()]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let (names, values) = (width(0), width(1));
    let mut text = String::new();
    for [name, value, origin] in &rows {
        // A String takes all.
        let _ = writeln!(text, "{name:names$}  {value:values$}  {origin}");
    }
    text
}

fn parts<T: Display>(setting: Option<&Setting<T>>) -> Option<(String, String)> {
    setting.map(|setting| (setting.value.to_string(), setting.origin.to_string()))
}
