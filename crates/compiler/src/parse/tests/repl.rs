//! Interactive input: what is complete, and what could be continued.

use super::parse_text;
use crate::ast::Mode;
use crate::parse::input_continues;
use bumpalo::Bump;
use std::{assert, assert_eq};

#[derive(Debug, PartialEq)]
enum State {
    Complete,
    OpenBlock,
    Incomplete,
    Wrong,
}

fn state(source: &str) -> State {
    let arena = Bump::new();
    match parse_text(&arena, source, Mode::Interactive) {
        Ok(module) if module.open_block => State::OpenBlock,
        Ok(_) => State::Complete,
        Err(error) if error.incomplete => State::Incomplete,
        Err(_) => State::Wrong,
    }
}

#[test]
fn states_of_interactive_input() {
    use State::*;
    let cases = [
        ("", Complete),
        ("\n", Complete),
        ("# comment", Complete),
        ("x = 1", Complete),
        ("x = 1; y = 2\n", Complete),
        ("x =", Wrong),
        ("x = 1\ny = 2", Wrong),
        ("x y", Wrong),
        ("f(", Incomplete),
        ("f(a,\n", Incomplete),
        ("[1, 2", Incomplete),
        ("{'a': [", Incomplete),
        ("(]", Wrong),
        ("'''abc", Incomplete),
        ("'abc", Wrong),
        ("f'''{a}", Incomplete),
        ("f'''{a", Incomplete),
        ("x = \\\n", Incomplete),
        ("x = \\", Incomplete),
        ("if x:", Incomplete),
        ("if x:\n", Incomplete),
        ("if x", Wrong),
        ("if x: pass", OpenBlock),
        ("if x: pass\n", OpenBlock),
        ("if x: pass\n\n", Complete),
        ("if x:\n  pass", OpenBlock),
        ("if x:\n  pass\n", OpenBlock),
        ("if x:\n  pass\n\n", Complete),
        ("if x:\r\n  pass\r\n\r\n", Complete),
        ("if x:\n  pass\n  \n", Complete),
        ("if x:\n  pass\nelse:\n", Incomplete),
        ("if x:\n  if y:\n", Incomplete),
        ("def f():\n  return (\n", Incomplete),
        ("try:\n  pass\n", Incomplete),
        ("try:\n  pass\nexcept:\n  pass\n", OpenBlock),
        ("@decorator", Incomplete),
        ("@decorator\n", Incomplete),
        ("class A:\n  @decorator\n", Incomplete),
        ("match x:\n", Incomplete),
        ("match x:\n  case 1:\n    pass\n", OpenBlock),
        ("for x in y: z = 1\nelse:", Incomplete),
        ("x = 1\n  y = 2", Wrong),
    ];
    for (source, expected) in cases {
        assert_eq!(state(source), expected, "{source:?}");
    }
}

#[test]
fn continuation_as_in_micropython() {
    let continues = [
        "if x:",
        "if x: pass",
        "if x:\n  pass",
        "while 1:",
        "for x in y:",
        "try:",
        "with x:",
        "def f():",
        "class A:",
        "@x",
        "async def f():",
        "f(",
        "[1,",
        "{",
        "('#'",
        "'''",
        "\"\"\"a\nb",
        "'''a'",
        "x = \\",
        "(')'",
        "[ # ]",
        "'''\\'''",
    ];
    for input in continues {
        assert!(input_continues(input.as_bytes()), "{input:?}");
    }
    let ends = [
        "",
        "x",
        "x = 1",
        "iffy",
        "classes = 1",
        "if x:\n  pass\n",
        "def f(): pass\n",
        "f()",
        "')'",
        "'('",
        "# (",
        "'''a'''",
        "'abc",
        "]",
        "'\\\\'",
        "return x",
    ];
    for input in ends {
        assert!(!input_continues(input.as_bytes()), "{input:?}");
    }
}
