//! The comparison of the runs of one program.

use super::cpython::Reference;
use super::{Outcome, Watch, amphis, known};
use ::amphis::{Dual, Fast, Metered, Strategy, Tracing};

/// A difference between two runs of one program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which runs, and what differs.
    pub what: String,
    /// The first line that differs, on both sides.
    pub detail: String,
}

/// What is compared with CPython.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// Nothing: only the strategies are compared with each other.
    Nothing,
    /// What programs do.
    Results,
    /// What programs do, and the events of trace functions.
    Events,
}

/// A way to run programs that is compared with the fast strategy.
pub type Way = fn(&str) -> Outcome;

/// Compares the runs of programs.
pub struct Checker {
    reference: Option<Reference>,
    with: With,
    ways: Vec<(&'static str, Way)>,
}

impl Checker {
    /// A checker; starts CPython if it is wanted.
    pub fn new(with: With) -> Result<Checker, String> {
        let reference = if with == With::Nothing { None } else { Some(Reference::start()?) };
        Ok(Checker { reference, with, ways: Vec::new() })
    }

    /// Compares another way to run programs, too.
    pub fn add(&mut self, name: &'static str, way: Way) {
        self.ways.push((name, way));
    }

    /// Compares the runs of a program. `variant` chooses among the ways of tracing that are not tried with every program.
    pub fn check(&mut self, source: &str, variant: u64) -> Result<Report, String> {
        let mut report = Report::default();
        // CPython first: it stops a program that does not end.
        let theirs = self.cpython(source, Watch::Nothing, &mut report)?;
        if theirs.as_ref().is_some_and(|theirs| theirs.ending.starts_with("TooLong")) {
            return Ok(report);
        }
        let fast = report.run::<Fast>(source, Watch::Nothing);
        if fast.ending.starts_with(amphis::NOT_COMPILED) {
            let refused = theirs.is_none_or(|theirs| theirs.ending.starts_with("SyntaxError"));
            if !refused {
                report.note("fast and CPython: compiling", fast.ending);
            }
            return Ok(report);
        }
        if let Some(theirs) = theirs {
            report.compare(("fast", &known::normalised(&fast)), ("CPython", &known::normalised(&theirs)));
        }
        let tracing = report.run::<Tracing>(source, Watch::Nothing);
        let dual = report.run::<Dual>(source, Watch::Nothing);
        report.compare(("fast", &fast), ("tracing", &tracing));
        report.compare(("fast", &fast), ("dual", &dual));
        let metered = report.run::<Metered>(source, Watch::Nothing);
        report.compare(("fast", &fast), ("metered", &metered));
        for (name, way) in &self.ways {
            report.runs += 1;
            report.compare(("fast", &fast), (name, &way(source)));
        }

        self.watched(source, &fast, Watch::Trace, &mut report)?;
        let rare = [Watch::Calls, Watch::Some, Watch::Leaving, Watch::Profile, Watch::Monitor, Watch::Disabling];
        self.watched(source, &fast, rare[(variant % 6) as usize], &mut report)?;
        self.watched(source, &fast, Watch::Switched(variant), &mut report)?;
        Ok(report)
    }

    fn cpython(&mut self, source: &str, watch: Watch, report: &mut Report) -> Result<Option<Outcome>, String> {
        match &mut self.reference {
            Some(reference) => {
                report.runs += 1;
                reference.run(source, watch).map(Some)
            }
            None => Ok(None),
        }
    }

    /// The runs with a client: they do what the run without does, and the events are the same.
    fn watched(&mut self, source: &str, plain: &Outcome, watch: Watch, report: &mut Report) -> Result<(), String> {
        let name = watch.name();
        let tracing = report.run::<Tracing>(source, watch);
        let dual = report.run::<Dual>(source, watch);
        let result = |outcome: &Outcome| Outcome { events: String::new(), allocations: None, ..outcome.clone() };
        report.compare(("fast", &result(plain)), (&format!("tracing with {name}"), &result(&tracing)));
        report.compare(("fast", &result(plain)), (&format!("dual with {name}"), &result(&dual)));
        if matches!(watch, Watch::Switched(_)) {
            // Which events there are depends on where polls are, and the strategies need not poll at the same places.
            return Ok(());
        }
        report.compare((&format!("tracing with {name}"), &tracing), (&format!("dual with {name}"), &dual));
        let known_there =
            self.with == With::Events && !matches!(watch, Watch::Switched(_) | Watch::Monitor | Watch::Disabling);
        if known_there && let Some(theirs) = self.cpython(source, watch, report)? {
            let (ours, theirs) = (known::events(source, &dual.events), known::events(source, &theirs.events));
            report.compare_text(
                &format!("dual with {name}"),
                &ours,
                &format!("CPython with {name}"),
                &theirs,
                "events",
            );
        }
        Ok(())
    }
}

/// What the comparison of the runs of one program found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The first difference.
    pub difference: Option<Difference>,
    /// How many runs there were.
    pub runs: usize,
}

impl Report {
    fn run<S: Strategy>(&mut self, source: &str, watch: Watch) -> Outcome {
        self.runs += 1;
        amphis::run::<S>(source, watch)
    }

    fn note(&mut self, what: &str, detail: String) {
        if self.difference.is_none() {
            self.difference = Some(Difference { what: what.into(), detail });
        }
    }

    fn compare(&mut self, first: (&str, &Outcome), second: (&str, &Outcome)) {
        if self.difference.is_none() {
            self.difference = compare(first.0, first.1, second.0, second.1);
        }
    }

    fn compare_text(&mut self, first: &str, ours: &str, second: &str, theirs: &str, part: &str) {
        if ours != theirs {
            // The kinds of the events too, so that a smaller program differs in the same way.
            let at = ours.lines().zip(theirs.lines()).take_while(|(ours, theirs)| ours == theirs).count();
            let kind = |events: &str| {
                events.lines().nth(at).map_or("end", |line| line.split(' ').next().unwrap_or_default()).to_string()
            };
            let part = format!("{part}, {} and {}", kind(ours), kind(theirs));
            self.note(&format!("{first} and {second}: {part}"), first_difference(first, ours, second, theirs));
        }
    }
}

/// The first difference between two outcomes.
pub fn compare(first: &str, ours: &Outcome, second: &str, theirs: &Outcome) -> Option<Difference> {
    let parts = [
        ("output", &ours.printed, &theirs.printed),
        ("ending", &ours.ending, &theirs.ending),
        ("globals", &ours.globals, &theirs.globals),
        ("events", &ours.events, &theirs.events),
    ];
    for (part, ours, theirs) in parts {
        if ours != theirs {
            let what = format!("{first} and {second}: {part}");
            return Some(Difference { what, detail: first_difference(first, ours, second, theirs) });
        }
    }
    match (ours.allocations, theirs.allocations) {
        (Some(ours), Some(theirs)) if ours != theirs => Some(Difference {
            what: format!("{first} and {second}: allocations"),
            detail: format!("{first}: {ours}, {second}: {theirs}"),
        }),
        _ => None,
    }
}

fn first_difference(first: &str, ours: &str, second: &str, theirs: &str) -> String {
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (ours.lines().collect(), theirs.lines().collect());
    let line = (0..).find(|&line| ours.get(line) != theirs.get(line)).unwrap_or(0);
    let show = |lines: &[&str]| lines.get(line).map_or("(end)".to_string(), |line| line.to_string());
    format!("line {}\n  {first}: {}\n  {second}: {}", line + 1, show(&ours), show(&theirs))
}
