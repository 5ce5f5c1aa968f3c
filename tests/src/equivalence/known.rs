//! Differences from CPython 3.11 that are documented in `docs/differences.md`.
//!
//! Before two outcomes are compared, both are brought into a form in which such differences do not show.

use super::Outcome;

/// A rule: why there is a difference, and what makes both sides equal.
struct Rule {
    #[allow(dead_code, reason = "for those who read the list")]
    reason: &'static str,
    apply: fn(&str) -> String,
}

const RULES: &[Rule] = &[
    Rule {
        reason: "messages on too many arguments say `were given` of one, too",
        apply: |text| text.replace("but 1 was given", "but 1 were given"),
    },
    Rule {
        reason: "comprehensions are part of the function around them, as from 3.12 on: its variables are not free in them",
        apply: |text| {
            let text = text.replace("NameError cannot access free", "UnboundLocalError cannot access local");
            let text = text.replace("NameError: cannot access free", "UnboundLocalError: cannot access local");
            text.replace(" in enclosing scope", "")
        },
    },
    Rule {
        reason: "as before, in lists of the classes of contexts",
        apply: |text| text.replace("'UnboundLocalError'", "'NameError'"),
    },
    Rule {
        reason: "CPython 3.11 runs the store of one statement and the load of the next as one instruction when code is warm, \
                 and then an unbound local has the line of the store",
        apply: |text| text.lines().map(without_line_of_unbound).collect::<Vec<_>>().join("\n"),
    },
];

/// A printed exception without the innermost line, if it is of an unbound local.
fn without_line_of_unbound(line: &str) -> String {
    const MESSAGE: &str = "where it is not associated with a value [";
    let Some(start) = line.find(MESSAGE).map(|start| start + MESSAGE.len()) else { return line.into() };
    let end = line[start..].find(']').map_or(line.len(), |end| start + end);
    let outer = line[start..end].rfind(',').map_or(start, |comma| start + comma);
    format!("{}{}", &line[..outer], &line[end..])
}

/// The outcome without what is known to differ.
pub fn normalised(outcome: &Outcome) -> Outcome {
    let mut outcome = outcome.clone();
    for rule in RULES {
        outcome.printed = (rule.apply)(&outcome.printed);
        outcome.ending = (rule.apply)(&outcome.ending);
        outcome.globals = (rule.apply)(&outcome.globals);
    }
    outcome
}

/// The events of a trace function on a program, without what is known to differ.
///
/// A comprehension is part of the function around it, as from 3.12 on: where CPython 3.11 has calls, whose events the
/// tracer leaves out, its line begins again in each round. So a line with a comprehension that begins again counts once.
pub fn events(source: &str, events: &str) -> String {
    let has_comprehension: Vec<bool> = source.lines().map(has_comprehension).collect();
    // The last line of each frame that runs.
    let mut frames: Vec<Option<&str>> = Vec::new();
    let mut kept = Vec::new();
    for event in events.lines() {
        let mut words = event.split(' ');
        let (kind, line) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match kind {
            "call" => frames.push(None),
            "return" => drop(frames.pop()),
            "line" => {
                // A module without a statement has a line 0 in CPython.
                let number = line.parse::<usize>().unwrap_or(0);
                let again = frames.last().copied().flatten() == Some(line);
                if number == 0 || again && has_comprehension.get(number - 1) == Some(&true) {
                    continue;
                }
                if let Some(last) = frames.last_mut() {
                    *last = Some(line);
                }
            }
            _ => {}
        }
        kept.push(event);
    }
    kept.join("\n")
}

fn has_comprehension(line: &str) -> bool {
    let line = line.trim_start();
    let statement = line.starts_with("for ") || line.starts_with("async for ");
    line.matches(" for ").count() > 0 || (statement && line.matches("for ").count() > 1)
}
