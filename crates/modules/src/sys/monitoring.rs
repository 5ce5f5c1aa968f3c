//! `sys.monitoring`: tools, their callbacks, and the events that they want. The state is the virtual machine's, see
//! [`runtime::monitoring`].

use crate::namespace::new_namespace;
use runtime::monitoring::TOOLS;
use runtime::monitoring::event::{CALL_ENDS, Event, EventSet, LOCAL_EVENTS};
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Code, Ref, Str};
use runtime::types::arguments::int_argument;
use runtime::types::exception::RUNTIME_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `sys.monitoring`. It cannot be imported, as in CPython.
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "sys.monitoring",
    doc: runtime::native::doc("Events of running code for debuggers, profilers and the like."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::int("DEBUGGER_ID", 0),
    Member::int("COVERAGE_ID", 1),
    Member::int("PROFILER_ID", 2),
    Member::int("OPTIMIZER_ID", 5),
    Member::lazy("DISABLE", Vm::monitoring_disable),
    Member::lazy("MISSING", Vm::monitoring_missing),
    Member::lazy("events", events),
    Member::function("use_tool_id", "tool_id, name, /", use_tool_id, "Take a tool id."),
    Member::function("free_tool_id", "tool_id, /", free_tool_id, "Give a tool id back."),
    Member::function("get_tool", "tool_id, /", get_tool, "The name of a tool, or None if its id is free."),
    Member::function(
        "register_callback",
        "tool_id, event, func, /",
        register_callback,
        "Set the callback of a tool for an event; returns the one before.",
    ),
    Member::function("get_events", "tool_id, /", get_events, "The events that a tool wants in all code."),
    Member::function(
        "set_events",
        "tool_id, event_set, /",
        set_events,
        "Set the events that a tool wants in all code.",
    ),
    Member::function(
        "get_local_events",
        "tool_id, code, /",
        get_local_events,
        "The events that a tool wants in a code besides.",
    ),
    Member::function(
        "set_local_events",
        "tool_id, code, event_set, /",
        set_local_events,
        "Set the events that a tool wants in a code besides.",
    ),
    Member::function("restart_events", "", restart_events, "Enable what callbacks have disabled."),
    Member::function(
        "_all_events",
        "",
        all_events,
        "The tools that want an event in all code, as a set of bits, by its name.",
    ),
];

/// The events with their bits.
fn events(vm: &mut Vm) -> NativeResult {
    let dict = vm.new_dict(Event::COUNT + 1)?;
    for event in Event::ALL {
        let name = vm.intern(event.name().as_bytes())?;
        vm.dict_set_name(dict, name, Value::from_i32_small(event.bit() as i32))?;
    }
    let name = vm.intern(b"NO_EVENTS")?;
    vm.dict_set_name(dict, name, Value::from_i32_small(0))?;
    new_namespace(vm, dict)
}

/// The tool id that is the first argument.
fn tool_argument(vm: &mut Vm, args: &Args) -> Result<usize, Raised> {
    let id = int_argument(vm, args.at(0))?;
    match usize::try_from(id).ok().filter(|&tool| tool < TOOLS) {
        Some(tool) => Ok(tool),
        None => Err(vm.value_error(format_args!("invalid tool {id} (must be between 0 and {})", TOOLS - 1))),
    }
}

/// RuntimeError if this strategy has no events.
fn check_strategy(vm: &mut Vm, events: EventSet) -> Result<(), Raised> {
    if events == 0 {
        return Ok(());
    }
    if !vm.has_events() {
        let name = vm.executor.name;
        return Err(vm.raise(&RUNTIME_ERROR, format_args!("the strategy '{name}' cannot monitor")));
    }
    vm.reserve_events()
}

/// A tool id, which must be in use.
fn used_tool(vm: &mut Vm, args: &Args) -> Result<usize, Raised> {
    let tool = tool_argument(vm, args)?;
    match vm.monitoring.name(tool) {
        Some(_) => Ok(tool),
        None => Err(vm.value_error(format_args!("tool {tool} is not in use"))),
    }
}

fn code_argument(vm: &mut Vm, args: &Args) -> Result<Ref<Code>, Raised> {
    match args.at(1).as_ref::<Code>() {
        Some(code) => Ok(code),
        None => Err(vm.type_error(format_args!("code must be a code object"))),
    }
}

/// A set of events without those that come with `CALL` and must be given with it.
fn without_ends(vm: &mut Vm, events: EventSet) -> Result<EventSet, Raised> {
    let call = CALL_ENDS | Event::Call.bit();
    if events & CALL_ENDS != 0 && events & call != call {
        return Err(vm.value_error(format_args!("cannot set C_RETURN or C_RAISE events independently")));
    }
    Ok(events & !CALL_ENDS)
}

fn check_known(vm: &mut Vm, events: EventSet, known: EventSet, what: &str) -> Result<(), Raised> {
    if events & !known != 0 {
        return Err(vm.value_error(format_args!("invalid {what} set 0x{events:x}")));
    }
    Ok(())
}

fn number(events: EventSet) -> NativeResult {
    Ok(Value::from_i32_small(events as i32))
}

fn use_tool_id(vm: &mut Vm, args: &Args) -> NativeResult {
    let tool = tool_argument(vm, args)?;
    if args.at(1).as_ref::<Str>().is_none() {
        return Err(vm.value_error(format_args!("tool name must be a str")));
    }
    if vm.monitoring.name(tool).is_some() {
        return Err(vm.value_error(format_args!("tool {tool} is already in use")));
    }
    vm.set_tool_name(tool, Some(args.at(1)))?;
    Ok(Value::NONE)
}

/// The tool's events and callbacks stay.
fn free_tool_id(vm: &mut Vm, args: &Args) -> NativeResult {
    let tool = tool_argument(vm, args)?;
    if vm.monitoring.name(tool).is_some() {
        vm.set_tool_name(tool, None)?;
    }
    Ok(Value::NONE)
}

fn get_tool(vm: &mut Vm, args: &Args) -> NativeResult {
    let tool = tool_argument(vm, args)?;
    Ok(vm.monitoring.name(tool).unwrap_or(Value::NONE))
}

fn register_callback(vm: &mut Vm, args: &Args) -> NativeResult {
    let tool = tool_argument(vm, args)?;
    let set = int_argument(vm, args.at(1))? as EventSet;
    if set.count_ones() != 1 {
        return Err(vm.value_error(format_args!("The callback can only be set for one event at a time")));
    }
    let Some(event) = Event::single(set) else {
        return Err(vm.value_error(format_args!("invalid event {}", set as i32)));
    };
    let before = vm.set_monitoring_callback(tool, event, args.at(2).not_none())?;
    Ok(before.unwrap_or(Value::NONE))
}

fn get_events(vm: &mut Vm, args: &Args) -> NativeResult {
    let tool = tool_argument(vm, args)?;
    number(vm.monitoring.events(tool))
}

fn set_events(vm: &mut Vm, args: &Args) -> NativeResult {
    let tool = tool_argument(vm, args)?;
    let events = int_argument(vm, args.at(1))? as EventSet;
    check_known(vm, events, (1 << Event::COUNT) - 1, "event")?;
    let events = without_ends(vm, events)?;
    used_tool(vm, args)?;
    check_strategy(vm, events)?;
    vm.set_events(tool, events)?;
    Ok(Value::NONE)
}

fn get_local_events(vm: &mut Vm, args: &Args) -> NativeResult {
    let code = code_argument(vm, args)?;
    let tool = tool_argument(vm, args)?;
    number(vm.monitoring.local_events(code, tool))
}

fn set_local_events(vm: &mut Vm, args: &Args) -> NativeResult {
    let code = code_argument(vm, args)?;
    let tool = tool_argument(vm, args)?;
    let events = int_argument(vm, args.at(2))? as EventSet;
    let events = without_ends(vm, events)?;
    check_known(vm, events, LOCAL_EVENTS, "local event")?;
    used_tool(vm, args)?;
    check_strategy(vm, events)?;
    vm.set_local_events(tool, code, events)?;
    Ok(Value::NONE)
}

fn restart_events(vm: &mut Vm, _: &Args) -> NativeResult {
    vm.restart_events();
    Ok(Value::NONE)
}

fn all_events(vm: &mut Vm, _: &Args) -> NativeResult {
    let dict = vm.new_dict(0)?;
    for event in Event::ALL {
        let wants = |tool: &usize| vm.monitoring.events(*tool) & event.bit() != 0;
        let tools = (0..TOOLS).filter(wants).fold(0, |all, tool| all | 1 << tool);
        if tools != 0 {
            let name = vm.intern(event.name().as_bytes())?;
            vm.dict_set_name(dict, name, Value::from_i32_small(tools))?;
        }
    }
    Ok(dict.value())
}
