//! The code that is made for small functions, as the disassembler prints it.

use amphis_compiler::{CompileOptions, compile};
use bytecode::{disassemble, verify};

/// The instructions of the function or class `name`, one a line, without addresses.
fn code(source: &str, name: &str) -> String {
    let buffer = match compile(source.as_bytes(), &CompileOptions::default()) {
        Ok(buffer) => buffer,
        Err(error) => panic!("{}", error.message.display(source.as_bytes())),
    };
    let image = buffer.image();
    verify(image).expect("valid code");
    let code = (0..image.code_count() as u32).filter_map(|i| image.code(i)).find(|c| c.name() == name.as_bytes());
    let code = code.expect("a code of that name");
    let mut text = String::new();
    let mut pc = 0;
    while let Some(instruction) = bytecode::decode(code.instructions(), pc) {
        disassemble::instruction(&mut text, code, pc).expect("formatting into a string");
        text.push('\n');
        pc += instruction.words();
    }
    text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(source: &str, name: &str, expected: &[&str]) {
    let found = code(source, name);
    assert_eq!(found.trim().lines().collect::<Vec<_>>(), expected, "\n{found}");
}

#[test]
fn calls_are_made_in_place() {
    check(
        "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n",
        "fib",
        &[
            "JumpNotLtImm r0:n, 2, -> 2",
            "Return r0:n",
            "LoadGlobal r1, #0 \"fib\"",
            "SubImm r4, r0:n, 1",
            "Call r1, args 1",
            "LoadGlobal r2, #0 \"fib\"",
            "SubImm r5, r0:n, 2",
            "Call r2, args 1",
            "Add r1, r1, r2",
            "Return r1",
        ],
    );
    check(
        "def f(a, b):\n    return a.m(g(b), k=1).n\n",
        "f",
        &[
            "LoadMethod r2, r0:a, #0 \"m\"",
            "LoadGlobal r6, #1 \"g\"",
            "Move r9, r1:b",
            "Call r6, args 1",
            "LoadInt r7, 1",
            "CallMethodKeywords r2, args 2, (\"k\")",
            "GetAttr r2, r2, #2 \"n\"",
            "Return r2",
        ],
    );
}

#[test]
fn loops_are_tight() {
    check(
        "def f(n):\n    s = 0\n    for i in n:\n        if i % 3 == 0 or i > 90: s += i * 2.5\n    return s\n",
        "f",
        &[
            "LoadInt r1:s, 0",
            "LoadConst r3, 2.5",
            "ForPrepare r4, r0:n",
            "Jump -> 9",
            "ModImm r7, r2:i, 3",
            "JumpEqImm r7, 0, -> 7",
            "JumpNotGtImm r2:i, 90, -> 9",
            "Mul r7, r2:i, r3",
            "InplaceAdd r1:s, r1:s, r7",
            "ForNext r4, r2:i, -> 4",
            "Return r1:s",
        ],
    );
    check(
        "def f(n):\n    while n:\n        n -= 1\n        if n == 5: continue\n        if n is None: break\n",
        "f",
        &[
            "JumpIfFalse r0:n, -> 6",
            "InplaceSubImm r0:n, r0:n, 1",
            "JumpNotEqImm r0:n, 5, -> 4",
            "Loop -> 0",
            "JumpIfNone r0:n, -> 6",
            "Loop -> 0",
            "LoadSpecial r1, 1",
            "Return r1, 1",
        ],
    );
}

#[test]
fn ranges_and_slices_are_not_made() {
    check(
        "def f(n):\n    for i in range(n): n[i:-1] = n[:i]\n    return [i for i in range(1, n)]\n",
        "f",
        &[
            "LoadGlobal r2, #0 \"range\"",
            "ForRange r2, r0:n, x1",
            "Jump -> 8",
            "GetSlice r5, r0:n, to r1",
            "SetSlice r0:n, r5, from r1, to -1",
            "ForNext r2, r1:i, -> 4",
            "BuildList r2, r2, x0",
            "LoadGlobal r4, #0 \"range\"",
            "LoadInt r7, 1",
            "Move r8, r0:n",
            "ForRange r4, r7, x2",
            "Jump -> 18",
            "ListAppend r2, r3",
            "ForNext r4, r3, -> 17",
            "Return r2",
        ],
    );
}

#[test]
fn assignments_need_few_moves() {
    check(
        "def f(a, b):\n    a, b = b, a + b\n    x = y = a\n    return x[1] if y else -b\n",
        "f",
        &[
            "Add r4, r0:a, r1:b",
            "Move r0:a, r1:b",
            "Move r1:b, r4",
            "Move r2:x, r0:a",
            "Move r3:y, r2:x",
            "JumpIfFalse r3:y, -> 8",
            "GetItemImm r4, r2:x, 1",
            "Jump -> 9",
            "Neg r4, r1:b",
            "Return r4",
        ],
    );
}

#[test]
fn an_operand_is_read_before_it_is_rebound() {
    check(
        "def f(x):\n    return x + (x := 1)\n",
        "f",
        &["Move r1, r0:x", "LoadInt r0:x, 1", "Add r1, r1, r0:x", "Return r1"],
    );
}

#[test]
fn unbound_locals_are_checked_once() {
    check(
        "def f(a):\n    if a: b = 1\n    c(b)\n    return b\n",
        "f",
        &[
            "LoadSpecial r1:b, 0",
            "JumpIfFalse r0:a, -> 3",
            "LoadInt r1:b, 1",
            "LoadGlobal r2, #0 \"c\"",
            "CheckBound r1:b, \"b\"",
            "Move r5, r1:b",
            "Call r2, args 1",
            "Return r1:b",
        ],
    );
}

#[test]
fn constants_are_folded() {
    check(
        "def f(x):\n    if x in [1, 2, 'a']: return -1 + 2 * 3, 'a' 'b' * 2, not 0\n",
        "f",
        &[
            "LoadConst r1, (1, 2, \"a\")",
            "Contains r2, r0:x, r1",
            "JumpIfFalse r2, -> 5",
            "LoadConst r1, (5, \"abab\", True)",
            "Return r1",
            "LoadSpecial r1, 1",
            "Return r1, 1",
        ],
    );
    check(
        "_A = const(2)\nB = const(_A << 4)\ndef f(): return _A, B\n",
        "<module>",
        &[
            "LoadInt r1, 32",
            "StoreName r1, #0 \"B\"",
            "MakeFunction r1, code 0 \"f\"",
            "StoreName r1, #1 \"f\"",
            "LoadSpecial r1, 1",
            "Return r1, 1",
        ],
    );
}

#[test]
fn comprehensions_are_inlined() {
    check(
        "def f(a):\n    return [x * a for x in a if x]\n",
        "f",
        &[
            "BuildList r1, r1, x0",
            "ForPrepare r3, r0:a",
            "Jump -> 6",
            "JumpIfFalse r2, -> 6",
            "Mul r6, r2, r0:a",
            "ListAppend r1, r6",
            "ForNext r3, r2, -> 3",
            "Return r1",
        ],
    );
    check(
        "def f(a):\n    return [lambda: x for x in a]\n",
        "<listcomp>",
        &[
            "LoadSpecial r1:x, 0",
            "MakeCell r1:x",
            "BuildList r2, r2, x0",
            "ForPrepare r3, r0:.0",
            "Jump -> 8",
            "StoreCell r6, r1:x",
            "MakeFunction r7, code 0 \"f.<locals>.<listcomp>.<locals>.<lambda>\"",
            "ListAppend r2, r7",
            "ForNext r3, r6, -> 5",
            "Return r2",
        ],
    );
}

#[test]
fn exceptions_are_left_in_order() {
    check(
        "def f():\n    try: g()\n    except E as e: return e\n",
        "f",
        &[
            "Nop",
            "LoadGlobal r4, #0 \"g\"",
            "Call r4, args 0",
            "Jump -> 23",
            "PushHandled r1, r3",
            "LoadGlobal r2, #1 \"E\"",
            "MatchException r4, r1",
            "JumpIfFalse r4, -> 19",
            "Move r0:e, r1",
            "Move r4, r0:e",
            "LoadSpecial r0:e, 0",
            "PopHandled r3, 0",
            "Return r4",
            "LoadSpecial r0:e, 0",
            "Reraise r1, 0",
            "PopHandled r3, 0",
            "Reraise r1, 0",
            "LoadSpecial r1, 1",
            "Return r1, 1",
        ],
    );
}

#[test]
fn generators_call_apart() {
    check(
        "def f(n):\n    x = yield g(n)\n    return x\n",
        "f",
        &[
            "MakeGenerator 0",
            "LoadGlobal r2, #0 \"g\"",
            "Move r5, r0:n",
            "GeneratorCall r2, args 1",
            "Yield r2, r1:x",
            "Return r1:x",
        ],
    );
    check(
        "async def f(n):\n    return await n\n",
        "f",
        &[
            "MakeGenerator 1",
            "Move r2, r0:n",
            "GetAwaitable r2, r2",
            "LoadSpecial r1, 1",
            "YieldFrom r2, r1",
            "Return r1",
        ],
    );
}

#[test]
fn methods_reach_their_class() {
    let source = "class C(B):\n    def m(self): return super().m()\n";
    check(
        source,
        "m",
        &[
            "LoadGlobal r1, #0 \"super\"",
            "LoadFree r2, free 0 \"__class__\"",
            "Move r3, r0:self",
            "SuperCall r1, r2",
            "LoadMethod r1, r1, #1 \"m\"",
            "CallMethod r1, args 0",
            "Return r1",
        ],
    );
    check(
        source,
        "C",
        &[
            "LoadSpecial r1:__class__, 0",
            "MakeCell r1:__class__",
            "LoadName r2, #0 \"__name__\"",
            "StoreName r2, #1 \"__module__\"",
            "LoadConst r3, \"C\"",
            "StoreName r3, #2 \"__qualname__\"",
            "MakeFunction r2, code 0 \"C.m\"",
            "StoreName r2, #3 \"m\"",
            "LoadClosureCell r2, r1:__class__",
            "StoreName r2, #4 \"__classcell__\"",
            "Return r2, 1",
        ],
    );
}
