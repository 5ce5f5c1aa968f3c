//! Whether a REPL should read another line, without parsing.

use crate::lex::TokenKind;

/// What is open at the end of a piece of input.
#[derive(Clone, Copy, Default)]
struct Open {
    brackets: i32,
    triple_quotes: bool,
    continuation: bool,
}

/// Whether a REPL should read another line after `input`, which has no line end at its end.
///
/// The rule is MicroPython's: brackets or triple quotes are open, the last character is a backslash, or the input
/// begins with a compound statement and its last line is neither empty nor the only one without an open block.
pub fn input_continues(input: &[u8]) -> bool {
    if input.is_empty() {
        return false;
    }
    let open = scan(input);
    if open.brackets > 0 || open.triple_quotes || open.continuation {
        return true;
    }
    starts_compound(input) && input.last() != Some(&b'\n')
}

fn starts_compound(input: &[u8]) -> bool {
    if input.first() == Some(&b'@') {
        return true;
    }
    let length = input.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').unwrap_or(input.len());
    matches!(
        TokenKind::of_identifier(input.get(..length).unwrap_or_default()),
        TokenKind::If
            | TokenKind::While
            | TokenKind::For
            | TokenKind::Try
            | TokenKind::With
            | TokenKind::Def
            | TokenKind::Class
            | TokenKind::Async
    )
}

fn scan(input: &[u8]) -> Open {
    let mut open = Open::default();
    let mut rest = input;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = match byte {
            b'(' | b'[' | b'{' => {
                open.brackets = open.brackets.saturating_add(1);
                tail
            }
            b')' | b']' | b'}' => {
                open.brackets = open.brackets.saturating_sub(1);
                tail
            }
            b'#' => {
                let length = tail.iter().position(|&byte| byte == b'\n').unwrap_or(tail.len());
                tail.get(length..).unwrap_or_default()
            }
            b'"' | b'\'' => match skip_string(rest, byte) {
                Some(after) => after,
                None => {
                    open.triple_quotes = true;
                    return open;
                }
            },
            b'\\' if tail.is_empty() => {
                open.continuation = true;
                return open;
            }
            _ => tail,
        };
    }
    open
}

/// What follows the string at the start of `rest`; `None` if it is triple-quoted and open.
fn skip_string(rest: &[u8], quote: u8) -> Option<&[u8]> {
    let triple = [quote; 3];
    let (quotes, lines): (&[u8], bool) =
        if rest.starts_with(&triple) { (&triple, true) } else { (&triple[..1], false) };
    let mut rest = rest.get(quotes.len()..).unwrap_or_default();
    loop {
        if let Some(after) = rest.strip_prefix(quotes) {
            return Some(after);
        }
        match rest.first() {
            None if lines => return None,
            None => return Some(rest),
            Some(b'\n') if !lines => return Some(rest),
            Some(b'\\') => rest = rest.get(2..).unwrap_or_default(),
            Some(_) => rest = rest.get(1..).unwrap_or_default(),
        }
    }
}
