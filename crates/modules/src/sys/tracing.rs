//! Watching the program from Python: `sys.settrace`, `sys.setprofile` and the frames.

use runtime::native::{Args, NativeResult};
use runtime::object::Tuple;
use runtime::types::exception::RUNTIME_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// The name of the strategy that runs the program.
pub fn strategy(vm: &mut Vm) -> NativeResult {
    vm.intern(vm.executor.name.as_bytes())
}

/// The function of an argument, `None` to remove it. RuntimeError if this strategy has no events.
fn client(vm: &mut Vm, args: &Args) -> Result<Option<Value>, Raised> {
    let function = args.at(0).not_none();
    if function.is_some() {
        if !vm.has_events() {
            let name = vm.executor.name;
            return Err(vm.raise(&RUNTIME_ERROR, format_args!("the strategy '{name}' cannot trace")));
        }
        vm.reserve_events()?;
    }
    Ok(function)
}

/// `sys.settrace`
pub fn set_trace(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.events.trace = client(vm, args)?;
    vm.events_changed();
    Ok(Value::NONE)
}

/// `sys.gettrace`
pub fn get_trace(vm: &mut Vm, _: &Args) -> NativeResult {
    Ok(vm.events.trace.unwrap_or(Value::NONE))
}

/// `sys.setprofile`
pub fn set_profile(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.events.profile = client(vm, args)?;
    vm.events_changed();
    Ok(Value::NONE)
}

/// `sys.getprofile`
pub fn get_profile(vm: &mut Vm, _: &Args) -> NativeResult {
    Ok(vm.events.profile.unwrap_or(Value::NONE))
}

/// `sys._getframe(depth)`
pub fn frame(vm: &mut Vm, args: &Args) -> NativeResult {
    let depth = match args.get(0) {
        Some(depth) => vm.to_i64(depth)?,
        None => 0,
    };
    match vm.frame_at_depth(depth.max(0) as u64) {
        Some(frame) => frame,
        None => Err(vm.value_error(format_args!("call stack is not deep enough"))),
    }
}

/// `sys._current_frames()`: the only thread is number 0.
pub fn current_frames(vm: &mut Vm, _: &Args) -> NativeResult {
    let dict = vm.new_dict(0)?;
    if let Some(frame) = vm.frame_at_depth(0) {
        let frame = frame?;
        vm.dict_set(dict, Value::from_i32_small(0), frame)?;
    }
    Ok(dict.value())
}

/// `sys.call_tracing(function, arguments)`: with events even in a callback.
pub fn call_tracing(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(arguments) = args.at(1).as_ref::<Tuple>() else {
        let class = vm.type_name(args.at(1));
        return Err(vm.type_error(format_args!("call_tracing() argument 2 must be tuple, not {class}")));
    };
    let depth = vm.trace_in_callback();
    let result = vm.call(args.at(0), arguments.as_slice());
    vm.leave_callback(depth);
    result
}
