//! `operator`: the operators as functions.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the functions |
//! | `getters.rs` | `itemgetter`, `attrgetter`, `methodcaller` |

mod getters;

use crate::support::small;
use core::ops::ControlFlow;
use getters::{ATTRGETTER, ITEMGETTER, METHODCALLER};
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::types::arguments::integer_argument;
use runtime::types::{BinaryOperator, Comparison, UnaryOperator};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `operator`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "operator",
    doc: runtime::native::doc("The operators as functions."),
    members: MEMBERS,
    initialize: None,
};

macro_rules! binary {
    ($name:literal, $operator:ident) => {
        Member::function(
            $name,
            "a, b, /",
            |vm, args| vm.binary(BinaryOperator::$operator, args.at(0), args.at(1)),
            "Binary operator.",
        )
    };
}

macro_rules! inplace {
    ($name:literal, $operator:ident) => {
        Member::function(
            $name,
            "a, b, /",
            |vm, args| vm.inplace(BinaryOperator::$operator, args.at(0), args.at(1)),
            "Augmented assignment.",
        )
    };
}

macro_rules! comparison {
    ($name:literal, $operator:ident) => {
        Member::function(
            $name,
            "a, b, /",
            |vm, args| vm.compare(Comparison::$operator, args.at(0), args.at(1)),
            "Comparison.",
        )
    };
}

macro_rules! unary {
    ($name:literal, $operator:ident) => {
        Member::function($name, "a, /", |vm, args| vm.unary(UnaryOperator::$operator, args.at(0)), "Unary operator.")
    };
}

static MEMBERS: &[Member] = &[
    binary!("add", Add),
    binary!("sub", Sub),
    binary!("mul", Mul),
    binary!("truediv", TrueDiv),
    binary!("floordiv", FloorDiv),
    binary!("mod", Mod),
    binary!("and_", And),
    binary!("or_", Or),
    binary!("xor", Xor),
    binary!("lshift", Shl),
    binary!("rshift", Shr),
    binary!("pow", Pow),
    binary!("matmul", MatMul),
    inplace!("iadd", Add),
    inplace!("isub", Sub),
    inplace!("imul", Mul),
    inplace!("itruediv", TrueDiv),
    inplace!("ifloordiv", FloorDiv),
    inplace!("imod", Mod),
    inplace!("iand", And),
    inplace!("ior", Or),
    inplace!("ixor", Xor),
    inplace!("ilshift", Shl),
    inplace!("irshift", Shr),
    inplace!("ipow", Pow),
    inplace!("imatmul", MatMul),
    comparison!("lt", Lt),
    comparison!("le", Le),
    comparison!("eq", Eq),
    comparison!("ne", Ne),
    comparison!("gt", Gt),
    comparison!("ge", Ge),
    unary!("neg", Neg),
    unary!("pos", Pos),
    unary!("invert", Invert),
    unary!("inv", Invert),
    unary!("abs", Abs),
    Member::function("index", "a, /", |vm, args| vm.index(args.at(0)), "The int of an integer."),
    Member::function("not_", "a, /", |vm, args| Ok(Value::from_bool(!vm.truth(args.at(0))?)), "not a"),
    Member::function("truth", "a, /", |vm, args| Ok(Value::from_bool(vm.truth(args.at(0))?)), "bool(a)"),
    Member::function("is_", "a, b, /", |_, args| Ok(Value::from_bool(args.at(0) == args.at(1))), "a is b"),
    Member::function("is_not", "a, b, /", |_, args| Ok(Value::from_bool(args.at(0) != args.at(1))), "a is not b"),
    Member::function("concat", "a, b, /", |vm, args| concatenate(vm, args, false), "a + b, for sequences."),
    Member::function("iconcat", "a, b, /", |vm, args| concatenate(vm, args, true), "a += b, for sequences."),
    Member::function(
        "contains",
        "a, b, /",
        |vm, args| Ok(Value::from_bool(vm.contains(args.at(0), args.at(1))?)),
        "b in a",
    ),
    Member::function("countOf", "a, b, /", count_of, "How often b occurs in a."),
    Member::function("indexOf", "a, b, /", index_of, "The first index of b in a."),
    Member::function("getitem", "a, b, /", |vm, args| vm.get_item(args.at(0), args.at(1)), "a[b]"),
    Member::function("setitem", "a, b, c, /", |vm, args| set_item(vm, args, args.get(2)), "a[b] = c"),
    Member::function("delitem", "a, b, /", |vm, args| set_item(vm, args, None), "del a[b]"),
    Member::function("length_hint", "obj, default=0, /", length_hint, "An estimate of the length."),
    Member::function("call", "obj, /, *args, **kwargs", call, "obj(*args, **kwargs)"),
    Member::class("itemgetter", &ITEMGETTER),
    Member::class("attrgetter", &ATTRGETTER),
    Member::class("methodcaller", &METHODCALLER),
];

fn set_item(vm: &mut Vm, args: &Args, value: Option<Value>) -> NativeResult {
    vm.set_item(args.at(0), args.at(1), value)?;
    Ok(Value::NONE)
}

fn concatenate(vm: &mut Vm, args: &Args, inplace: bool) -> NativeResult {
    let class = vm.class_of(args.at(0));
    let getter = runtime::symbols::sym::__getitem__.value();
    if class.slots.get_item.is_none() && vm.class_lookup(class, getter)?.is_none() {
        let name = vm.class_name(args.at(0));
        return Err(vm.type_error(format_args!("'{name}' object can't be concatenated")));
    }
    if inplace {
        return vm.inplace(BinaryOperator::Add, args.at(0), args.at(1));
    }
    vm.binary(BinaryOperator::Add, args.at(0), args.at(1))
}

fn count_of(vm: &mut Vm, args: &Args) -> NativeResult {
    let wanted = args.at(1);
    let mut count = 0;
    vm.for_each(args.at(0), |vm, item| {
        count += usize::from(vm.equal(item, wanted)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(small(count))
}

fn index_of(vm: &mut Vm, args: &Args) -> NativeResult {
    let wanted = args.at(1);
    let (mut index, mut found) = (0, false);
    vm.for_each(args.at(0), |vm, item| {
        if vm.equal(item, wanted)? {
            found = true;
            return Ok(ControlFlow::Break(()));
        }
        index += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    if found { Ok(small(index)) } else { Err(vm.value_error(format_args!("sequence.index(x): x not in sequence"))) }
}

fn length_hint(vm: &mut Vm, args: &Args) -> NativeResult {
    let default = match args.get(1) {
        Some(default) => default_length(vm, default)?,
        None => 0,
    };
    Ok(small(vm.length_hint(args.at(0), default)?))
}

fn default_length(vm: &mut Vm, value: Value) -> Result<usize, Raised> {
    let number = integer_argument(vm, value)?;
    Ok(usize::try_from(number).unwrap_or(0))
}

fn call(vm: &mut Vm, args: &Args) -> NativeResult {
    crate::support::call_with_rest(vm, args.at(0), &[], args)
}
