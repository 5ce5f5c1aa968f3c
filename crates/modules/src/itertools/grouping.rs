//! `groupby` and `tee`.

use super::field;
use crate::support::itself;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::types::arguments::integer_argument;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const SOURCE: usize = 0;
const FUNCTION: usize = 1;
/// The key of the item that was read last.
const KEY: usize = 2;
/// That item, until it is given out.
const ITEM: usize = 3;
/// The key of the group that was given out last.
const TARGET: usize = 4;
/// That group.
const GROUP: usize = 5;

static GROUPBY_SLOTS: Slots =
    Slots { new: Some(new_groupby), iter: Some(itself), next: Some(next_group), ..Slots::NONE };

/// `itertools.groupby`.
pub static GROUPBY: Type = Type::record("groupby", 6, "iterable, key=None", &GROUPBY_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("Groups of consecutive items with equal keys.");

fn new_groupby(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterator = vm.iter(args.at(0))?;
    vm.new_record(class, &[Some(iterator), args.get_not_none(1)]).map(Ref::value)
}

/// Reads the next item and its key; false at the end.
fn step(vm: &mut Vm, record: Ref<Record>) -> Result<bool, Raised> {
    let Some(item) = vm.next(field(record, SOURCE))? else { return Ok(false) };
    vm.keep(item);
    let key = match record.get(FUNCTION) {
        Some(function) => vm.call(function, &[item])?,
        None => item,
    };
    record.set(ITEM, item);
    record.set(KEY, key);
    Ok(true)
}

fn next_group(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    record.set(GROUP, None);
    let mark = vm.log_mark();
    loop {
        if let Some(key) = record.get(KEY) {
            let Some(target) = record.get(TARGET) else { break };
            if !vm.equal(target, key)? {
                break;
            }
        }
        if !step(vm, record)? {
            return Ok(None);
        }
        vm.log_release(mark);
        vm.safepoint()?;
    }
    let key = field(record, KEY);
    record.set(TARGET, key);
    let group = vm.new_static_record(&GROUPER, &[Some(iterator), Some(key)])?;
    record.set(GROUP, group);
    vm.new_tuple(&[key, group]).map(Some)
}

static GROUPER_SLOTS: Slots = Slots { iter: Some(itself), next: Some(next_member), ..Slots::NONE };

/// A group: fields are the `groupby` and the key.
static GROUPER: Type = Type::record("_grouper", 2, "*args, **kwargs", &GROUPER_SLOTS, &[]).in_module("itertools");

fn next_member(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(group) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(parent) = group.get(0).and_then(Value::as_ref::<Record>) else { return Ok(None) };
    if parent.get(GROUP) != Some(iterator) {
        return Ok(None);
    }
    if parent.get(ITEM).is_none() && !step(vm, parent)? {
        return Ok(None);
    }
    if !vm.equal(field(group, 1), field(parent, KEY))? {
        return Ok(None);
    }
    let item = parent.get(ITEM);
    parent.set(ITEM, None);
    Ok(item)
}

static TEE_SLOTS: Slots = Slots { iter: Some(itself), next: Some(next_tee), ..Slots::NONE };

static TEE_MEMBERS: &[Member] = &[Member::function(
    "__copy__",
    "self, /",
    |vm, args| match args.at(0).as_ref::<Record>() {
        Some(record) => vm.new_static_record(&TEE, &[record.get(0)]),
        None => Ok(Value::NONE),
    },
    "Another iterator at the same place.",
)];

/// An iterator of `tee`: the field is the next node.
static TEE: Type = Type::record("_tee", 1, "*args, **kwargs", &TEE_SLOTS, TEE_MEMBERS).in_module("itertools");

/// A node of the chain that the iterators share: fields are the item, the next node, and the source.
static NODE: Type = Type::record("_tee_dataobject", 3, "*args, **kwargs", &Slots::NONE, &[]).in_module("itertools");

/// `itertools.tee(iterable, n=2)`
pub fn tee(vm: &mut Vm, args: &Args) -> NativeResult {
    let count = args.get(1).map_or(Ok(2), |value| integer_argument(vm, value))?;
    if count < 0 {
        return Err(vm.value_error(format_args!("n must be >= 0")));
    }
    let source = vm.iter(args.at(0))?;
    let node = match source.as_ref::<Record>() {
        Some(record) if record.class == Ref::from_static(&TEE) => field(record, 0),
        _ => vm.new_static_record(&NODE, &[None, None, Some(source)])?,
    };
    vm.keep(node);
    let iterators = vm.new_list(&[])?;
    for _ in 0..count {
        let iterator = vm.new_static_record(&TEE, &[Some(node)])?;
        vm.list_push(iterators, iterator)?;
    }
    vm.new_tuple(iterators.as_slice())
}

fn next_tee(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(node) = record.get(0).and_then(Value::as_ref::<Record>) else { return Ok(None) };
    if node.get(1).is_none() {
        vm.keep(node.value());
        let source = field(node, 2);
        let Some(item) = vm.next(source)? else { return Ok(None) };
        vm.keep(item);
        let next = vm.new_static_record(&NODE, &[None, None, Some(source)])?;
        node.set(0, item);
        node.set(1, next);
    }
    record.set(0, node.get(1));
    Ok(node.get(0))
}
