//! The attributes of special exception classes, such as `OSError.errno`.
//!
//! Most exceptions of these classes are raised and caught without anybody looking at them, so the attributes are not
//! stored but derived from the arguments. When one is set, or is not derivable, all go to a record in the exception's
//! `payload`.

use super::base::arguments;
use super::{group, keyword, os_error, syntax_error, unicode_error};
use crate::native::NativeResult;
use crate::object::{Exception, Record, Ref, Tuple, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

static FIELDS_SLOTS: Slots = Slots::NONE;

/// The class of the record in `payload`; Python never sees it.
static FIELDS: Type = Type::record("exception fields", 0, "", &FIELDS_SLOTS, &[]);

/// Which special class an exception has or inherits from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family(pub u8);

impl Family {
    /// `StopIteration`: value.
    pub const STOP_ITERATION: u8 = 0;
    /// `SystemExit`: code.
    pub const SYSTEM_EXIT: u8 = 1;
    /// `OSError`: errno, strerror, filename, filename2, characters_written.
    pub const OS: u8 = 2;
    /// `ImportError`: msg, name, path, name_from.
    pub const IMPORT: u8 = 3;
    /// `NameError`: name.
    pub const NAME: u8 = 4;
    /// `AttributeError`: name, obj.
    pub const ATTRIBUTE: u8 = 5;
    /// `SyntaxError`: msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line.
    pub const SYNTAX: u8 = 6;
    /// `UnicodeDecodeError`: encoding, object, start, end, reason.
    pub const DECODE: u8 = 7;
    /// `UnicodeEncodeError`: the same.
    pub const ENCODE: u8 = 8;
    /// `UnicodeTranslateError`: the same, without encoding.
    pub const TRANSLATE: u8 = 9;
    /// `BaseExceptionGroup`: message, exceptions.
    pub const GROUP: u8 = 10;

    /// The family of an exception class, if it has one.
    pub fn of(class: &Type) -> Option<Family> {
        static FAMILIES: &[(&Slots, u8)] = &[
            (&super::base::STOP_ITERATION_SLOTS, Family::STOP_ITERATION),
            (&super::base::SYSTEM_EXIT_SLOTS, Family::SYSTEM_EXIT),
            (&os_error::SLOTS, Family::OS),
            (&keyword::IMPORT_SLOTS, Family::IMPORT),
            (&keyword::NAME_SLOTS, Family::NAME),
            (&keyword::ATTRIBUTE_SLOTS, Family::ATTRIBUTE),
            (&syntax_error::SLOTS, Family::SYNTAX),
            (&unicode_error::DECODE_SLOTS, Family::DECODE),
            (&unicode_error::ENCODE_SLOTS, Family::ENCODE),
            (&unicode_error::TRANSLATE_SLOTS, Family::TRANSLATE),
            #[cfg(feature = "exception-groups")]
            (&group::SLOTS, Family::GROUP),
        ];
        let slots: *const Slots = class.slots;
        FAMILIES.iter().find(|(family, _)| core::ptr::eq(*family, slots)).map(|&(_, number)| Family(number))
    }

    /// The number of attributes.
    pub fn size(self) -> usize {
        match self.0 {
            Self::STOP_ITERATION | Self::SYSTEM_EXIT | Self::NAME => 1,
            Self::ATTRIBUTE | Self::GROUP => 2,
            Self::IMPORT => 4,
            Self::SYNTAX => 8,
            _ => 5,
        }
    }

    /// What an attribute is as long as it was not set.
    fn derive(self, exception: &Exception, index: usize) -> Option<Value> {
        let args = arguments(exception);
        match self.0 {
            Self::STOP_ITERATION => args.first().copied(),
            Self::SYSTEM_EXIT => match args {
                [] => None,
                &[code] => Some(code),
                _ => Some(exception.arguments.get()),
            },
            Self::OS => match args.len() {
                1 if index == 0 && args[0].is_small_int() => Some(args[0]),
                2..=5 if index < 3 => args.get(index).copied(),
                5 if index == 3 => Some(args[4]),
                _ => None,
            },
            Self::IMPORT if index == 0 && args.len() == 1 => Some(args[0]),
            Self::SYNTAX => match index {
                0 => args.first().copied(),
                1..=6 if args.len() == 2 => {
                    args[1].as_ref::<Tuple>().and_then(|place| place.as_slice().get(index - 1).copied())
                }
                _ => None,
            },
            Self::DECODE | Self::ENCODE if args.len() == 5 => args.get(index).copied(),
            Self::TRANSLATE if args.len() == 4 => args.get(index.checked_sub(1)?).copied(),
            Self::GROUP => args.get(index).copied(),
            _ => None,
        }
    }

    /// An attribute.
    pub fn field(self, exception: &Exception, index: usize) -> Option<Value> {
        match exception.payload.get().and_then(Value::as_ref::<Record>) {
            Some(record) => record.get(index),
            None => self.derive(exception, index),
        }
    }

    /// Stores all attributes, so that they do not depend on the arguments.
    pub fn store(self, vm: &mut Vm, exception: Ref<Exception>) -> Result<Ref<Record>, Raised> {
        if let Some(record) = exception.payload.get().and_then(Value::as_ref::<Record>) {
            return Ok(record);
        }
        let mut values = [None; 8];
        let values = &mut values[..self.size()];
        for (index, value) in values.iter_mut().enumerate() {
            *value = self.derive(&exception, index);
        }
        let record = vm.new_record(Ref::from_static(&FIELDS), values)?;
        exception.payload.set(Some(record.value()));
        Ok(record)
    }
}

/// Gives an exception these attributes.
pub fn assign(vm: &mut Vm, exception: Ref<Exception>, values: &[Option<Value>]) -> Result<(), Raised> {
    let record = vm.new_record(Ref::from_static(&FIELDS), values)?;
    exception.payload.set(Some(record.value()));
    Ok(())
}

/// Stores the attributes of an exception of a special class before its arguments change.
pub fn pin(vm: &mut Vm, value: Value) -> Result<(), Raised> {
    if let Some(exception) = value.as_ref::<Exception>() {
        let class = exception.class.get();
        if let Some(family) = Family::of(&class) {
            family.store(vm, exception)?;
        }
    }
    Ok(())
}

/// Reads an attribute.
pub fn get<const FAMILY: u8, const INDEX: usize>(vm: &mut Vm, value: Value) -> NativeResult {
    read(vm, value, FAMILY, INDEX)
}

/// Not generic: there are dozens of attributes.
#[inline(never)]
fn read(_: &mut Vm, value: Value, family: u8, index: usize) -> NativeResult {
    let field = value.as_ref::<Exception>().and_then(|exception| Family(family).field(&exception, index));
    Ok(field.unwrap_or(Value::NONE))
}

/// Writes or deletes an attribute; a deleted one reads as `None`.
pub fn set<const FAMILY: u8, const INDEX: usize>(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    write(vm, value, new, FAMILY << 4 | INDEX as u8)
}

/// `which` is the family and, in four bits, the index: the arguments fit into registers.
#[inline(never)]
fn write(vm: &mut Vm, value: Value, new: Option<Value>, which: u8) -> Result<(), Raised> {
    if let Some(exception) = value.as_ref::<Exception>() {
        let record = Family(which >> 4).store(vm, exception)?;
        record.set(usize::from(which & 15), new);
    }
    Ok(())
}
