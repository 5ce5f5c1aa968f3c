//! Special methods of builtin types, derived from their slots.
//!
//! There is one native function for each special method. It does what the slot of the builtin type of its first argument
//! does, and ignores what classes made by Python define on top of it: that is what `super().__len__()` and
//! `list.__len__(x)` mean.

use crate::native::{Args, NativeResult};
use crate::object::{Kind, List, Native, Ref, Type};
use crate::symbols::sym;
use crate::types::type_::{Mro, instantiate};
use crate::types::{BinaryOperator, Comparison, Slots, UnaryOperator};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// A special method: the native function, and whether a builtin type has it.
struct Special {
    native: Native,
    has: fn(&Type) -> bool,
}

/// A slot's special method that is there if the slot is.
macro_rules! slot {
    ($name:literal, $signature:literal, $slot:ident, $function:expr, $doc:literal) => {
        Special { native: Native::new($name, $signature, $function, $doc), has: |class| class.slots.$slot.is_some() }
    };
}

macro_rules! comparison {
    ($name:literal, $operator:ident) => {
        Special {
            native: Native::new(
                $name,
                "self, value, /",
                |vm, args| compare(vm, args, Comparison::$operator),
                "Compare with a value.",
            ),
            has: |class| class.slots.compare.is_some(),
        }
    };
}

macro_rules! binary {
    ($name:literal, $operator:ident) => {
        Special {
            native: Native::new(
                $name,
                "self, value, /",
                |vm, args| binary(vm, args, BinaryOperator::$operator),
                "Do the operation with self on the left.",
            ),
            has: |class| has_operator(class, BinaryOperator::$operator),
        }
    };
}

macro_rules! reflected {
    ($name:literal, $operator:ident) => {
        Special {
            native: Native::new(
                $name,
                "self, value, /",
                |vm, args| reflected(vm, args, BinaryOperator::$operator),
                "Do the operation with self on the right.",
            ),
            has: |class| has_reflected(class, BinaryOperator::$operator),
        }
    };
}

macro_rules! inplace {
    ($name:literal, $operator:ident) => {
        Special {
            native: Native::new(
                $name,
                "self, value, /",
                |vm, args| inplace(vm, args, BinaryOperator::$operator),
                "Do the operation in place.",
            ),
            has: |class| has_inplace(class, BinaryOperator::$operator),
        }
    };
}

macro_rules! unary {
    ($name:literal, $operator:ident) => {
        Special {
            native: Native::new(
                $name,
                "self, /",
                |vm, args| unary(vm, args, $name, UnaryOperator::$operator),
                "Do the operation.",
            ),
            has: |class| has_unary(class, UnaryOperator::$operator),
        }
    };
}

static TABLE: &[Special] = &[
    slot!("__new__", "*args, **kwargs", new, instantiate::special_new, "Create a new object."),
    slot!("__init__", "self, /, *args, **kwargs", init, instantiate::special_init, "Initialize self."),
    slot!("__repr__", "self, /", repr, repr, "Return repr(self)."),
    slot!("__str__", "self, /", str, str, "Return str(self)."),
    slot!("__format__", "self, format_spec, /", format, format, "Return a formatted string representation."),
    slot!("__hash__", "self, /", hash, hash, "Return hash(self)."),
    slot!("__bool__", "self, /", boolean, boolean, "True if self else False"),
    slot!("__len__", "self, /", length, length, "Return len(self)."),
    slot!("__getitem__", "self, key, /", get_item, get_item, "Return self[key]."),
    slot!("__setitem__", "self, key, value, /", set_item, set_item, "Set self[key] to value."),
    slot!("__delitem__", "self, key, /", set_item, delete_item, "Delete self[key]."),
    slot!("__contains__", "self, key, /", contains, contains, "Return key in self."),
    slot!("__iter__", "self, /", iter, iter, "Implement iter(self)."),
    slot!("__next__", "self, /", next, next, "Implement next(self)."),
    Special {
        native: Native::new("__call__", "self, /, *args, **kwargs", call, "Call self as a function."),
        has: |class| class.slots.call.is_some() || has_calls(class.kind),
    },
    Special {
        native: Native::new("__get__", "self, instance, owner=None, /", get, "Return an attribute of instance."),
        has: |class| class.slots.descriptor_get.is_some() || is_bound_by_kind(class.kind),
    },
    slot!("__set__", "self, instance, value, /", descriptor_set, set, "Set an attribute of instance to value."),
    slot!("__delete__", "self, instance, /", descriptor_set, delete, "Delete an attribute of instance."),
    comparison!("__lt__", Lt),
    comparison!("__le__", Le),
    comparison!("__eq__", Eq),
    comparison!("__ne__", Ne),
    comparison!("__gt__", Gt),
    comparison!("__ge__", Ge),
    binary!("__add__", Add),
    binary!("__sub__", Sub),
    binary!("__mul__", Mul),
    binary!("__truediv__", TrueDiv),
    binary!("__floordiv__", FloorDiv),
    binary!("__mod__", Mod),
    binary!("__and__", And),
    binary!("__or__", Or),
    binary!("__xor__", Xor),
    binary!("__lshift__", Shl),
    binary!("__rshift__", Shr),
    Special {
        native: Native::new("__pow__", "self, value, mod=None, /", power, "Return pow(self, value, mod)."),
        has: |class| has_operator(class, BinaryOperator::Pow),
    },
    binary!("__matmul__", MatMul),
    binary!("__divmod__", DivMod),
    reflected!("__radd__", Add),
    reflected!("__rsub__", Sub),
    reflected!("__rmul__", Mul),
    reflected!("__rtruediv__", TrueDiv),
    reflected!("__rfloordiv__", FloorDiv),
    reflected!("__rmod__", Mod),
    reflected!("__rand__", And),
    reflected!("__ror__", Or),
    reflected!("__rxor__", Xor),
    reflected!("__rlshift__", Shl),
    reflected!("__rrshift__", Shr),
    reflected!("__rpow__", Pow),
    reflected!("__rmatmul__", MatMul),
    reflected!("__rdivmod__", DivMod),
    inplace!("__iadd__", Add),
    inplace!("__isub__", Sub),
    inplace!("__imul__", Mul),
    inplace!("__itruediv__", TrueDiv),
    inplace!("__ifloordiv__", FloorDiv),
    inplace!("__imod__", Mod),
    inplace!("__iand__", And),
    inplace!("__ior__", Or),
    inplace!("__ixor__", Xor),
    inplace!("__ilshift__", Shl),
    inplace!("__irshift__", Shr),
    inplace!("__ipow__", Pow),
    inplace!("__imatmul__", MatMul),
    unary!("__neg__", Neg),
    unary!("__pos__", Pos),
    unary!("__invert__", Invert),
    unary!("__abs__", Abs),
    unary!("__int__", Int),
    unary!("__float__", Float),
    unary!("__index__", Index),
];

/// The special method that the slots of a builtin type give a name: a native function, or `None` for the hash of what
/// has none.
pub fn slot_method(class: &'static Type, name: &[u8]) -> Option<Value> {
    if !name.starts_with(b"__") || !name.ends_with(b"__") {
        return None;
    }
    if name == b"__hash__" && class.slots.compare.is_some() && class.slots.hash.is_none() {
        return Some(Value::NONE);
    }
    let special = TABLE.iter().find(|special| special.native.name().as_bytes() == name)?;
    if (special.has)(class) { Some(Ref::from_static(&special.native).value()) } else { None }
}

/// Whether a native function is a special method that the slots of a builtin type give.
pub(crate) fn is_slot_method(class: Ref<Type>, native: Ref<Native>) -> bool {
    TABLE.iter().any(|special| core::ptr::eq(&special.native, native.pointer()) && (special.has)(&class))
}

fn has_calls(kind: Kind) -> bool {
    matches!(kind, Kind::Function | Kind::Native | Kind::BoundMethod | Kind::Type)
}

fn is_bound_by_kind(kind: Kind) -> bool {
    matches!(kind, Kind::Function | Kind::Native | Kind::GetSet)
}

/// Whether a builtin type knows an operator. Types that share a layout say so by having the slot.
fn has_operator(class: &Type, operator: BinaryOperator) -> bool {
    use BinaryOperator::{Add, And, DivMod, FloorDiv, MatMul, Mod, Mul, Or, Pow, Sub, TrueDiv, Xor};
    class.slots.binary.is_some()
        && match class.kind {
            Kind::BigInt => operator != MatMul,
            Kind::Float => matches!(operator, Add | Sub | Mul | TrueDiv | FloorDiv | Mod | DivMod | Pow),
            Kind::Complex => matches!(operator, Add | Sub | Mul | TrueDiv | Pow),
            Kind::Str | Kind::Bytes | Kind::ByteArray => matches!(operator, Add | Mul | Mod),
            Kind::List | Kind::Tuple => matches!(operator, Add | Mul),
            Kind::Set | Kind::FrozenSet => matches!(operator, Sub | And | Or | Xor),
            Kind::Dict | Kind::Type => operator == Or,
            _ => true,
        }
}

fn has_reflected(class: &Type, operator: BinaryOperator) -> bool {
    let is_sequence = matches!(class.kind, Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::List | Kind::Tuple);
    has_operator(class, operator) && !(is_sequence && operator == BinaryOperator::Add)
}

fn has_inplace(class: &Type, operator: BinaryOperator) -> bool {
    class.slots.inplace.is_some() && (class.slots.binary.is_none() || has_operator(class, operator))
}

fn has_unary(class: &Type, operator: UnaryOperator) -> bool {
    use UnaryOperator::{Abs, Index, Invert, Neg, Pos};
    class.slots.unary.is_some()
        && match class.kind {
            Kind::Float => !matches!(operator, Invert | Index),
            Kind::Complex => matches!(operator, Neg | Pos | Abs),
            _ => true,
        }
}

/// The slots of the builtin type of a value.
fn slots(vm: &Vm, value: Value) -> &'static Slots {
    vm.class_of(value).slots
}

/// The slot of a value, or the TypeError that its type does not fit.
fn require<T>(vm: &mut Vm, slot: Option<T>, name: &str, value: Value) -> Result<T, Raised> {
    match slot {
        Some(slot) => Ok(slot),
        None => {
            let got = vm.class_name(value);
            Err(vm.type_error(format_args!("descriptor '{name}' doesn't apply to a '{got}' object")))
        }
    }
}

fn repr(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).repr;
    require(vm, slot, "__repr__", args.at(0))?(vm, args.at(0))
}

fn str(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).str;
    require(vm, slot, "__str__", args.at(0))?(vm, args.at(0))
}

fn format(vm: &mut Vm, args: &Args) -> NativeResult {
    let spec = args.at(1);
    if !spec.is_kind(Kind::Str) {
        let got = vm.class_name(spec);
        return Err(vm.type_error(format_args!("__format__() argument must be str, not {got}")));
    }
    let slot = slots(vm, args.at(0)).format;
    require(vm, slot, "__format__", args.at(0))?(vm, args.at(0), spec)
}

fn hash(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).hash;
    let hash = require(vm, slot, "__hash__", args.at(0))?(vm, args.at(0))?;
    vm.new_int(hash)
}

fn boolean(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).boolean;
    require(vm, slot, "__bool__", args.at(0))?(vm, args.at(0)).map(Value::from_bool)
}

fn length(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).length;
    let length = require(vm, slot, "__len__", args.at(0))?(vm, args.at(0))?;
    vm.new_int(length as i64)
}

fn get_item(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).get_item;
    require(vm, slot, "__getitem__", args.at(0))?(vm, args.at(0), args.at(1))
}

fn set_item(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).set_item;
    require(vm, slot, "__setitem__", args.at(0))?(vm, args.at(0), args.at(1), Some(args.at(2)))?;
    Ok(Value::NONE)
}

fn delete_item(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).set_item;
    require(vm, slot, "__delitem__", args.at(0))?(vm, args.at(0), args.at(1), None)?;
    Ok(Value::NONE)
}

fn contains(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).contains;
    require(vm, slot, "__contains__", args.at(0))?(vm, args.at(0), args.at(1)).map(Value::from_bool)
}

fn iter(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).iter;
    require(vm, slot, "__iter__", args.at(0))?(vm, args.at(0))
}

fn next(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).next;
    let next = require(vm, slot, "__next__", args.at(0))?;
    vm.returned = None;
    match next(vm, args.at(0))? {
        Some(value) => Ok(value),
        None => {
            let returned = vm.returned.take().unwrap_or(Value::NONE);
            Err(vm.raise_stop_iteration(returned))
        }
    }
}

fn call(vm: &mut Vm, args: &Args) -> NativeResult {
    let callable = args.at(0);
    if let Some(class) = callable.as_ref::<Type>() {
        return instantiate::instantiate(vm, class, args.rest_slice(), args.keywords());
    }
    if callable.is_object() && has_calls(vm.class_of(callable).kind) {
        return vm.call_stack(callable, args.rest_slice(), args.keywords());
    }
    let slot = slots(vm, callable).call;
    let call = require(vm, slot, "__call__", callable)?;
    call(vm, callable, &Args::new(&[], args.rest_slice(), args.keywords()))
}

fn get(vm: &mut Vm, args: &Args) -> NativeResult {
    let (attribute, instance, owner) = (args.at(0), args.get_not_none(1), args.get_not_none(2));
    if instance.is_none() && owner.is_none() {
        return Err(vm.type_error(format_args!("__get__(None, None) is invalid")));
    }
    let owner = match (owner.and_then(Value::as_ref::<Type>), instance) {
        (Some(owner), _) => owner,
        (None, Some(instance)) => vm.class_of(instance),
        (None, None) => Ref::from_static(&crate::types::object::OBJECT),
    };
    if is_bound_by_kind(vm.class_of(attribute).kind) {
        return vm.bind(attribute, instance, owner);
    }
    let slot = slots(vm, attribute).descriptor_get;
    require(vm, slot, "__get__", attribute)?(vm, attribute, instance, owner.value())
}

fn set(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).descriptor_set;
    require(vm, slot, "__set__", args.at(0))?(vm, args.at(0), args.at(1), Some(args.at(2)))?;
    Ok(Value::NONE)
}

fn delete(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = slots(vm, args.at(0)).descriptor_set;
    require(vm, slot, "__delete__", args.at(0))?(vm, args.at(0), args.at(1), None)?;
    Ok(Value::NONE)
}

fn compare(vm: &mut Vm, args: &Args, operator: Comparison) -> NativeResult {
    match slots(vm, args.at(0)).compare {
        Some(compare) => compare(vm, operator, args.at(0), args.at(1)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn binary(vm: &mut Vm, args: &Args, operator: BinaryOperator) -> NativeResult {
    match slots(vm, args.at(0)).binary {
        Some(binary) => binary(vm, operator, args.at(0), args.at(1)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn reflected(vm: &mut Vm, args: &Args, operator: BinaryOperator) -> NativeResult {
    match slots(vm, args.at(0)).binary {
        Some(binary) => binary(vm, operator, args.at(1), args.at(0)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &mut Vm, args: &Args, operator: BinaryOperator) -> NativeResult {
    match slots(vm, args.at(0)).inplace {
        Some(inplace) => inplace(vm, operator, args.at(0), args.at(1)),
        None => binary(vm, args, operator),
    }
}

fn power(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.get_not_none(2) {
        Some(modulus) => vm.int_power_modulo(args.at(0), args.at(1), modulus),
        None => binary(vm, args, BinaryOperator::Pow),
    }
}

fn unary(vm: &mut Vm, args: &Args, name: &str, operator: UnaryOperator) -> NativeResult {
    let slot = slots(vm, args.at(0)).unary;
    let result = require(vm, slot, name, args.at(0))?(vm, operator, args.at(0))?;
    if result != Value::NOT_IMPLEMENTED {
        return Ok(result);
    }
    require(vm, None, name, args.at(0))
}

impl Vm {
    /// Adds the names of a class's own attributes to a list.
    pub fn push_own_names(&mut self, class: Ref<Type>, names: Ref<List>) -> Result<(), Raised> {
        if let Some(dict) = class.dict {
            for index in 0..dict.used() {
                if let Some((key, _)) = dict.entry(index) {
                    self.list_push(names, key)?;
                }
            }
            return Ok(());
        }
        for member in class.members() {
            let name = self.intern(member.name().as_bytes())?;
            self.list_push(names, name)?;
        }
        let unhashable = class.slots.compare.is_some() && class.slots.hash.is_none();
        for special in TABLE {
            let name = special.native.name();
            if (special.has)(&class) || (unhashable && name == "__hash__") {
                let name = self.intern(name.as_bytes())?;
                self.list_push(names, name)?;
            }
        }
        self.list_push(names, sym::__doc__.value())
    }

    /// Adds the names of the attributes of a class and its ancestors to a list.
    pub fn push_class_names(&mut self, class: Ref<Type>, names: Ref<List>) -> Result<(), Raised> {
        for ancestor in Mro::of(class) {
            self.push_own_names(ancestor, names)?;
        }
        Ok(())
    }
}
