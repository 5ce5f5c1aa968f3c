//! The checked-in instruction counts: `benches/budget.toml`, a `name = count` a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Instruction counts by program.
pub type Budget = BTreeMap<String, u64>;

const HEADER: &str = "# Instructions of one small run of each program, start-up included, by callgrind.\n\
    # `cargo make bench-count` compares, `cargo make bench-count -- --update` rewrites this file.\n";

/// The comparison of one count with its budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The budget has no such program.
    New,
    /// Within the tolerance; the change in percent.
    Within(f64),
    /// More instructions than allowed.
    Over(f64),
    /// Fewer than allowed: the budget should be rewritten.
    Under(f64),
}

/// Allowed difference in percent.
pub const TOLERANCE: f64 = 2.0;

/// Compares a count with its budget; the tolerance is in percent.
pub fn compare(budget: &Budget, name: &str, count: u64, tolerance: f64) -> Change {
    let Some(&allowed) = budget.get(name) else { return Change::New };
    let percent = (count as f64 / allowed.max(1) as f64 - 1.0) * 100.0;
    if percent > tolerance {
        Change::Over(percent)
    } else if percent < -tolerance {
        Change::Under(percent)
    } else {
        Change::Within(percent)
    }
}

/// Reads the file's text.
pub fn parse(text: &str) -> Result<Budget, String> {
    let mut budget = Budget::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, count) = line.split_once('=').ok_or_else(|| format!("budget: `{line}`"))?;
        let count = count.trim().replace('_', "");
        let count = count.parse().map_err(|_| format!("budget: bad number in `{line}`"))?;
        budget.insert(name.trim().to_string(), count);
    }
    Ok(budget)
}

/// The text of `benches/budget.toml`.
pub fn render(budget: &Budget) -> String {
    render_with(HEADER, budget)
}

/// The text of a file of this form, with comments at its head.
pub fn render_with(header: &str, budget: &Budget) -> String {
    let mut text = header.to_string();
    for (name, count) in budget {
        let _ok = writeln!(text, "{name} = {count}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        let budget = Budget::from([("one".to_string(), 1_000_000), ("two".to_string(), 5)]);
        assert_eq!(parse(&render(&budget)), Ok(budget));
        assert_eq!(parse("a = 1_000"), Ok(Budget::from([("a".to_string(), 1000)])));
        assert!(parse("a: 1").is_err());
    }

    #[test]
    fn planted_differences_are_seen() {
        let budget = Budget::from([("one".to_string(), 1000)]);
        assert!(matches!(compare(&budget, "one", 1019, TOLERANCE), Change::Within(_)));
        assert!(matches!(compare(&budget, "one", 1021, TOLERANCE), Change::Over(_)));
        assert!(matches!(compare(&budget, "one", 979, TOLERANCE), Change::Under(_)));
        assert_eq!(compare(&budget, "two", 1, TOLERANCE), Change::New);
    }
}
