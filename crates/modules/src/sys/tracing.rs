//! Watching the program from Python: `sys.settrace` and `sys.setprofile`.

use runtime::native::{Args, NativeResult};
use runtime::object::Tuple;
use runtime::types::exception::RUNTIME_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

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
