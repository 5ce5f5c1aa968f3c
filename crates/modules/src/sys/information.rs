//! What describes the implementation: `sys.implementation`, `sys.version_info`, `sys.float_info` and the like.

use crate::fields::{item, make, named_tuple};
use runtime::native::{Member, NativeResult};
use runtime::object::Type;
use runtime::value::{Float, Value};
use runtime::vm::Vm;

/// `sys.version`: the language, then the implementation.
pub const VERSION: &str = concat!("3.12.0; Amphis v", env!("CARGO_PKG_VERSION"));

macro_rules! information {
    ($($class:ident = $title:literal: $($index:literal $name:literal)*;)*) => {
        $(
            static $class: Type = named_tuple($title, "sys", &[$(Member::getter($name, item::<$index>),)*]);
        )*
    };
}

information! {
    VERSION_INFO = "version_info": 0 "major" 1 "minor" 2 "micro" 3 "releaselevel" 4 "serial";
    IMPLEMENTATION = "implementation": 0 "name" 1 "version" 2 "_machine" 3 "_mpy" 4 "_build" 5 "cache_tag";
    FLOAT_INFO = "float_info": 0 "max" 1 "max_exp" 2 "max_10_exp" 3 "min" 4 "min_exp" 5 "min_10_exp" 6 "dig" 7 "mant_dig"
        8 "epsilon" 9 "radix" 10 "rounds";
    HASH_INFO = "hash_info": 0 "width" 1 "modulus" 2 "inf" 3 "nan" 4 "imag" 5 "algorithm" 6 "hash_bits" 7 "seed_bits"
        8 "cutoff";
    INT_INFO = "int_info": 0 "bits_per_digit" 1 "sizeof_digit" 2 "default_max_str_digits" 3 "str_digits_check_threshold";
    FLAGS = "flags": 0 "debug" 1 "inspect" 2 "interactive" 3 "optimize" 4 "dont_write_bytecode" 5 "no_user_site"
        6 "no_site" 7 "ignore_environment" 8 "verbose" 9 "bytes_warning" 10 "quiet" 11 "hash_randomization" 12 "isolated"
        13 "dev_mode" 14 "utf8_mode";
}

const fn small(number: i32) -> Value {
    Value::from_i32_small(number)
}

/// `sys.version_info`: the language.
pub fn version_info(vm: &mut Vm) -> NativeResult {
    let level = vm.intern(b"final")?;
    make(vm, &VERSION_INFO, &[small(3), small(12), small(0), level, small(0)])
}

/// `sys.implementation`. Libraries select on the name, and MicroPython's modules are here as of this version.
pub fn implementation(vm: &mut Vm) -> NativeResult {
    // The version of the file format alone: machine code cannot be loaded.
    const MPY: i32 = 6;
    let name = vm.intern(b"micropython")?;
    let suffix = vm.intern(b"")?;
    let version = vm.new_tuple(&[small(1), small(29), small(0), suffix])?;
    let platform = vm.host.platform();
    let machine = vm.new_str_from(format_args!("{platform} with Amphis"))?;
    let build = vm.intern(b"amphis")?;
    make(vm, &IMPLEMENTATION, &[name, version, machine, small(MPY), build, Value::NONE])
}

/// `sys.float_info`
pub fn float_info(vm: &mut Vm) -> NativeResult {
    let values = [
        vm.new_float(Float::MAX)?,
        small(Float::MAX_EXP),
        small(Float::MAX_10_EXP),
        vm.new_float(Float::MIN_POSITIVE)?,
        small(Float::MIN_EXP),
        small(Float::MIN_10_EXP),
        small(Float::DIGITS as i32),
        small(Float::MANTISSA_DIGITS as i32),
        vm.new_float(Float::EPSILON)?,
        small(Float::RADIX as i32),
        small(1),
    ];
    make(vm, &FLOAT_INFO, &values)
}

/// `sys.hash_info`
pub fn hash_info(vm: &mut Vm) -> NativeResult {
    let modulus = vm.new_int((1 << 61) - 1)?;
    let algorithm = vm.intern(b"amphis")?;
    let numbers = [small(64), modulus, small(314_159), small(0), small(1_000_003)];
    let [width, modulus, infinity, nan, imaginary] = numbers;
    let values = [width, modulus, infinity, nan, imaginary, algorithm, small(32), small(0), small(0)];
    make(vm, &HASH_INFO, &values)
}

/// `sys.int_info`
pub fn int_info(vm: &mut Vm) -> NativeResult {
    let values = [small(usize::BITS as i32), small(size_of::<usize>() as i32), small(0), small(0)];
    make(vm, &INT_INFO, &values)
}

/// `sys.flags`
pub fn flags(vm: &mut Vm) -> NativeResult {
    let mut values = [small(0); 15];
    values[3] = small(i32::from(vm.configuration.optimization));
    values[4] = small(1);
    values[13] = Value::FALSE;
    values[14] = small(1);
    make(vm, &FLAGS, &values)
}
