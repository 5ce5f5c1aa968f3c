//! Python objects that JavaScript holds.
//!
//! They are in a list in the VM's registry, which keeps them alive; JavaScript has the index. The same object has one
//! number while it is held, so that JavaScript can give it one proxy: a dict from identities to numbers says which.

use runtime::object::{Dict, List, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// What JavaScript holds.
pub struct Handles;

/// Names in the registry: a list of objects, a dict from the identities of objects to their numbers, a list of free numbers.
const OBJECTS: &[u8] = b"wasm.objects";
const NUMBERS: &[u8] = b"wasm.numbers";
const FREE: &[u8] = b"wasm.free";

/// Number 0: what an exception that cannot be held is shown as.
pub const NO_MEMORY: u32 = 0;

impl Handles {
    /// Makes the table; the first numbers are those of an exception for want of memory, `__main__` and its namespace.
    pub fn start(vm: &mut Vm, first: &[Value]) -> Result<(), Raised> {
        let mark = vm.log_mark();
        let registry = vm.registry;
        let (objects, free, numbers) = (vm.new_list(first)?, vm.new_list(&[])?, vm.new_dict(0)?);
        for (name, value) in [(OBJECTS, objects.value()), (FREE, free.value()), (NUMBERS, numbers.value())] {
            let name = vm.intern(name)?;
            vm.dict_set_name(registry, name, value)?;
        }
        for (number, &value) in first.iter().enumerate().skip(1) {
            let identity = identity(vm, value)?;
            vm.dict_set(numbers, identity, Value::from_i32_small(number as i32))?;
        }
        vm.log_release(mark);
        Ok(())
    }

    /// The number of an object, which is kept alive until JavaScript releases it.
    pub fn hold(vm: &mut Vm, value: Value) -> Result<u32, Raised> {
        let (Some(objects), Some(free), Some(numbers)) = (list(vm, OBJECTS), list(vm, FREE), dict(vm)) else {
            return Ok(NO_MEMORY);
        };
        vm.keep(value);
        let identity = identity(vm, value)?;
        if let Some(number) = vm.dict_get(numbers, identity)?.and_then(Value::as_small_int) {
            return Ok(number as u32);
        }
        // Room first: what follows cannot fail.
        vm.list_reserve(free, 1)?;
        let number = match free.as_slice().last().and_then(|number| number.as_small_int()) {
            Some(number) => {
                vm.dict_set(numbers, identity, Value::from_i32_small(number as i32))?;
                free.truncate(free.len() - 1);
                objects.set(number as usize, value);
                number as u32
            }
            None => {
                let number = objects.len() as u32;
                vm.list_push(objects, value)?;
                if let Err(raised) = vm.dict_set(numbers, identity, Value::from_i32_small(number as i32)) {
                    objects.truncate(number as usize);
                    return Err(raised);
                }
                number
            }
        };
        Ok(number)
    }

    /// The object of a number; `None` of Python for a number that was released.
    pub fn get(vm: &mut Vm, number: u32) -> Value {
        list(vm, OBJECTS).and_then(|objects| objects.get(number as usize)).unwrap_or(Value::NONE)
    }

    /// JavaScript does not hold the object any more.
    pub fn release(vm: &mut Vm, number: u32) -> Result<(), Raised> {
        let (Some(objects), Some(free), Some(numbers)) = (list(vm, OBJECTS), list(vm, FREE), dict(vm)) else {
            return Ok(());
        };
        let Some(value) = objects.get(number as usize) else { return Ok(()) };
        let identity = identity(vm, value)?;
        vm.list_push(free, Value::from_i32_small(number as i32))?;
        vm.dict_remove(numbers, identity)?;
        objects.set(number as usize, Value::NONE);
        Ok(())
    }

    /// How many objects are held.
    pub fn count(vm: &mut Vm) -> usize {
        dict(vm).map_or(0, |numbers| numbers.len())
    }
}

/// An int that no other living object has.
fn identity(vm: &mut Vm, value: Value) -> Result<Value, Raised> {
    // Of what is no object only these two come here.
    let constant = if value == Value::ELLIPSIS { -1 } else { -2 };
    vm.new_int(value.as_object().map_or(constant, |object| object as usize as i64))
}

fn find(vm: &mut Vm, name: &[u8]) -> Option<Value> {
    let name = vm.find_name(name)?;
    vm.registry.get_name(name)
}

fn list(vm: &mut Vm, name: &[u8]) -> Option<Ref<List>> {
    find(vm, name).and_then(Value::as_ref::<List>)
}

fn dict(vm: &mut Vm) -> Option<Ref<Dict>> {
    find(vm, NUMBERS).and_then(Value::as_ref::<Dict>)
}
