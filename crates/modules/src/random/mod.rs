//! `random`: numbers by chance. The functions are methods of a generator that is made with the first of them, seeded by
//! the port's source of entropy.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the table, the class `Random`, seeding and state |
//! | `twister.rs` | the generator |
//! | `integers.rs` | `getrandbits`, `randrange`, `choice`, `shuffle`, `sample` |
//! | `reals.rs` | distributions of floats |

mod integers;
mod reals;
mod twister;

use crate::support::record_of;
use heap::TryVec;
use runtime::native::{Args, Member, ModuleDefinition, NativeFunction, NativeResult};
use runtime::number::limbs::u64_at;
use runtime::object::{ByteArray, Dict, Record, Ref, Tuple, Type};
use runtime::protocol::arithmetic::Number;
use runtime::protocol::convert::IntOperand;
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};
use twister::{STATE_BYTES, Twister};

/// `random`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "random",
    doc: runtime::native::doc("Numbers by chance."),
    members: MEMBERS,
    initialize: None,
};

const STATE: usize = 0;
/// The second of two numbers of a normal distribution that were made at once.
const NEXT_GAUSS: usize = 1;

/// Calls a method's function with the generator of the module as its first argument.
fn by_module(vm: &mut Vm, args: &Args, function: NativeFunction) -> NativeResult {
    let generator = default_generator(vm)?;
    let mut slots = TryVec::new();
    let too_many = |vm: &mut Vm| vm.memory_error();
    slots.try_push(Some(generator)).map_err(|_| too_many(vm))?;
    for index in 0..args.len() {
        slots.try_push(args.get(index)).map_err(|_| too_many(vm))?;
    }
    function(vm, &Args::new(&slots, args.rest_slice(), args.keywords()))
}

/// A function of the module and the method of the same name.
macro_rules! functions {
    ($($(#[$when:meta])? $name:literal, $function:expr, $signature:literal, $method:literal, $doc:literal;)*) => {
        static MEMBERS: &[Member] = &[
            Member::class("Random", &RANDOM),
            $($(#[$when])? Member::function($name, $signature, |vm, args| by_module(vm, args, $function), $doc),)*
        ];

        static METHODS: &[Member] = &[$($(#[$when])? Member::function($name, $method, $function, $doc),)*];
    };
}

functions! {
    "seed", seed, "a=None, version=2", "self, a=None, version=2", "Begins a sequence anew.";
    #[cfg(feature = "module-functions")]
    "getstate", get_state, "", "self, /", "The state of the generator.";
    #[cfg(feature = "module-functions")]
    "setstate", set_state, "state", "self, state", "Goes back to a state.";
    "random", reals::random, "", "self, /", "A float from 0 to 1, without 1.";
    "uniform", reals::uniform, "a, b", "self, a, b", "A float from a to b.";
    #[cfg(feature = "module-functions")]
    "triangular", reals::triangular, "low=0.0, high=1.0, mode=None", "self, low=0.0, high=1.0, mode=None",
        "A float of a triangular distribution.";
    #[cfg(feature = "module-functions")]
    "gauss", reals::gauss, "mu=0.0, sigma=1.0", "self, mu=0.0, sigma=1.0", "A float of a normal distribution.";
    #[cfg(feature = "module-functions")]
    "normalvariate", reals::normal, "mu=0.0, sigma=1.0", "self, mu=0.0, sigma=1.0", "A float of a normal distribution.";
    #[cfg(feature = "module-functions")]
    "lognormvariate", reals::log_normal, "mu, sigma", "self, mu, sigma", "A float whose logarithm is normal.";
    #[cfg(feature = "module-functions")]
    "expovariate", reals::exponential, "lambd=1.0", "self, lambd=1.0", "A float of an exponential distribution.";
    #[cfg(feature = "module-functions")]
    "paretovariate", reals::pareto, "alpha", "self, alpha", "A float of a Pareto distribution.";
    #[cfg(feature = "module-functions")]
    "weibullvariate", reals::weibull, "alpha, beta", "self, alpha, beta", "A float of a Weibull distribution.";
    "getrandbits", integers::get_bits, "k, /", "self, k, /", "An int of k bits.";
    #[cfg(feature = "module-functions")]
    "randbytes", integers::random_bytes, "n", "self, n", "n bytes.";
    "randrange", integers::rand_range, "start, stop=None, step=1", "self, start, stop=None, step=1",
        "An item of range(start, stop, step).";
    "randint", integers::rand_int, "a, b", "self, a, b", "An int from a to b, both included.";
    "choice", integers::choice, "seq", "self, seq", "An item of a sequence.";
    #[cfg(feature = "module-functions")]
    "choices", integers::choices, "population, weights=None, *, cum_weights=None, k=1",
        "self, population, weights=None, *, cum_weights=None, k=1", "k items, each of all.";
    #[cfg(feature = "module-functions")]
    "shuffle", integers::shuffle, "x", "self, x", "Puts a sequence in another order.";
    #[cfg(feature = "module-functions")]
    "sample", integers::sample, "population, k, *, counts=None", "self, population, k, *, counts=None",
        "k different items.";
}

static SLOTS: Slots = Slots { new: Some(new), init: Some(init), ..Slots::NONE };

/// `random.Random`: fields are a bytearray with the state, and a number in reserve.
pub static RANDOM: Type = Type::record("Random", 2, "x=None", &SLOTS, METHODS)
    .with_flags(Type::BASE)
    .in_module("random")
    .with_doc("A generator of its own.");

fn new(vm: &mut Vm, class: Ref<Type>, _: &Args) -> NativeResult {
    let state = vm.new_byte_array_filled(STATE_BYTES, |filler| filler.repeat(&[0], STATE_BYTES))?;
    vm.new_record(class, &[Some(state.value()), None]).map(Ref::value)
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    seed_with(vm, value, args.get_not_none(0))
}

/// The generator that the functions of the module use.
fn default_generator(vm: &mut Vm) -> NativeResult {
    let name = vm.intern(b"random.generator")?;
    if let Some(generator) = vm.registry.get_name(name) {
        return Ok(generator);
    }
    let generator = new(vm, Ref::from_static(&RANDOM), &Args::new(&[], &[], None))?;
    seed_with(vm, generator, None)?;
    let registry: Ref<Dict> = vm.registry;
    vm.dict_set_name(registry, name, generator)?;
    Ok(generator)
}

/// The memory of a generator.
fn memory(vm: &mut Vm, value: Value) -> Result<Ref<ByteArray>, Raised> {
    let state = record_of(vm, value, &RANDOM).and_then(|record| record.get(STATE));
    match state.and_then(Value::as_ref::<ByteArray>) {
        Some(memory) if memory.as_bytes().len() == STATE_BYTES => Ok(memory),
        _ => Err(vm.type_error(format_args!("expected a Random object"))),
    }
}

/// Runs `body` on the generator of a value. `body` runs no Python.
fn with_twister<T>(vm: &mut Vm, value: Value, body: impl FnOnce(Twister<'_>) -> T) -> Result<T, Raised> {
    let memory = memory(vm, value)?;
    match Twister::of(memory.as_cells()) {
        Some(twister) => Ok(body(twister)),
        None => Err(vm.memory_error()),
    }
}

/// Seeds a generator by a value; without one by the port's entropy or clock.
fn seed_with(vm: &mut Vm, generator: Value, seed: Option<Value>) -> Result<(), Raised> {
    let mut key = TryVec::new();
    match seed {
        None => {
            let mut bytes = [0; 32];
            if !vm.host.entropy(&mut bytes) {
                let time = vm.host.time_nanoseconds().unwrap_or(0) as u64;
                bytes[..8].copy_from_slice(&time.to_le_bytes());
                bytes[8..16].copy_from_slice(&vm.host.monotonic_nanoseconds().to_le_bytes());
            }
            for word in bytes.chunks_exact(4) {
                let word = word.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte));
                key.try_push(word).map_err(|_| vm.memory_error())?;
            }
        }
        Some(seed) => {
            let number = seed_number(vm, seed)?;
            let Some(operand) = IntOperand::of(number) else { return Ok(()) };
            let limbs = operand.view().limbs();
            for start in (0..operand.view().bit_length()).step_by(32) {
                key.try_push(u64_at(limbs, start) as u32).map_err(|_| vm.memory_error())?;
            }
        }
    }
    with_twister(vm, generator, |twister| twister.seed(&key))?;
    if let Some(record) = generator.as_ref::<Record>() {
        record.set(NEXT_GAUSS, None);
    }
    Ok(())
}

/// The int that a seed stands for: itself, or the hash of a float, or the number of the bytes of a text.
fn seed_number(vm: &mut Vm, seed: Value) -> NativeResult {
    if let Some(number) = IntOperand::of(seed) {
        return vm.new_int_from(number.view());
    }
    if let Some(Number::Float(_)) = Number::of(seed) {
        let hash = vm.hash(seed)?;
        return vm.new_uint(hash as u64);
    }
    let bytes = match seed.as_ref::<runtime::object::Str>() {
        Some(text) => Some(crate::support::copied(vm, text.as_bytes())?),
        None => match vm.buffer(seed) {
            Some(buffer) => Some(crate::support::copied(vm, buffer.as_bytes())?),
            None => None,
        },
    };
    match bytes {
        Some(bytes) => {
            let number = runtime::number::int::from_bytes(&bytes, false, false);
            vm.new_int_result(number.map_err(|_| runtime::number::NumberError::OutOfMemory))
        }
        None => {
            let message = "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.";
            Err(vm.type_error(format_args!("{message}")))
        }
    }
}

fn seed(vm: &mut Vm, args: &Args) -> NativeResult {
    seed_with(vm, args.at(0), args.get_not_none(1))?;
    Ok(Value::NONE)
}

fn get_state(vm: &mut Vm, args: &Args) -> NativeResult {
    let list = vm.new_list(&[])?;
    for index in 0..STATE_BYTES / 4 {
        let word = with_twister(vm, args.at(0), |twister| twister.word(index))?;
        let word = vm.new_uint(u64::from(word))?;
        vm.list_push(list, word)?;
    }
    let words = vm.new_tuple(list.as_slice())?;
    let reserve = args.at(0).as_ref::<Record>().and_then(|record| record.get(NEXT_GAUSS)).unwrap_or(Value::NONE);
    vm.new_tuple(&[Value::from_i32_small(3), words, reserve])
}

fn set_state(vm: &mut Vm, args: &Args) -> NativeResult {
    let parts = args.at(1).as_ref::<Tuple>();
    let part = |index: usize| parts.as_ref().and_then(|parts| parts.as_slice().get(index).copied());
    let Some(words) = part(1).and_then(Value::as_ref::<Tuple>).filter(|words| words.len() == STATE_BYTES / 4) else {
        return Err(vm.value_error(format_args!("state vector is the wrong size")));
    };
    for (index, &word) in words.as_slice().iter().enumerate() {
        let word = vm.to_i64(word)?;
        with_twister(vm, args.at(0), |twister| twister.set_word(index, word as u32))?;
    }
    if let Some(record) = args.at(0).as_ref::<Record>() {
        record.set(NEXT_GAUSS, part(2).and_then(Value::not_none));
    }
    Ok(Value::NONE)
}
