//! The parser's state and what all of its parts use.

use super::{Limits, Mode};
use crate::arena::{self, ArenaVec};
use crate::ast::{Expr, ExprKind, ExprRef, Module, Name, Span, Stmt, StmtKind};
use crate::error::{CompileError, Diagnostic, ErrorKind, Failed, Message, messages, worded};
use crate::lex::{Lexer, Mark, Step, Token, TokenKind};
use bumpalo::Bump;
use heap::{OutOfMemory, TryVec};

/// The parser: the lexer, the token it stands at, and how deep it is.
pub(super) struct Parser<'a> {
    pub(super) arena: &'a Bump,
    pub(super) lexer: Lexer<'a>,
    pub(super) limits: Limits,
    mode: Mode,
    /// The current token.
    pub(super) token: Token,
    /// The token after the current one, if it was looked at.
    next: Option<Token>,
    /// The token before the current one.
    pub(super) previous: Token,
    /// How many calls that can nest are active.
    depth: u32,
    /// The depth of the tree below the expression in progress.
    deepest: u32,
    /// How many brackets are open around the current token, by the parser's count.
    brackets: u32,
    /// An error was found and is being looked into: an expression that follows another is no new error.
    pub(super) diagnosing: bool,
    /// Whether the error was found here and not by the lexer.
    own_error: bool,
    /// The names captured by the pattern in progress.
    pub(super) captures: TryVec<Name<'a>>,
}

/// A state to return to.
#[derive(Clone, Copy)]
pub(super) struct ParserMark {
    lexer: Mark,
    token: Token,
    previous: Token,
}

impl<'a> Parser<'a> {
    pub(super) fn new(arena: &'a Bump, text: &'a str, mode: Mode, limits: &Limits) -> Self {
        let token = Token { kind: TokenKind::EndOfFile, span: Span::default() };
        Self {
            arena,
            lexer: Lexer::new(text, mode != Mode::Expression),
            limits: *limits,
            mode,
            token,
            next: None,
            previous: token,
            depth: 0,
            deepest: 0,
            brackets: 0,
            diagnosing: false,
            own_error: false,
            captures: TryVec::new(),
        }
    }

    /// The whole source.
    pub(super) fn module(&mut self, mode: Mode) -> Step<&'a Module<'a>> {
        self.token = self.lexer.next_token()?;
        let body = match mode {
            Mode::Module | Mode::Cell => self.file()?,
            Mode::Expression => self.expression_input()?,
            Mode::Interactive => self.interactive_input()?,
        };
        let bytes = self.lexer.bytes();
        let compound = body.last().is_some_and(|statement| is_compound(&statement.kind));
        let open_block = compound && !ends_with_blank_line(bytes);
        let span = Span::new(0, bytes.len() as u32);
        Ok(arena::try_alloc(self.arena, Module { mode, body, span, open_block })?)
    }

    fn file(&mut self) -> Step<&'a [Stmt<'a>]> {
        let mut body = ArenaVec::new_in(self.arena);
        while !self.at(TokenKind::EndOfFile) {
            self.statement_into(&mut body)?;
        }
        Ok(body.finish()?)
    }

    fn expression_input(&mut self) -> Step<&'a [Stmt<'a>]> {
        // Blank lines and comments may come first.
        while self.eat(TokenKind::Newline)? {}
        let start = self.start();
        let value = self.expressions()?;
        let statement = Stmt { span: self.span_from(start), kind: StmtKind::Expr(value) };
        while self.eat(TokenKind::Newline)? {}
        if !self.at(TokenKind::EndOfFile) {
            return Err(self.unexpected());
        }
        Ok(arena::try_alloc_slice(self.arena, &[statement])?)
    }

    fn interactive_input(&mut self) -> Step<&'a [Stmt<'a>]> {
        let mut body = ArenaVec::new_in(self.arena);
        if !self.at(TokenKind::EndOfFile) {
            self.statement_into(&mut body)?;
        }
        if !self.at(TokenKind::EndOfFile) {
            let text = "multiple statements found while compiling a single statement";
            return Err(self.error(text, self.token.span));
        }
        Ok(body.finish()?)
    }

    /// The error of a failed parse, located.
    #[cold]
    pub(super) fn finish_error(mut self) -> CompileError {
        let Some(mut error) = self.lexer.error else { return CompileError::out_of_memory() };
        let replaceable = match error.kind {
            ErrorKind::Syntax => true,
            ErrorKind::Indentation => {
                !matches!(error.message.text, messages::UNEXPECTED_INDENT | messages::UNEXPECTED_UNINDENT)
            }
            _ => false,
        };
        if self.own_error && replaceable && self.mode != Mode::Interactive {
            error = self.prefer_lexical_error(error);
        }
        error.locate(self.lexer.bytes())
    }

    /// As in CPython, a token that is wrong anywhere goes before an error of grammar, and so does a bracket that is
    /// still open at the end if the error is on a later line: it is the likelier cause.
    fn prefer_lexical_error(&mut self, error: Diagnostic) -> Diagnostic {
        let last = self.next.unwrap_or(self.token);
        self.lexer.error = None;
        while let Ok(token) = self.lexer.next_token() {
            if token.kind == TokenKind::EndOfFile {
                return error;
            }
        }
        match self.lexer.error {
            Some(lexical) if !self.lexer.is_weak_error => Diagnostic { incomplete: false, ..lexical },
            _ => match self.lexer.unclosed_bracket() {
                Some(unclosed) if self.lexer.line(last.span.start) > self.lexer.line(unclosed.span.start) => unclosed,
                _ => error,
            },
        }
    }

    /// Whether the current token is of `kind`.
    #[inline]
    pub(super) fn at(&self, kind: TokenKind) -> bool {
        self.token.kind == kind
    }

    /// Where the current token starts.
    #[inline]
    pub(super) fn start(&self) -> u32 {
        self.token.span.start
    }

    /// From `start` to the end of the last token consumed.
    #[inline]
    pub(super) fn span_from(&self, start: u32) -> Span {
        Span::new(start, self.previous.span.end)
    }

    /// Consumes the current token.
    pub(super) fn advance(&mut self) -> Step<()> {
        self.previous = self.token;
        self.token = match self.next.take() {
            Some(token) => token,
            None => self.lexer.next_token()?,
        };
        Ok(())
    }

    /// Consumes the current token if it is of `kind`.
    pub(super) fn eat(&mut self, kind: TokenKind) -> Step<bool> {
        if !self.at(kind) {
            return Ok(false);
        }
        self.advance()?;
        Ok(true)
    }

    /// Consumes a token of `kind`; anything else is invalid syntax.
    pub(super) fn expect(&mut self, kind: TokenKind) -> Step<()> {
        if !self.at(kind) {
            return Err(self.unexpected());
        }
        self.advance()
    }

    /// The kind of the token after the current one.
    pub(super) fn peek(&mut self) -> Step<TokenKind> {
        if let Some(token) = self.next {
            return Ok(token.kind);
        }
        let token = self.lexer.next_token()?;
        self.next = Some(token);
        Ok(token.kind)
    }

    /// The text of the current token.
    pub(super) fn text(&self) -> &'a str {
        self.lexer.slice(self.token.span)
    }

    /// Whether the current token is the identifier `text`.
    pub(super) fn at_word(&self, text: &str) -> bool {
        self.at(TokenKind::Name) && self.text() == text
    }

    /// The state to return to with [`Self::rewind`]; nothing may have been looked at beyond the current token.
    pub(super) fn mark(&self) -> ParserMark {
        ParserMark { lexer: self.lexer.mark(), token: self.token, previous: self.previous }
    }

    /// Returns to an earlier state, with the restrictions of [`Lexer::rewind`].
    pub(super) fn rewind(&mut self, mark: ParserMark) -> Step<()> {
        self.token = mark.token;
        self.previous = mark.previous;
        self.next = None;
        self.own_error = false;
        self.lexer.rewind(mark.lexer)
    }

    /// Puts an expression that started at `start` and ends here into the arena.
    #[inline(never)]
    pub(super) fn node(&mut self, start: u32, kind: ExprKind<'a>) -> Step<ExprRef<'a>> {
        let span = self.span_from(start);
        Ok(arena::try_alloc(self.arena, Expr { span, kind })?)
    }

    /// Puts `value` into the arena.
    pub(super) fn alloc<T: Copy>(&self, value: T) -> Result<&'a T, OutOfMemory> {
        arena::try_alloc(self.arena, value)
    }

    /// A list that ends in the arena.
    pub(super) fn list<T: Copy>(&self) -> ArenaVec<'a, T> {
        ArenaVec::new_in(self.arena)
    }

    /// Goes one level deeper, but not into a bracket.
    #[inline]
    pub(super) fn enter(&mut self) -> Step<()> {
        self.depth += 1;
        self.check_depth(self.depth)
    }

    /// Comes back from [`Self::enter`].
    #[inline]
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Goes one level deeper, into a bracket; if that is too deep, the more frequent kind of nesting gets the blame.
    #[inline]
    pub(super) fn enter_bracket(&mut self) -> Step<()> {
        self.depth += 1;
        self.brackets += 1;
        if self.depth > self.limits.nesting && self.brackets > self.depth / 2 {
            return Err(self.error(messages::TOO_MANY_PARENTHESES, self.token.span));
        }
        self.check_depth(self.depth)
    }

    /// Comes back from [`Self::enter_bracket`].
    #[inline]
    pub(super) fn leave_bracket(&mut self) {
        self.depth -= 1;
        self.brackets -= 1;
    }

    /// How many brackets are open around the current token.
    pub(super) fn bracket_depth(&self) -> u32 {
        self.brackets
    }

    /// Begins to measure the tree of an expression; the result goes to [`Self::end_measure`].
    #[inline]
    pub(super) fn begin_measure(&mut self) -> u32 {
        core::mem::replace(&mut self.deepest, self.depth)
    }

    /// Notes that the expression being measured becomes part of another one: its tree goes one level down.
    #[inline]
    pub(super) fn wrap(&mut self) -> Step<()> {
        self.check_depth(self.deepest + 1)
    }

    /// Ends the measurement begun with the result `outer`.
    #[inline]
    pub(super) fn end_measure(&mut self, outer: u32) {
        self.deepest = self.deepest.max(outer);
    }

    #[inline]
    fn check_depth(&mut self, depth: u32) -> Step<()> {
        if depth > self.limits.nesting {
            return Err(self.too_deep());
        }
        self.deepest = self.deepest.max(depth);
        Ok(())
    }

    #[cold]
    fn too_deep(&mut self) -> Failed {
        self.own_error = true;
        self.lexer.fail(ErrorKind::TooDeep, messages::TOO_DEEP, self.token.span)
    }

    /// Records a `SyntaxError`.
    #[cold]
    #[inline(never)]
    pub(super) fn error(&mut self, message: impl Into<Message>, span: Span) -> Failed {
        self.own_error = true;
        self.lexer.fail(ErrorKind::Syntax, worded(message), span)
    }

    /// Forgets a recorded error before a step that may find a lexical one.
    pub(super) fn clear_error(&mut self) {
        self.own_error = false;
        self.lexer.error = None;
    }

    /// Records an `IndentationError` at the current token.
    #[cold]
    pub(super) fn indentation_error(&mut self, message: impl Into<Message>) -> Failed {
        self.own_error = true;
        let span = match self.token.kind {
            TokenKind::Indent => Span::new(self.token.span.end.saturating_sub(1), self.token.span.end),
            TokenKind::EndOfFile => self.previous.span,
            _ => self.token.span,
        };
        let failed = self.lexer.fail(ErrorKind::Indentation, message, span);
        self.note_end(failed)
    }

    /// Records that the current token cannot stand here.
    #[cold]
    #[inline(never)]
    pub(super) fn unexpected(&mut self) -> Failed {
        match self.token.kind {
            TokenKind::Indent => self.indentation_error(messages::UNEXPECTED_INDENT),
            TokenKind::Dedent => self.indentation_error(messages::UNEXPECTED_UNINDENT),
            _ => self.error_here(messages::INVALID_SYNTAX),
        }
    }

    /// Records a `SyntaxError` at the current token.
    #[cold]
    #[inline(never)]
    pub(super) fn error_here(&mut self, message: impl Into<Message>) -> Failed {
        let failed = self.error(message, self.token.span);
        self.note_end(failed)
    }

    /// At the end of the source, more input could cure the error, unless it is in the middle of a line.
    fn note_end(&mut self, failed: Failed) -> Failed {
        let ends = matches!(self.token.kind, TokenKind::EndOfFile | TokenKind::Dedent);
        if ends && self.token.span.start as usize >= self.lexer.bytes().len() {
            return self.lexer.incomplete(failed);
        }
        failed
    }

    /// The error recorded last, unless the lexer found it.
    pub(super) fn own_error(&self) -> Option<Diagnostic> {
        if self.own_error { self.lexer.error } else { None }
    }

    /// Puts back an error that [`Self::own_error`] returned.
    pub(super) fn restore_error(&mut self, error: Option<Diagnostic>) -> Failed {
        self.own_error = true;
        self.lexer.error = error;
        Failed
    }
}

fn is_compound(kind: &StmtKind<'_>) -> bool {
    matches!(
        kind,
        StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::For(_)
            | StmtKind::While(_)
            | StmtKind::If(_)
            | StmtKind::With(_)
            | StmtKind::Match(_)
            | StmtKind::Try(_)
    )
}

fn ends_with_blank_line(source: &[u8]) -> bool {
    let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let lines = source.strip_suffix(b"\r\n").or(source.strip_suffix(b"\n")).or(source.strip_suffix(b"\r"));
    let Some(lines) = lines else { return false };
    let last = lines.rsplit(is_line_end).next().unwrap_or_default();
    last.len() < lines.len() && last.iter().all(|byte| matches!(byte, b' ' | b'\t' | 0x0c))
}
