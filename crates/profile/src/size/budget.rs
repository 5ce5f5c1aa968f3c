//! The budget of each board, and how it is compared.

use super::{Bytes, Text, read};
use crate::Refusal;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// How much more than the budget is accepted, of the whole and of a crate: 1 %.
const TOLERANCE: f64 = 0.01;
/// How much more is accepted of a crate in any case, in bytes: a small one changes by more than 1 % with a line.
const CRATE_TOLERANCE: u64 = 1024;

/// The budgets of all boards: bytes of each crate, and `total`.
type Budgets = BTreeMap<String, BTreeMap<String, u64>>;

/// A table of a board's text beside its budget. More than that is refused, with the table; with the flag `--update` it becomes
/// the budget; with `--deep` the table has modules in modules.
pub fn report(board: &str, elf: &Path, budget: &Path, flags: &[&str]) -> Result<String, Refusal> {
    let deep = flags.contains(&"--deep");
    let text = Text::of(&read(elf)?).map_err(|error| Refusal::new(format!("{}: {error}", elf.display())))?;
    let all = std::fs::read_to_string(budget).unwrap_or_default();
    let mut budgets: Budgets =
        toml::from_str(&all).map_err(|error| Refusal::new(format!("{}: {error}", budget.display())))?;
    if flags.contains(&"--update") {
        let mut row = text.totals();
        row.insert("total".into(), text.total());
        budgets.insert(board.into(), row);
        std::fs::write(budget, write_budgets(&budgets))
            .map_err(|error| Refusal::new(format!("{}: {error}", budget.display())))?;
    }
    let none = BTreeMap::new();
    let Some(row) = budgets.get(board) else {
        return Ok(compare(&text, &none, deep).0 + board + " has no budget yet\n");
    };
    let (mut table, excesses) = compare(&text, row, deep);
    if excesses.is_empty() {
        return Ok(table);
    }
    for excess in excesses {
        // A String takes all.
        let _ = writeln!(table, "{board}: {excess}");
    }
    Err(Refusal::new(table.trim_end()))
}

fn write_budgets(budgets: &Budgets) -> String {
    let mut text = String::from(
        "# Bytes of flash of each board by crate. `cargo make size -p BOARD` compares, and with `-- --update` rewrites this file.\n",
    );
    for (board, crates) in budgets {
        // A String takes all.
        let _ = writeln!(text, "\n[{board}]");
        for (name, bytes) in crates {
            let name = if name.contains(' ') { format!("{name:?}") } else { name.clone() };
            let _ = writeln!(text, "{name} = {bytes}");
        }
    }
    text
}

/// A table of text beside a budget, and what is more than it.
fn compare(text: &Text, budget: &BTreeMap<String, u64>, deep: bool) -> (String, Vec<String>) {
    let mut table = format!("{:24} {:>8} {:>8} {:>10} {:>8}\n", "", "bytes", "code", "constants", "budget");
    let mut excesses = Vec::new();
    let mut line = |name: &str, bytes: Bytes, allowed: Option<&u64>| {
        let allowed = allowed.map(|bytes| bytes.to_string()).unwrap_or_default();
        let Bytes { code, constants } = bytes;
        // A String takes all.
        let _ = writeln!(table, "{name:24} {:8} {code:8} {constants:10} {allowed:>8}", bytes.total());
    };
    let mut all = Bytes::default();
    let add =
        |sum: Bytes, more: &Bytes| Bytes { code: sum.code + more.code, constants: sum.constants + more.constants };
    let mut totals: Vec<_> = text.totals().into_iter().collect();
    totals.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
    let mut check = |name: &str, bytes: u64, least: u64| {
        let allowed = budget.get(name).copied().unwrap_or(0);
        let more = ((allowed as f64 * TOLERANCE) as u64).max(least);
        if bytes > allowed + more {
            excesses
                .push(format!("{name} has {bytes} bytes; {allowed} are in the budget, and {more} more are accepted"));
        }
    };
    for (name, bytes) in totals {
        check(&name, bytes, CRATE_TOLERANCE);
        let sum = text.crates[&name].values().fold(Bytes::default(), add);
        all = add(all, &sum);
        line(&name, sum, budget.get(&name));
        let mut modules: BTreeMap<&str, Bytes> = BTreeMap::new();
        for (module, bytes) in text.crates[&name].iter().filter(|(module, _)| !module.is_empty()) {
            let module = if deep { module } else { module.split("::").next().unwrap_or_default() };
            let sum = modules.entry(module).or_default();
            *sum = add(*sum, bytes);
        }
        let mut modules: Vec<_> = modules.into_iter().collect();
        modules.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.total()));
        for (module, bytes) in modules {
            line(&format!("  {module}"), bytes, None);
        }
    }
    check("total", text.total(), 0);
    line("total", all, budget.get("total"));
    (table, excesses)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[(&str, u64)]) -> Text {
        let mut text = Text::default();
        for &(name, bytes) in rows {
            text.add(&(name.into(), String::new()), true, bytes);
        }
        text
    }

    #[test]
    fn more_than_the_budget_is_refused() {
        let measured = text(&[("runtime", 200_000), ("exec", 50_000)]);
        let mut budget = measured.totals();
        budget.insert("total".into(), measured.total());
        assert_eq!(compare(&measured, &budget, false).1, Vec::<String>::new());
        // A crate may grow by 1 %, the whole by 1 %.
        assert_eq!(compare(&text(&[("runtime", 201_900), ("exec", 50_000)]), &budget, false).1, Vec::<String>::new());
        assert_eq!(
            compare(&text(&[("runtime", 202_001), ("exec", 50_000)]), &budget, false).1,
            ["runtime has 202001 bytes; 200000 are in the budget, and 2000 more are accepted"]
        );
        assert_eq!(
            compare(&text(&[("runtime", 201_900), ("exec", 50_900)]), &budget, false).1,
            ["total has 252800 bytes; 250000 are in the budget, and 2500 more are accepted"]
        );
        // A crate that is new is an excess as well.
        assert_eq!(
            compare(&text(&[("runtime", 190_000), ("new", 2_000)]), &budget, false).1,
            ["new has 2000 bytes; 0 are in the budget, and 1024 more are accepted"]
        );
    }

    #[test]
    fn budgets_are_read_as_they_are_written() {
        let mut budgets = Budgets::new();
        budgets.insert("mps2-an500".into(), text(&[("runtime", 3), ("constants of nobody", 4)]).totals());
        assert_eq!(toml::from_str::<Budgets>(&write_budgets(&budgets)).expect("it is written by us"), budgets);
    }
}
