//! Where a debugger can jump, and what that does to the frame.

use amphis_compiler::{CompileOptions, compile};
use bytecode::jump::{Handled, Plan, Refusal, plan};
use bytecode::{CodeView, ImageBuf, Intrinsic, decode};

fn image(source: &str) -> ImageBuf {
    match compile(source.as_bytes(), &CompileOptions::default()) {
        Ok(buffer) => buffer,
        Err(error) => panic!("{}", error.message.display(source.as_bytes())),
    }
}

/// The code of the function `f`.
fn function(image: &ImageBuf) -> CodeView<'_> {
    let image = image.image();
    (0..image.code_count() as u32).filter_map(|i| image.code(i)).find(|c| c.name() == b"f").expect("a function")
}

/// The words where a line begins.
fn starts(code: CodeView<'_>, line: u32) -> Vec<u32> {
    let mut last = 0;
    let entries = code.lines().filter(|(_, position)| core::mem::replace(&mut last, position.line) != position.line);
    entries.filter(|(_, position)| position.line == line).map(|(start, _)| start).collect()
}

/// The plan for a jump from the `copy`-th start of a line.
fn jump_from(code: CodeView<'_>, from: u32, copy: usize, to: i64) -> Result<Plan, Refusal> {
    plan(code, starts(code, from)[copy], to)
}

fn jump(code: CodeView<'_>, from: u32, to: i64) -> Result<Plan, Refusal> {
    jump_from(code, from, 0, to)
}

#[track_caller]
fn line_of(code: CodeView<'_>, plan: Result<Plan, Refusal>) -> u32 {
    code.position(plan.expect("a jump").target).line
}

#[track_caller]
fn refusal(plan: Result<Plan, Refusal>) -> Refusal {
    plan.expect_err("a refusal")
}

const BLOCKS: &str = "\
def f(x):
    a = 1
    for i in x:
        a = 2
        for j in x:
            a = 3
    else:
        a = 4
    with x:
        a = 5
        a = 6
    try:
        a = 7
    except ValueError:
        a = 8
        a = 9
    finally:
        a = 10
        a = 11
    return a
";

#[test]
fn lines_outside_of_the_code_are_refused() {
    let image = image(&format!("\n\n{BLOCKS}"));
    let code = function(&image);
    assert_eq!(refusal(jump(code, 4, 2)), Refusal::Before(2));
    assert_eq!(refusal(jump(code, 4, -5)).to_string(), "line -5 comes before the current code block");
    assert_eq!(refusal(jump(code, 4, 23)), Refusal::After(23));
    assert_eq!(refusal(jump(code, 4, 1 << 40)).to_string(), "lineno out of range");
    assert_eq!(line_of(code, jump(code, 4, 3)), 4);
    assert_eq!(jump(code, 4, 3).expect("a jump").line, 3);
}

#[test]
fn a_line_without_code_stands_for_the_next_one() {
    let image = image(BLOCKS);
    let code = function(&image);
    assert_eq!(line_of(code, jump(code, 2, 7)), 8);
    assert_eq!(line_of(code, jump(code, 2, 17)), 18);
}

#[test]
fn loops_are_left_but_not_entered() {
    let image = image(BLOCKS);
    let code = function(&image);
    for to in [4, 5, 6] {
        assert_eq!(refusal(jump(code, 2, to)), Refusal::Loop);
        assert_eq!(refusal(jump(code, 20, to)), Refusal::Loop);
    }
    assert_eq!(refusal(jump(code, 4, 6)), Refusal::Loop);
    for to in [2, 3, 4, 5, 6, 8, 20] {
        assert_eq!(line_of(code, jump(code, 6, to)), to as u32);
    }
    // The line of the loop begins it anew, from inside too.
    let outside = jump(code, 2, 3).expect("a jump");
    assert_eq!(jump(code, 4, 3).expect("a jump").target, outside.target);
}

#[test]
fn with_blocks_are_left_but_not_entered() {
    let image = image(BLOCKS);
    let code = function(&image);
    assert_eq!(refusal(jump(code, 2, 10)), Refusal::Incompatible);
    assert_eq!(refusal(jump(code, 4, 11)), Refusal::Incompatible);
    assert_eq!(line_of(code, jump(code, 10, 11)), 11);
    assert_eq!(line_of(code, jump(code, 11, 2)), 2);
    // From inside, the line of the statement calls the exit method.
    let target = jump(code, 10, 9).expect("a jump").target;
    let instruction = decode(code.instructions(), target as usize).expect("an instruction");
    assert_eq!(instruction.intrinsic(), Some(Intrinsic::WithExit));
}

#[test]
fn handlers_are_left_but_not_entered() {
    let image = image(BLOCKS);
    let code = function(&image);
    assert_eq!(line_of(code, jump(code, 2, 13)), 13);
    for to in [14, 15, 16] {
        assert_eq!(refusal(jump(code, 13, to)), Refusal::Handler);
    }
    assert_eq!(line_of(code, jump(code, 15, 16)), 16);
    assert_eq!(jump(code, 15, 16).expect("a jump").handled, Handled::Same);
    let out = jump(code, 15, 2).expect("a jump");
    assert!(matches!(out.handled, Handled::Saved(_)));
    assert_eq!(out.begins, None);
    // A line event comes before the exception is noted as handled.
    let at_clause = jump(code, 14, 2).expect("a jump");
    let (_, save) = at_clause.begins.expect("the handler");
    assert_eq!(at_clause.handled, Handled::Saved(save));
    // The class is not compared again once the exception is no longer at hand.
    assert_eq!(refusal(jump(code, 15, 14)), Refusal::Handler);
}

#[test]
fn of_the_copies_of_a_finally_block_the_fitting_one_is_taken() {
    let image = image(BLOCKS);
    let code = function(&image);
    let [normal, exceptional] = starts(code, 19)[..] else { panic!("two copies") };
    assert_eq!(jump(code, 13, 19).expect("a jump").target, normal);
    assert_eq!(jump_from(code, 18, 0, 19).expect("a jump").target, normal);
    assert_eq!(jump_from(code, 18, 1, 19).expect("a jump").target, exceptional);
    assert_eq!(jump_from(code, 19, 1, 18).expect("a jump").target, starts(code, 18)[1] + 2);
}

#[test]
fn handlers_in_other_registers_get_their_exception() {
    let source = "\
def f(x):
    try:
        x()
    except ValueError:
        x = 1
    while x:
        x = x + 1000
        try:
            x()
        except TypeError:
            x = 2
    for i in x:
        try:
            x()
        except TypeError:
            x = 3
";
    let image = image(source);
    let code = function(&image);
    let plan = jump(code, 5, 11).expect("a jump");
    assert_eq!((plan.moves.len(), plan.constants.len(), plan.handled), (2, 1, Handled::Same));
    // What is around the two handlers differs.
    assert_eq!(refusal(jump(code, 5, 16)), Refusal::Handler);
    assert_eq!(refusal(jump(code, 16, 5)), Refusal::Handler);
}

#[test]
fn loops_in_other_registers_get_their_state() {
    let source = "\
def f(x):
    for j in x:
        x = 4
    y = [a for a in x], [[x for a in x]
        for b in x]
    match x:
        case 1:
            for k in x:
                x = 5
";
    let image = image(source);
    let code = function(&image);
    let plan = jump(code, 3, 9).expect("a jump");
    assert_eq!(plan.moves.len(), 3);
    assert!(plan.moves.iter().all(|(from, to)| to - from == plan.moves[0].1 - plan.moves[0].0 && to > from));
}

#[test]
fn the_middle_of_an_expression_is_refused() {
    let source = "\
def f(x):
    x = x(1,
        x.a,
        x.b)
    match x:
        case [1, y]:
            x = y
        case {}:
            x = 3
    return x
";
    let image = image(source);
    let code = function(&image);
    assert_eq!(refusal(jump(code, 10, 3)), Refusal::Incompatible);
    assert_eq!(line_of(code, jump(code, 3, 10)), 10);
    assert_eq!(refusal(jump(code, 10, 6)), Refusal::Incompatible);
    // The subject is still there.
    assert_eq!(line_of(code, jump(code, 6, 8)), 8);
    assert_eq!(line_of(code, jump(code, 2, 7)), 7);
}

#[test]
fn a_copy_on_the_way_of_a_return_is_outside_of_the_loop() {
    let source = "\
def f(x):
    try:
        for i in x:
            if i:
                return x()
            x = 1
    finally:
        x = 2
        x = 3
";
    let image = image(source);
    let code = function(&image);
    let copies = starts(code, 9);
    assert_eq!(copies.len(), 3);
    assert_eq!(refusal(plan(code, copies[0], 6)), Refusal::Loop);
    assert_eq!(jump(code, 6, 9).expect("a jump").target, copies[1]);
}

#[test]
fn what_is_not_bound_becomes_none() {
    let source = "\
def f(x):
    a = 1
    b = 2
    c = 3
    d = a, b, c
    del c
    return a, b
";
    let image = image(source);
    let code = function(&image);
    let forward = jump(code, 3, 5).expect("a jump");
    assert_eq!((&*forward.needed, &*forward.unset), (&[1][..], &[2, 3][..]));
    let back = jump(code, 7, 5).expect("a jump");
    assert_eq!((&*back.needed, &*back.unset), (&[1, 2, 3][..], &[][..]));
    let plan = jump(code, 5, 2).expect("a jump");
    assert!(plan.needed.is_empty() && plan.unset.is_empty());
}

#[test]
fn constants_that_a_loop_keeps_are_loaded() {
    let source = "\
def f(x):
    x = 2
    while x < 1000:
        x = x + 700
        x = x * 800
    return x
";
    let image = image(source);
    let code = function(&image);
    let into = jump(code, 2, 4).expect("a jump");
    assert_eq!(into.constants.len(), 3);
    assert!(jump(code, 2, 6).expect("a jump").constants.is_empty());
}

#[test]
fn generators_get_back_what_their_resumer_handles() {
    let source = "\
def f(x):
    try:
        yield 1
    except ValueError:
        yield 2
        try:
            yield 3
        except TypeError:
            yield 4
    yield 5
";
    let image = image(source);
    let code = function(&image);
    assert_eq!(jump(code, 5, 10).expect("a jump").handled, Handled::Resumer);
    assert!(matches!(jump(code, 9, 5).expect("a jump").handled, Handled::Saved(_)));
    assert_eq!(jump(code, 9, 10).expect("a jump").handled, Handled::Resumer);
    // The generator is not made again.
    assert_eq!(refusal(jump(code, 10, 1)), Refusal::Incompatible);
}

#[test]
fn the_prologue_does_not_run_again() {
    let source = "\
def f(x):
    a = b = x
    def g():
        nonlocal x, a, b
        x = a = b
    return g
";
    let image = image(source);
    let code = function(&image);
    assert_eq!(code.cells(), [0, 1, 2]);
    let plan = jump(code, 6, 1).expect("a jump");
    assert_eq!((plan.line, code.position(plan.target).line), (1, 2));
    assert_eq!(plan.target, jump(code, 6, 2).expect("a jump").target);
}

#[test]
fn asynchronous_blocks_are_like_others() {
    let source = "\
async def f(x):
    x = 1
    async for i in x:
        x = 2
        x = 3
    async with x:
        x = 4
        x = 5
    x = 6
";
    let image = image(source);
    let code = function(&image);
    assert_eq!(refusal(jump(code, 2, 4)), Refusal::Loop);
    assert_eq!(line_of(code, jump(code, 4, 5)), 5);
    assert_eq!(line_of(code, jump(code, 5, 9)), 9);
    assert_eq!(refusal(jump(code, 2, 7)), Refusal::Incompatible);
    assert_eq!(line_of(code, jump(code, 8, 7)), 7);
    assert_eq!(line_of(code, jump(code, 8, 2)), 2);
}

#[test]
fn code_without_lines_has_none_to_jump_to() {
    let options = CompileOptions { optimization: 3, ..CompileOptions::default() };
    let Ok(buffer) = compile(BLOCKS.as_bytes(), &options) else { panic!("no code") };
    assert_eq!(plan(function(&buffer), 0, 5).expect_err("a refusal"), Refusal::After(5));
}
