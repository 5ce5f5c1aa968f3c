//! Line starts: indentation and blank lines.

use super::{Lexer, Step, Token, TokenKind, span};
use crate::error::{ErrorKind, Failed};

/// How many blocks may be open at once, as in CPython.
const MAXIMUM_INDENTATIONS: usize = 100;

/// Where tabs lead to.
const TAB_SIZE: u32 = 8;

/// A width of leading white space, measured with tabs of two sizes: both must agree about what is deeper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Indentation {
    column: u32,
    alternative: u32,
}

impl Lexer<'_> {
    /// Skips blank lines and compares the first other line with the open blocks: an indent is returned, dedents
    /// become pending.
    pub(super) fn line_start(&mut self) -> Step<Option<Token>> {
        loop {
            let start = self.position;
            let indentation = self.leading_space()?;
            if self.peek(0) == b'#' {
                self.skip_comment();
            }
            if self.skip_line_end() {
                continue;
            }
            if self.at_end() {
                return Ok(None);
            }
            return self.compare_indentation(indentation, start);
        }
    }

    fn leading_space(&mut self) -> Step<Indentation> {
        let mut current = Indentation::default();
        let mut continued = Indentation::default();
        loop {
            match self.peek(0) {
                b' ' => {
                    current.column = current.column.saturating_add(1);
                    current.alternative = current.alternative.saturating_add(1);
                }
                b'\t' => {
                    current.column = (current.column / TAB_SIZE).saturating_add(1).saturating_mul(TAB_SIZE);
                    current.alternative = current.alternative.saturating_add(1);
                }
                0x0c => current = Indentation::default(),
                b'\\' => {
                    if continued.column == 0 {
                        continued = current;
                    }
                    self.line_continuation()?;
                    continue;
                }
                _ => break,
            }
            self.position += 1;
        }
        Ok(if continued.column != 0 { continued } else { current })
    }

    fn compare_indentation(&mut self, new: Indentation, start: usize) -> Step<Option<Token>> {
        let mut top = self.indentations.last().copied().unwrap_or_default();
        if new.column > top.column {
            if new.alternative <= top.alternative {
                return Err(self.inconsistent_tabs(start));
            }
            if self.indentations.len() >= MAXIMUM_INDENTATIONS {
                let span = span(start, self.position);
                return Err(self.fail(ErrorKind::Indentation, "too many levels of indentation", span));
            }
            self.indentations.try_push(new)?;
            return Ok(Some(Token { kind: TokenKind::Indent, span: span(start, self.position) }));
        }
        while new.column < top.column {
            self.indentations.pop();
            self.pending_dedents += 1;
            top = self.indentations.last().copied().unwrap_or_default();
        }
        if new.column != top.column {
            let text = "unindent does not match any outer indentation level";
            let span = span(start, self.position);
            return Err(self.fail(ErrorKind::Indentation, text, span));
        }
        if new.alternative != top.alternative {
            return Err(self.inconsistent_tabs(start));
        }
        Ok(None)
    }

    #[cold]
    fn inconsistent_tabs(&mut self, start: usize) -> Failed {
        let span = span(start, self.position);
        self.fail(ErrorKind::Tab, "inconsistent use of tabs and spaces in indentation", span)
    }
}
