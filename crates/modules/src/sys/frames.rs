//! The frames that run, and the strategy that runs them.

use runtime::native::{Args, NativeResult};
use runtime::value::Value;
use runtime::vm::Vm;

/// The name of the strategy that runs the program.
pub fn strategy(vm: &mut Vm) -> NativeResult {
    vm.intern(vm.executor.name.as_bytes())
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
