//! Equality of code objects: the same instructions with the same tables.

use crate::native::NativeResult;
use crate::number::int::hash_i64;
use crate::object::Code;
use crate::types::Comparison;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use bytecode::CodeView;

pub(super) fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let is_wanted = match operator {
        Comparison::Eq => true,
        Comparison::Ne => false,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    let (Some(left), Some(right)) = (a.as_ref::<Code>(), b.as_ref::<Code>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let is_same = a == b || is_equal(vm, &left, &right)?;
    Ok(Value::from_bool(is_same == is_wanted))
}

/// Codes nest as deep as the compiler lets functions nest, so this may recurse.
fn is_equal(vm: &mut Vm, a: &Code, b: &Code) -> Result<bool, Raised> {
    let (Some(a_view), Some(b_view)) = (a.view(), b.view()) else { return Ok(false) };
    if !has_same_tables(&a_view, &b_view) || a.constants().len() != b.constants().len() {
        return Ok(false);
    }
    for (&a, &b) in a.constants().iter().zip(b.constants()) {
        // 1, 1.0 and True are equal, but not the same constant.
        if a != b && (vm.class_of(a) != vm.class_of(b) || !vm.equal(a, b)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn has_same_tables(a: &CodeView<'_>, b: &CodeView<'_>) -> bool {
    let counts = |view: &CodeView<'_>| {
        (
            view.flags().0,
            view.argument_count(),
            view.positional_only_count(),
            view.keyword_only_count(),
            view.register_count(),
            view.first_line(),
            view.handler_count(),
            view.capture_count(),
        )
    };
    let names = |a: &[u32], b: &[u32], a_view: &CodeView<'_>, b_view: &CodeView<'_>| {
        a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| a_view.image().string(a) == b_view.image().string(b))
    };
    counts(a) == counts(b)
        && a.name() == b.name()
        && a.instructions() == b.instructions()
        && a.line_table() == b.line_table()
        && a.cells() == b.cells()
        && names(a.locals(), b.locals(), a, b)
        && names(a.sites(), b.sites(), a, b)
        && (0..a.handler_count()).all(|index| a.handler(index) == b.handler(index))
        && (0..a.capture_count()).all(|index| match (a.capture(index), b.capture(index)) {
            (Some((a_from, a_name)), Some((b_from, b_name))) => {
                a_from == b_from && a.image().string(a_name) == b.image().string(b_name)
            }
            _ => false,
        })
}

pub(super) fn hash(_: &mut Vm, value: Value) -> Result<i64, Raised> {
    let code = value.as_ref::<Code>();
    let Some(view) = code.as_ref().and_then(|code| code.view()) else { return Ok(0) };
    let start = i64::from(bytecode::hash::hash(view.name())) ^ i64::from(view.first_line());
    let mixed = view.instructions().iter().fold(start, |hash, &word| hash.wrapping_mul(0x0100_0193) ^ i64::from(word));
    Ok(hash_i64(mixed) as i64)
}
