//! `match` statements.

use crate::generator::Generator;
use crate::scope::Kind;

impl Generator<'_> {
    pub(crate) fn match_statement(&mut self) {
        let subject = match self.choices.below(7) {
            0 => self.int(2),
            1 => self.string(1),
            2 => self.list(2),
            3 => self.dict(2),
            4 => self.object(0, 1),
            5 => format!("{}, {}", self.int(1), self.any(1)),
            _ => self.any(2),
        };
        self.line(&format!("match {subject}:"));
        self.indentation += 1;
        let count = 1 + self.choices.below(4);
        for index in 0..count {
            let last = index + 1 == count;
            let mut names = Vec::new();
            let guarded = self.choices.chance(50);
            let pattern = if last && self.choices.chance(120) {
                if self.choices.chance(128) { "_".into() } else { self.capture(&mut names) }
            } else if guarded && self.choices.chance(80) {
                self.capture(&mut names)
            } else {
                self.refutable(2, &mut names)
            };
            for name in names {
                self.declare(&name, Kind::Int);
            }
            let guard = if guarded { format!(" if {}", self.condition(2)) } else { String::new() };
            self.line(&format!("case {pattern}{guard}:"));
            self.block(2);
        }
        self.indentation -= 1;
    }

    fn capture(&mut self, names: &mut Vec<String>) -> String {
        let name = self.fresh(Kind::Int.prefix());
        names.push(name.clone());
        name
    }

    /// Any pattern, in another one.
    fn inner_pattern(&mut self, depth: usize, names: &mut Vec<String>) -> String {
        match self.choices.below(4) {
            0 => "_".into(),
            1 | 2 => self.capture(names),
            _ => self.refutable(depth, names),
        }
    }

    /// A pattern that may fail.
    fn refutable(&mut self, depth: usize, names: &mut Vec<String>) -> String {
        let choice = if depth == 0 { self.choices.below(3) } else { self.choices.below(10) };
        let depth = depth.saturating_sub(1);
        match choice {
            0 => self.choices.below(5).to_string(),
            1 => self.pick(&["None", "True", "'a'", "-1", "'abc'", "1.5", "b'xy'"]).into(),
            2 => self.pick(&["1 | 2 | 3", "'a' | None", "0 | -1", "int() | str()", "[] | {}"]).into(),
            3 | 4 => {
                let (open, close) = if self.choices.chance(128) { ("[", "]") } else { ("(", ",)") };
                let count = 1 + self.choices.below(3);
                let star = if self.choices.chance(120) { self.choices.below(count) } else { count };
                let mut text = String::from(open);
                for index in 0..count {
                    if index > 0 {
                        text.push_str(", ");
                    }
                    if index == star {
                        text.push('*');
                        let rest = if self.choices.chance(100) { "_".into() } else { self.capture(names) };
                        text.push_str(&rest);
                    } else {
                        text.push_str(&self.inner_pattern(depth, names));
                    }
                }
                text.push_str(close);
                text
            }
            5 => {
                let inner = self.inner_pattern(depth, names);
                let mut text = format!("{{{}: {inner}", self.pick(&["'a'", "1", "'k'"]));
                if self.choices.chance(80) {
                    text.push_str(&format!(", **{}", self.capture(names)));
                }
                text.push('}');
                text
            }
            6 => {
                let class = self.pick(&["int", "str", "list", "dict", "float", "bool"]);
                if self.choices.chance(128) {
                    format!("{class}()")
                } else {
                    format!("{class}({})", self.capture(names))
                }
            }
            7 => {
                let known = self.known_classes(|class| !class.exception);
                if known.is_empty() {
                    return "object(missing=1)".into();
                }
                let class = known[self.choices.below(known.len())];
                let attribute = self.classes[class].attributes.first().cloned();
                let name = self.classes[class].name.clone();
                match attribute {
                    Some(attribute) => format!("{name}({attribute}={})", self.inner_pattern(depth, names)),
                    None => format!("{name}()"),
                }
            }
            _ => {
                let pattern = self.refutable(depth, names);
                format!("({pattern}) as {}", self.capture(names))
            }
        }
    }
}
