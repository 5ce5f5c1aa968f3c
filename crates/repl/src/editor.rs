//! A line editor that is fed byte by byte and draws with a few terminal sequences.

use crate::Console;
use heap::TryVec;

/// What became of a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The line goes on.
    More,
    /// The line is complete.
    Accept,
    /// A control character (1 to 5) on an empty line, or Ctrl-C.
    Control(u8),
    /// Completion is wanted at the cursor.
    Complete,
}

/// Keys that come as several bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    None,
    /// After ESC.
    Begun,
    /// After ESC `[`: the numbers so far.
    Bracket(u8, u8),
    /// After ESC `O`.
    Letter,
}

/// Lines that the history keeps.
const HISTORY: usize = if cfg!(target_pointer_width = "64") { 50 } else { 8 };
/// Spaces of an indent.
const INDENT: usize = 4;

/// The line, the cursor and the lines before.
#[derive(Debug)]
pub struct Editor {
    line: TryVec<u8>,
    /// A byte offset, between two characters.
    cursor: usize,
    escape: Escape,
    /// `\r` or `\n`, if it ended the line before: the other one of the pair is left out.
    last_end: u8,
    /// The line is the indent that was put there, and nothing else was typed yet.
    indented: bool,
    history: TryVec<TryVec<u8>>,
    /// How far back in the history the line is, 0 for the new one.
    depth: usize,
    /// The new line, while another one is shown.
    saved: TryVec<u8>,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new()
    }
}

impl Editor {
    /// An editor with an empty line.
    pub fn new() -> Editor {
        Editor {
            line: TryVec::new(),
            cursor: 0,
            escape: Escape::None,
            last_end: 0,
            indented: false,
            history: TryVec::new(),
            depth: 0,
            saved: TryVec::new(),
        }
    }

    /// The line.
    pub fn line(&self) -> &[u8] {
        &self.line
    }

    /// The part of the line before the cursor.
    pub fn before_cursor(&self) -> &[u8] {
        &self.line[..self.cursor]
    }

    /// Begins a new line that has `indent` spaces.
    pub fn start(&mut self, console: &mut dyn Console, indent: usize) {
        self.line.clear();
        self.cursor = 0;
        self.escape = Escape::None;
        self.depth = 0;
        self.saved.clear();
        for _ in 0..indent {
            self.insert(console, b" ");
        }
        self.indented = indent > 0;
    }

    /// Adds a line to the history, unless it is empty or the last one.
    pub fn remember(&mut self, line: &[u8]) {
        let is_blank = line.iter().all(|&byte| byte == b' ');
        if is_blank || self.history.last().is_some_and(|last| last[..] == *line) {
            return;
        }
        if self.history.len() >= HISTORY {
            self.history.remove(0);
        }
        // Without memory the line is not remembered.
        if let Ok(line) = TryVec::try_from_slice(line) {
            let _ = self.history.try_push(line);
        }
    }

    /// The lines of the history, oldest first.
    pub fn history(&self) -> impl Iterator<Item = &[u8]> {
        self.history.iter().map(|line| &line[..])
    }

    /// Takes a byte.
    pub fn feed(&mut self, console: &mut dyn Console, byte: u8) -> Edit {
        let escape = core::mem::replace(&mut self.escape, Escape::None);
        match escape {
            Escape::None => return self.plain(console, byte),
            Escape::Begun => self.after_escape(console, byte),
            Escape::Bracket(first, second) => self.after_bracket(console, byte, first, second),
            Escape::Letter => match byte {
                b'H' => self.go(console, 0),
                b'F' => self.go(console, self.line.len()),
                b'A' => self.show_history(console, self.depth + 1),
                b'B' => self.show_history(console, self.depth.wrapping_sub(1)),
                b'C' => self.go(console, self.after(self.cursor)),
                b'D' => self.go(console, self.before(self.cursor)),
                _ => {}
            },
        }
        Edit::More
    }

    fn plain(&mut self, console: &mut dyn Console, byte: u8) -> Edit {
        let is_end = matches!(byte, b'\r' | b'\n');
        if !is_end {
            let indented = core::mem::take(&mut self.indented);
            self.last_end = 0;
            if indented && byte == b'\t' {
                return Edit::More;
            }
            if indented && byte == b' ' {
                // What is pasted brings its own indent: of this one only the space that was typed stays.
                self.delete(console, 1, self.cursor);
                return Edit::More;
            }
        }
        match byte {
            1..=5 if self.line.is_empty() => return Edit::Control(byte),
            3 => return Edit::Control(byte),
            1 => self.go(console, 0),
            2 => self.go(console, self.before(self.cursor)),
            4 => self.delete(console, self.cursor, self.after(self.cursor)),
            5 => self.go(console, self.line.len()),
            6 => self.go(console, self.after(self.cursor)),
            b'\r' | b'\n' => {
                if self.last_end != 0 && self.last_end != byte {
                    self.last_end = 0;
                    return Edit::More;
                }
                self.last_end = byte;
                console.write(b"\r\n");
                return Edit::Accept;
            }
            8 | 127 => self.backspace(console),
            b'\t' => {
                if self.cursor > 0 && self.line[self.cursor - 1] == b' ' {
                    self.insert(console, b"    ");
                } else {
                    return Edit::Complete;
                }
            }
            11 => self.delete(console, self.cursor, self.line.len()),
            14 => self.show_history(console, self.depth.wrapping_sub(1)),
            16 => self.show_history(console, self.depth + 1),
            21 => self.delete(console, 0, self.cursor),
            23 => self.delete(console, self.word_before(), self.cursor),
            27 => self.escape = Escape::Begun,
            32..=126 | 128.. => self.insert(console, &[byte]),
            _ => {}
        }
        Edit::More
    }

    fn after_escape(&mut self, console: &mut dyn Console, byte: u8) {
        match byte {
            b'[' => self.escape = Escape::Bracket(0, 0),
            b'O' => self.escape = Escape::Letter,
            b'b' => self.go(console, self.word_before()),
            b'f' => self.go(console, self.word_after()),
            b'd' => self.delete(console, self.cursor, self.word_after()),
            8 | 127 => self.delete(console, self.word_before(), self.cursor),
            _ => {}
        }
    }

    fn after_bracket(&mut self, console: &mut dyn Console, byte: u8, first: u8, second: u8) {
        const CONTROL: u8 = 5;
        match byte {
            b'0'..=b'9' => {
                let digit = byte - b'0';
                self.escape = Escape::Bracket(first, second.wrapping_mul(10).wrapping_add(digit));
            }
            b';' => self.escape = Escape::Bracket(second, 0),
            b'A' => self.show_history(console, self.depth + 1),
            b'B' => self.show_history(console, self.depth.wrapping_sub(1)),
            b'C' if second == CONTROL => self.go(console, self.word_after()),
            b'D' if second == CONTROL => self.go(console, self.word_before()),
            b'C' => self.go(console, self.after(self.cursor)),
            b'D' => self.go(console, self.before(self.cursor)),
            b'H' => self.go(console, 0),
            b'F' => self.go(console, self.line.len()),
            b'~' => match if first != 0 { first } else { second } {
                1 | 7 => self.go(console, 0),
                4 | 8 => self.go(console, self.line.len()),
                3 if first != 0 && second == CONTROL => self.delete(console, self.cursor, self.word_after()),
                3 => self.delete(console, self.cursor, self.after(self.cursor)),
                _ => {}
            },
            _ => {}
        }
    }

    fn backspace(&mut self, console: &mut dyn Console) {
        let only_spaces = self.line[..self.cursor].iter().all(|&byte| byte == b' ');
        let start = match self.cursor.checked_sub(INDENT) {
            Some(start) if only_spaces => start,
            _ => self.before(self.cursor),
        };
        self.delete(console, start, self.cursor);
    }

    /// The offset before the character that ends at `at`.
    fn before(&self, at: usize) -> usize {
        let mut at = at.saturating_sub(1);
        while at > 0 && is_continuation(self.line[at]) {
            at -= 1;
        }
        at
    }

    /// The offset behind the character at `at`.
    fn after(&self, at: usize) -> usize {
        let mut at = (at + 1).min(self.line.len());
        while at < self.line.len() && is_continuation(self.line[at]) {
            at += 1;
        }
        at
    }

    /// Whether the character before an offset still lacks bytes.
    fn is_in_character(&self, at: usize) -> bool {
        let start = self.before(at);
        let length = match self.line[start] {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0.. => 4,
            _ => 1,
        };
        at - start < length
    }

    fn word_before(&self) -> usize {
        let mut at = self.cursor;
        while at > 0 && !is_word(self.line[at - 1]) {
            at -= 1;
        }
        while at > 0 && is_word(self.line[at - 1]) {
            at -= 1;
        }
        at
    }

    fn word_after(&self) -> usize {
        let mut at = self.cursor;
        while at < self.line.len() && !is_word(self.line[at]) {
            at += 1;
        }
        while at < self.line.len() && is_word(self.line[at]) {
            at += 1;
        }
        at
    }

    /// Columns between two offsets.
    fn columns(&self, start: usize, end: usize) -> usize {
        self.line[start..end].iter().filter(|&&byte| !is_continuation(byte)).count()
    }

    /// Moves the cursor.
    fn go(&mut self, console: &mut dyn Console, to: usize) {
        if to < self.cursor {
            move_cursor(console, self.columns(to, self.cursor), b'D');
        } else {
            move_cursor(console, self.columns(self.cursor, to), b'C');
        }
        self.cursor = to;
    }

    /// Draws what is behind the cursor, which stays.
    fn draw_rest(&self, console: &mut dyn Console) {
        console.write(&self.line[self.cursor..]);
        console.write(b"\x1b[K");
        move_cursor(console, self.columns(self.cursor, self.line.len()), b'D');
    }

    fn delete(&mut self, console: &mut dyn Console, start: usize, end: usize) {
        if start >= end {
            return;
        }
        self.go(console, start);
        for at in end..self.line.len() {
            self.line[start + at - end] = self.line[at];
        }
        self.line.truncate(self.line.len() - (end - start));
        self.draw_rest(console);
    }

    /// Inserts text at the cursor and moves behind it. Text that there is no memory for is left out.
    pub fn insert(&mut self, console: &mut dyn Console, text: &[u8]) {
        for (offset, &byte) in text.iter().enumerate() {
            if self.line.try_insert(self.cursor + offset, byte).is_err() {
                return;
            }
        }
        let end = self.cursor + text.len();
        console.write(&self.line[self.cursor..end]);
        self.cursor = end;
        // In the middle of a character the rest cannot be drawn yet.
        if end < self.line.len() && !self.is_in_character(end) {
            self.draw_rest(console);
        }
    }

    /// Draws the whole line behind a prompt that was just written.
    pub fn redraw(&self, console: &mut dyn Console) {
        console.write(&self.line[..self.cursor]);
        self.draw_rest(console);
    }

    fn show_history(&mut self, console: &mut dyn Console, depth: usize) {
        if depth > self.history.len() {
            return;
        }
        let new = match depth {
            0 => core::mem::take(&mut self.saved),
            _ => match TryVec::try_from_slice(&self.history[self.history.len() - depth]) {
                Ok(line) => line,
                Err(_) => return,
            },
        };
        self.go(console, 0);
        let old = core::mem::replace(&mut self.line, new);
        if self.depth == 0 {
            self.saved = old;
        }
        self.depth = depth;
        self.draw_rest(console);
        self.go(console, self.line.len());
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn move_cursor(console: &mut dyn Console, columns: usize, direction: u8) {
    if columns == 0 {
        return;
    }
    // ESC [ number letter
    let mut text = [0; 24];
    let mut at = text.len() - 1;
    text[at] = direction;
    let mut number = columns;
    while number > 0 && at > 2 {
        at -= 1;
        text[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    text[at - 1] = b'[';
    text[at - 2] = 0x1b;
    console.write(&text[at - 2..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::String;
    use std::vec::Vec;

    /// A terminal of one line: what is seen, and where the cursor is.
    #[derive(Default)]
    struct Screen {
        cells: Vec<char>,
        cursor: usize,
        pending: Vec<u8>,
    }

    impl Console for Screen {
        fn write(&mut self, bytes: &[u8]) {
            self.pending.extend_from_slice(bytes);
            let Ok(text) = String::from_utf8(self.pending.clone()) else { return };
            self.pending.clear();
            let mut characters = text.chars();
            while let Some(character) = characters.next() {
                match character {
                    '\x1b' => {
                        assert_eq!(characters.next(), Some('['));
                        let mut number = 0;
                        loop {
                            match characters.next() {
                                Some(digit @ '0'..='9') => number = number * 10 + digit as usize - '0' as usize,
                                Some('D') => break self.cursor -= number,
                                Some('C') => break self.cursor += number,
                                Some('K') => break self.cells.truncate(self.cursor),
                                other => panic!("{other:?}"),
                            }
                        }
                    }
                    '\r' => self.cursor = 0,
                    '\n' => self.cells.clear(),
                    _ => {
                        self.cells.resize(self.cells.len().max(self.cursor + 1), ' ');
                        self.cells[self.cursor] = character;
                        self.cursor += 1;
                    }
                }
            }
        }
    }

    /// Types keys; the screen must show what the editor has.
    fn typed(editor: &mut Editor, screen: &mut Screen, keys: &[u8]) -> Edit {
        let mut last = Edit::More;
        for &key in keys {
            last = editor.feed(screen, key);
            if last == Edit::Accept {
                return last;
            }
        }
        assert_eq!(screen.cells.iter().collect::<String>().as_bytes(), editor.line());
        let before = core::str::from_utf8(editor.before_cursor()).unwrap();
        assert_eq!(screen.cursor, before.chars().count());
        last
    }

    fn line_of(keys: &[u8]) -> String {
        let mut editor = Editor::new();
        let mut screen = Screen::default();
        typed(&mut editor, &mut screen, keys);
        String::from_utf8(editor.line().to_vec()).unwrap()
    }

    #[test]
    fn keys_edit_the_line() {
        assert_eq!(line_of(b"abc\x1b[D\x1b[DX"), "aXbc");
        assert_eq!(line_of(b"abc\x01X\x05Y"), "XabcY");
        assert_eq!(line_of(b"abc\x02\x02\x06X"), "abXc");
        assert_eq!(line_of(b"abc\x01\x04"), "bc");
        assert_eq!(line_of(b"abc\x7f\x08d"), "ad");
        assert_eq!(line_of(b"one two three\x17\x17"), "one ");
        assert_eq!(line_of(b"one two\x1bb\x0b"), "one ");
        assert_eq!(line_of(b"one two\x1bb\x15"), "two");
        assert_eq!(line_of(b"one two\x01\x1bd"), " two");
        assert_eq!(line_of(b"one two\x01\x1bfX"), "oneX two");
        assert_eq!(line_of(b"one two\x1b[1;5DX"), "one Xtwo");
        assert_eq!(line_of(b"abc\x1b[H\x1b[3~\x1b[Fd\x1bOHe"), "ebcd");
        assert_eq!(line_of(b"        \x7f"), "    ");
        assert_eq!(line_of(b"x \tz"), "x     z");
    }

    #[test]
    fn characters_of_several_bytes() {
        assert_eq!(line_of("äöü\x02\x02X".as_bytes()), "äXöü");
        assert_eq!(line_of("äöü\x7f\x7f".as_bytes()), "ä");
        assert_eq!(line_of("aé\x01ß".as_bytes()), "ßaé");
    }

    #[test]
    fn history_goes_back_and_forth() {
        let mut editor = Editor::new();
        let mut screen = Screen::default();
        for line in [&b"first"[..], b"second", b"second", b"  "] {
            editor.remember(line);
        }
        assert_eq!(editor.history().count(), 2);
        typed(&mut editor, &mut screen, b"new\x1b[A");
        assert_eq!(editor.line(), b"second");
        typed(&mut editor, &mut screen, b"\x10\x10");
        assert_eq!(editor.line(), b"first");
        typed(&mut editor, &mut screen, b"\x0e\x1b[B");
        assert_eq!(editor.line(), b"new");
    }

    #[test]
    fn line_ends_and_control_keys() {
        let mut editor = Editor::new();
        let mut screen = Screen::default();
        assert_eq!(typed(&mut editor, &mut screen, b"\x04"), Edit::Control(4));
        assert_eq!(typed(&mut editor, &mut screen, b"a\x03"), Edit::Control(3));
        assert_eq!(typed(&mut editor, &mut screen, b"\t"), Edit::Complete);
        assert_eq!(typed(&mut editor, &mut screen, b"\r"), Edit::Accept);
        editor.start(&mut screen, 0);
        assert_eq!(editor.feed(&mut screen, b'\n'), Edit::More);
        assert_eq!(editor.feed(&mut screen, b'\n'), Edit::Accept);
    }

    #[test]
    fn an_indent_gives_way_to_pasted_text() {
        let mut editor = Editor::new();
        let mut screen = Screen::default();
        editor.start(&mut screen, 4);
        typed(&mut editor, &mut screen, b"    x");
        assert_eq!(editor.line(), b"    x");
        screen = Screen::default();
        editor.start(&mut screen, 4);
        typed(&mut editor, &mut screen, b"\tx");
        assert_eq!(editor.line(), b"    x");
    }
}
