//! A smaller program that still differs: lines go, blocks lose their heads, bracketed expressions become simpler.

/// Makes a program smaller, as long as `differs` is true of it, with at most `attempts` tries.
pub fn minimise(source: &str, attempts: usize, differs: &mut dyn FnMut(&str) -> bool) -> String {
    let mut search = Search { attempts, differs };
    let mut lines: Vec<String> = source.lines().map(Into::into).collect();
    loop {
        let before = lines.clone();
        search.remove_lines(&mut lines);
        search.remove_heads(&mut lines);
        search.simplify(&mut lines);
        if lines == before || search.attempts == 0 {
            return text_of(&lines);
        }
    }
}

struct Search<'a> {
    attempts: usize,
    differs: &'a mut dyn FnMut(&str) -> bool,
}

fn text_of(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

impl Search<'_> {
    /// Takes the candidate if it still differs.
    fn take(&mut self, lines: &mut Vec<String>, candidate: Vec<String>) -> bool {
        if self.attempts == 0 || candidate == *lines {
            return false;
        }
        self.attempts -= 1;
        let differs = (self.differs)(&text_of(&candidate));
        if differs {
            *lines = candidate;
        }
        differs
    }

    fn remove_lines(&mut self, lines: &mut Vec<String>) {
        let mut size = (lines.len() / 2).max(1);
        loop {
            let mut start = lines.len().saturating_sub(size);
            loop {
                let end = (start + size).min(lines.len());
                if start < end {
                    let mut candidate = lines.clone();
                    candidate.drain(start..end);
                    if !self.take(lines, candidate) {
                        self.remove_block(lines, start, size);
                    }
                }
                if start == 0 {
                    break;
                }
                start = start.saturating_sub(size);
            }
            if size == 1 {
                return;
            }
            size /= 2;
        }
    }

    /// Removes a line with all that is indented below it, or replaces them with `pass`.
    fn remove_block(&mut self, lines: &mut Vec<String>, start: usize, size: usize) {
        if size > 1 || start >= lines.len() {
            return;
        }
        let depth = indentation(&lines[start]);
        let end = (start + 1..lines.len()).find(|&index| indentation(&lines[index]) <= depth).unwrap_or(lines.len());
        for replacement in [None, Some("pass")] {
            let mut candidate = lines.clone();
            let with = replacement.map(|text| format!("{:depth$}{text}", ""));
            candidate.splice(start..end, with);
            if self.take(lines, candidate) {
                return;
            }
        }
    }

    /// Removes the head of a block and moves the block out.
    fn remove_heads(&mut self, lines: &mut Vec<String>) {
        let mut index = 0;
        while index < lines.len() {
            let depth = indentation(&lines[index]);
            let end = (index + 1..lines.len()).find(|&at| indentation(&lines[at]) <= depth).unwrap_or(lines.len());
            if end > index + 1 {
                let mut candidate = lines.clone();
                for line in &mut candidate[index + 1..end] {
                    let width = 4.min(indentation(line));
                    line.drain(..width);
                }
                candidate.remove(index);
                if self.take(lines, candidate) {
                    continue;
                }
            }
            index += 1;
        }
    }

    /// Replaces bracketed expressions by what is in them, or by something simple; drops what follows an operator.
    fn simplify(&mut self, lines: &mut Vec<String>) {
        for index in 0..lines.len() {
            let mut start = 0;
            while start < lines[index].len() {
                let line = lines[index].clone();
                let changed = candidates(&line, start).into_iter().any(|text| {
                    let mut candidate = lines.clone();
                    candidate[index] = text;
                    self.take(lines, candidate)
                });
                if !changed {
                    start += 1;
                }
            }
        }
    }
}

/// Simpler forms of a line, changed at a byte position.
fn candidates(line: &str, start: usize) -> Vec<String> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut replace = |from: usize, to: usize, with: &str| {
        if line.is_char_boundary(from) && line.is_char_boundary(to) {
            found.push(format!("{}{with}{}", &line[..from], &line[to..]));
        }
    };
    match bytes[start] {
        b'(' | b'[' | b'{' => {
            let Some(end) = closing(bytes, start) else { return found };
            replace(start, end + 1, "1");
            replace(start, end + 1, "");
            replace(start + 1, end, "");
            if bytes[start] == b'(' {
                replace(start, end + 1, &line[start + 1..end]);
            }
            // A call becomes its first argument.
            let name =
                bytes[..start].iter().rposition(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_' && *byte != b'.');
            replace(name.map_or(0, |name| name + 1), end + 1, "1");
        }
        b'=' if bytes.get(start + 1) == Some(&b' ') => replace(start + 2, line.len(), "1"),
        b' ' => {
            // An operand with its operator.
            let rest = &line[start + 1..];
            if let Some(space) = rest.find(' ') {
                let operand = start + 1 + space + 1;
                let end = bytes[operand..]
                    .iter()
                    .position(|byte| matches!(byte, b' ' | b')' | b',' | b']' | b':' | b'}'))
                    .map_or(line.len(), |end| operand + end);
                replace(start, end, "");
            }
        }
        b',' => {
            let end = bytes[start + 1..]
                .iter()
                .position(|byte| matches!(byte, b')' | b',' | b']' | b'}'))
                .map_or(line.len(), |end| start + 1 + end);
            replace(start, end, "");
        }
        byte if byte.is_ascii_alphanumeric() && start > 0 && !bytes[start - 1].is_ascii_alphanumeric() => {
            let end = bytes[start..]
                .iter()
                .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
                .map_or(line.len(), |end| start + end);
            if &line[start..end] != "1" {
                replace(start, end, "1");
            }
        }
        _ => {}
    }
    found
}

/// The bracket that closes the one at `start`.
fn closing(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0;
    for (index, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}
