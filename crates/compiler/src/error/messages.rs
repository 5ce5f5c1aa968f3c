//! The wording of errors that more than one stage, or its tests, need by name.

/// Memory ran out.
pub const OUT_OF_MEMORY: &str = "memory allocation failed";
/// Nested too deep, not in brackets.
pub const TOO_DEEP: &str = "maximum recursion depth exceeded during compilation";
/// Nested too deep in brackets.
pub const TOO_MANY_PARENTHESES: &str = "too many nested parentheses";
/// The general case.
pub const INVALID_SYNTAX: &str = "invalid syntax";
/// A line is indented more than the one before, without a block.
pub const UNEXPECTED_INDENT: &str = "unexpected indent";
/// A block ends where it cannot.
pub const UNEXPECTED_UNINDENT: &str = "unexpected unindent";

/// `return` at module or class level.
pub const RETURN_OUTSIDE_FUNCTION: &str = "'return' outside function";
/// `yield` at module or class level.
pub const YIELD_OUTSIDE_FUNCTION: &str = "'yield' outside function";
/// `yield from` in a coroutine.
pub const YIELD_FROM_IN_ASYNC: &str = "'yield from' inside async function";
/// `yield` in a comprehension; the piece is its kind.
pub const YIELD_IN_COMPREHENSION: &str = "'yield' inside {}";
/// `return value` in an asynchronous generator.
pub const RETURN_VALUE_IN_ASYNC_GENERATOR: &str = "'return' with value in async generator";
/// `await` at module or class level.
pub const AWAIT_OUTSIDE_FUNCTION: &str = "'await' outside function";
/// `await` in an ordinary function.
pub const AWAIT_OUTSIDE_ASYNC: &str = "'await' outside async function";
/// `async for` in an ordinary function.
pub const ASYNC_FOR_OUTSIDE_ASYNC: &str = "'async for' outside async function";
/// `async with` in an ordinary function.
pub const ASYNC_WITH_OUTSIDE_ASYNC: &str = "'async with' outside async function";
/// An asynchronous comprehension in an ordinary function.
pub const ASYNC_COMPREHENSION_OUTSIDE_ASYNC: &str = "asynchronous comprehension outside of an asynchronous function";
/// `break` without a loop.
pub const BREAK_OUTSIDE_LOOP: &str = "'break' outside loop";
/// `continue` without a loop.
pub const CONTINUE_OUTSIDE_LOOP: &str = "'continue' not properly in loop";
/// `break`, `continue` or `return` in an `except*` block.
pub const JUMP_IN_EXCEPT_STAR: &str = "'break', 'continue' and 'return' cannot appear in an except* block";
/// `global` for a parameter; the piece is the name.
pub const PARAMETER_AND_GLOBAL: &str = "name '{}' is parameter and global";
/// `nonlocal` for a parameter; the piece is the name.
pub const PARAMETER_AND_NONLOCAL: &str = "name '{}' is parameter and nonlocal";
/// `global` and `nonlocal` for one name; the piece is the name.
pub const NONLOCAL_AND_GLOBAL: &str = "name '{}' is nonlocal and global";
/// Assigned before `global`; the piece is the name.
pub const ASSIGNED_BEFORE_GLOBAL: &str = "name '{}' is assigned to before global declaration";
/// Assigned before `nonlocal`; the piece is the name.
pub const ASSIGNED_BEFORE_NONLOCAL: &str = "name '{}' is assigned to before nonlocal declaration";
/// Used before `global`; the piece is the name.
pub const USED_BEFORE_GLOBAL: &str = "name '{}' is used prior to global declaration";
/// Used before `nonlocal`; the piece is the name.
pub const USED_BEFORE_NONLOCAL: &str = "name '{}' is used prior to nonlocal declaration";
/// Annotated and `global`; the piece is the name.
pub const ANNOTATED_GLOBAL: &str = "annotated name '{}' can't be global";
/// Annotated and `nonlocal`; the piece is the name.
pub const ANNOTATED_NONLOCAL: &str = "annotated name '{}' can't be nonlocal";
/// `nonlocal` at module level.
pub const NONLOCAL_AT_MODULE_LEVEL: &str = "nonlocal declaration not allowed at module level";
/// `nonlocal` without such a variable; the piece is the name.
pub const NO_BINDING_FOR_NONLOCAL: &str = "no binding for nonlocal '{}' found";
/// Two parameters of one name; the piece is the name.
pub const DUPLICATE_ARGUMENT: &str = "duplicate argument '{}' in function definition";
/// Two type parameters of one name; the piece is the name.
pub const DUPLICATE_TYPE_PARAMETER: &str = "duplicate type parameter '{}'";
/// `from m import *` in a function or class.
pub const STAR_IMPORT_NOT_AT_MODULE_LEVEL: &str = "import * only allowed at module level";
/// `:=` to a comprehension's variable; the piece is the name.
pub const NAMED_REBINDS_ITERATION_VARIABLE: &str =
    "assignment expression cannot rebind comprehension iteration variable '{}'";
/// A comprehension's variable assigned by `:=` inside; the piece is the name.
pub const ITERATION_VARIABLE_REBINDS_NAMED: &str =
    "comprehension inner loop cannot rebind assignment expression target '{}'";
/// `:=` in a comprehension's iterable.
pub const NAMED_IN_COMPREHENSION_ITERABLE: &str =
    "assignment expression cannot be used in a comprehension iterable expression";
/// `:=` in a comprehension in a class body.
pub const NAMED_IN_CLASS_COMPREHENSION: &str =
    "assignment expression within a comprehension cannot be used in a class body";
/// Two starred targets in one assignment.
pub const MULTIPLE_STARRED_TARGETS: &str = "multiple starred expressions in assignment";
/// `*a = b`.
pub const STARRED_TARGET_ALONE: &str = "starred assignment target must be in a list or tuple";
/// `*a` where no list is made.
pub const STARRED_NOT_ALLOWED: &str = "can't use starred expression here";
/// Assignment to a name that is a constant; the piece is the name.
pub const CANNOT_ASSIGN_TO_CONSTANT: &str = "cannot assign to {}";
/// `except:` before other handlers.
pub const DEFAULT_EXCEPT_NOT_LAST: &str = "default 'except:' must be last";
/// A wildcard before the last case.
pub const WILDCARD_NOT_LAST: &str = "wildcard makes remaining patterns unreachable";
/// A capture before the last case; the piece is the name.
pub const CAPTURE_NOT_LAST: &str = "name capture '{}' makes remaining patterns unreachable";
/// Alternatives that bind different names.
pub const ALTERNATIVES_BIND_DIFFERENT_NAMES: &str = "alternative patterns bind different names";
/// A name bound twice in a pattern; the piece is the name.
pub const MULTIPLE_ASSIGNMENTS_IN_PATTERN: &str = "multiple assignments to name '{}' in pattern";
/// A keyword twice in a class pattern; the piece is the name.
pub const DUPLICATE_KEYWORD_PATTERN: &str = "attribute name repeated in class pattern: {}";
/// Two stars in a sequence pattern.
pub const MULTIPLE_STARRED_PATTERNS: &str = "multiple starred names in sequence pattern";
