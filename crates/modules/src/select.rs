//! `select`: which streams are ready.
//!
//! Descriptors and files of the host are asked for by the host; any other object by its `ioctl`, as MicroPython does it.

use crate::sys::stdio;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Record, Ref, Tuple, Type};
use runtime::types::Slots;
use runtime::types::exception::OS_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const IN: i32 = 1;
const OUT: i32 = 4;
const ERROR: i32 = 8;
const HANG_UP: i32 = 16;
/// The request of `ioctl` that asks what a stream is ready for.
const POLL: i32 = 3;
/// `ipoll`: an event is told once.
const ONE_SHOT: i64 = 1;
/// Nanoseconds between two questions.
const STEP: u64 = 1_000_000;

/// `select`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "select",
    doc: "Which streams are ready.",
    members: &[
        Member::function("poll", "", |vm, _| new(vm), "An object that watches streams."),
        Member::function("select", "rlist, wlist, xlist, timeout=None, /", select, "The streams that are ready."),
        Member::int("POLLIN", IN as i64),
        Member::int("POLLOUT", OUT as i64),
        Member::int("POLLERR", ERROR as i64),
        Member::int("POLLHUP", HANG_UP as i64),
    ],
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::function("register", "self, obj, eventmask=5, /", register, "Watches a stream."),
    Member::function("modify", "self, obj, eventmask, /", modify, "Changes what a stream is watched for."),
    Member::function("unregister", "self, obj, /", unregister, "Ends the watch of a stream."),
    Member::function("poll", "self, timeout=-1, /", poll, "Pairs of streams and events, after a wait in milliseconds."),
    Member::function("ipoll", "self, timeout=-1, flags=0, /", iterate, "The same, as an iterator."),
];

/// The object: the field is a dict from identities to pairs of a stream and its mask.
static POLL_TYPE: Type = Type::record("poll", 1, "", &Slots::NONE, MEMBERS).in_module("select");

fn new(vm: &mut Vm) -> NativeResult {
    let watched = vm.new_dict(0)?;
    vm.new_static_record(&POLL_TYPE, &[Some(watched.value())])
}

fn watched(vm: &mut Vm, args: &Args) -> Result<Ref<Dict>, Raised> {
    match args.at(0).as_ref::<Record>().and_then(|record| record.get(0)?.as_ref::<Dict>()) {
        Some(watched) => Ok(watched),
        None => Err(vm.type_error(format_args!("a poll object is needed"))),
    }
}

fn key(vm: &mut Vm, stream: Value) -> NativeResult {
    match stream.as_small_int() {
        Some(_) => Ok(stream),
        None => {
            let slots = [Some(stream)];
            crate::builtins::object::id(vm, &Args::new(&slots, &[], None))
        }
    }
}

fn enter(vm: &mut Vm, args: &Args, watched: Ref<Dict>) -> NativeResult {
    let key = key(vm, args.at(1))?;
    let mask = match args.get(2) {
        Some(mask) => vm.to_i64(mask)?,
        None => i64::from(IN | OUT),
    };
    let mask = vm.new_int(mask)?;
    let pair = vm.new_tuple(&[args.at(1), mask])?;
    vm.dict_set(watched, key, pair)?;
    Ok(Value::NONE)
}

fn register(vm: &mut Vm, args: &Args) -> NativeResult {
    let watched = watched(vm, args)?;
    check(vm, args.at(1))?;
    enter(vm, args, watched)
}

fn modify(vm: &mut Vm, args: &Args) -> NativeResult {
    let watched = watched(vm, args)?;
    let key = key(vm, args.at(1))?;
    match vm.dict_get(watched, key)? {
        Some(_) => enter(vm, args, watched),
        None => Err(vm.raise_os_error(hal::errno::ENOENT, None)),
    }
}

fn unregister(vm: &mut Vm, args: &Args) -> NativeResult {
    let watched = watched(vm, args)?;
    let key = key(vm, args.at(1))?;
    vm.dict_remove(watched, key)?;
    Ok(Value::NONE)
}

/// Raises an error for what nobody can ask whether it is ready.
fn check(vm: &mut Vm, stream: Value) -> Result<(), Raised> {
    if stdio::any_descriptor(stream).is_some() || stream.as_small_int().is_some() {
        return Ok(());
    }
    for name in [&b"ioctl"[..], b"fileno"] {
        let name = vm.intern(name)?;
        if vm.try_attribute(stream, name)?.is_some() {
            return Ok(());
        }
    }
    Err(vm.raise(&OS_ERROR, format_args!("stream operation not supported")))
}

/// What a stream is ready for, of a mask.
fn ready(vm: &mut Vm, stream: Value, mask: i32) -> Result<i32, Raised> {
    let descriptor = match stdio::any_descriptor(stream) {
        Some(descriptor) => Some(descriptor),
        None => stream.as_small_int().map(|descriptor| i32::try_from(descriptor).unwrap_or(-1)),
    };
    if let Some(descriptor) = descriptor {
        return Ok(of_descriptor(vm, descriptor, mask));
    }
    let name = vm.intern(b"ioctl")?;
    if let Some(ioctl) = vm.try_attribute(stream, name)? {
        let answer = vm.call(ioctl, &[Value::from_i32_small(POLL), Value::from_i32_small(mask)])?;
        let answer = vm.to_i64(answer)?;
        // A negative number is an error.
        return match i32::try_from(answer) {
            Ok(bits) if bits >= 0 => Ok(bits),
            _ => Err(vm.raise_os_error(i32::try_from(-answer).unwrap_or(hal::errno::EINVAL), None)),
        };
    }
    let name = vm.intern(b"fileno")?;
    match vm.try_attribute(stream, name)? {
        Some(method) => {
            let descriptor = vm.call(method, &[])?;
            let descriptor = i32::try_from(vm.to_i64(descriptor)?).unwrap_or(-1);
            Ok(of_descriptor(vm, descriptor, mask))
        }
        None => Err(vm.raise(&OS_ERROR, format_args!("stream operation not supported"))),
    }
}

fn of_descriptor(vm: &Vm, descriptor: i32, mask: i32) -> i32 {
    let mut bits = 0;
    for (bit, to_write) in [(IN, false), (OUT, true)] {
        if mask & bit != 0 && vm.host.is_ready(descriptor, to_write) {
            bits |= bit;
        }
    }
    bits
}

/// Asks again and again until `ask` has found something, or milliseconds are over; a negative number is no limit.
fn wait(vm: &mut Vm, milliseconds: i64, mut ask: impl FnMut(&mut Vm) -> Result<bool, Raised>) -> Result<(), Raised> {
    // Who waits for a reply needs what has been written to be on its way.
    let _ = vm.host.flush(hal::Stream::Output);
    let start = vm.host.monotonic_nanoseconds();
    loop {
        let mark = vm.log_mark();
        if ask(vm)? {
            return Ok(());
        }
        vm.log_release(mark);
        let passed = vm.host.monotonic_nanoseconds().saturating_sub(start);
        if milliseconds >= 0 && passed >= (milliseconds as u64).saturating_mul(1_000_000) {
            return Ok(());
        }
        vm.host.sleep_nanoseconds(STEP);
        vm.safepoint()?;
    }
}

/// The pairs of what is ready.
fn ready_pairs(vm: &mut Vm, args: &Args, flags: i64) -> NativeResult {
    let watched = watched(vm, args)?;
    let timeout = match args.get_not_none(1) {
        Some(timeout) => vm.to_i64(timeout)?,
        None => -1,
    };
    vm.committed = true;
    let found = vm.new_list(&[])?;
    wait(vm, timeout, |vm| {
        let mut index = 0;
        while let Some((at, key, pair)) = watched.next_entry(index) {
            index = at + 1;
            let (stream, mask) = match pair.as_ref::<Tuple>().as_ref().map(|pair| pair.as_slice()) {
                Some([stream, mask]) => (*stream, vm.to_i64(*mask)? as i32),
                _ => continue,
            };
            vm.keep(pair);
            let bits = ready(vm, stream, mask)?;
            if bits != 0 {
                let bits = Value::from_i32_small(bits);
                let event = vm.new_tuple(&[stream, bits])?;
                vm.list_push(found, event)?;
                if flags & ONE_SHOT != 0 {
                    let pair = vm.new_tuple(&[stream, Value::from_i32_small(0)])?;
                    vm.dict_set(watched, key, pair)?;
                }
            }
        }
        Ok(!found.is_empty())
    })?;
    Ok(found.value())
}

fn poll(vm: &mut Vm, args: &Args) -> NativeResult {
    ready_pairs(vm, args, 0)
}

fn iterate(vm: &mut Vm, args: &Args) -> NativeResult {
    let flags = match args.get(2) {
        Some(flags) => vm.to_i64(flags)?,
        None => 0,
    };
    let found = ready_pairs(vm, args, flags)?;
    vm.iter(found)
}

/// `select.select(rlist, wlist, xlist, timeout=None)`
fn select(vm: &mut Vm, args: &Args) -> NativeResult {
    let milliseconds = match args.get_not_none(3) {
        Some(timeout) => {
            let seconds = vm.to_float(timeout)?;
            (seconds * 1000.0) as i64
        }
        None => -1,
    };
    let given = [vm.collect_list(args.at(0))?, vm.collect_list(args.at(1))?];
    let found = [vm.new_list(&[])?, vm.new_list(&[])?, vm.new_list(&[])?];
    vm.committed = true;
    wait(vm, milliseconds, |vm| {
        for (which, mask) in [(0, IN), (1, OUT)] {
            let mut index = 0;
            while let Some(stream) = given[which].get(index) {
                index += 1;
                if ready(vm, stream, mask)? & mask != 0 {
                    vm.list_push(found[which], stream)?;
                }
            }
        }
        Ok(found.iter().any(|list| !list.is_empty()))
    })?;
    vm.new_tuple(&found.map(Ref::value))
}
