//! Making a class: `type.__new__`.

use super::flags::{INHERITED, own_flags};
use super::mro::{Mro, linearize};
use super::slots::{self, SlotNames};
use super::{TYPE, instantiate::layout_class};
use crate::native::{Args, NativeResult};
use crate::object::{CellObject, Dict, Function, Kind, Ref, Tuple, Type, new_header};
use crate::protocol::text::TypeName;
use crate::symbols::sym;
use crate::types::exception::raise::shown;
use crate::types::{classmethod, object, staticmethod};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ptr::null;
use heap::TryVec;

/// `type.__new__(meta, name, bases, namespace, **keywords)`.
pub(super) fn new(vm: &mut Vm, meta: Ref<Type>, args: &Args) -> NativeResult {
    if args.rest_len() != 3 {
        let count = args.rest_len();
        if meta == Ref::from_static(&TYPE) {
            return Err(vm.type_error(format_args!("type() takes 1 or 3 arguments")));
        }
        let message = format_args!("type.__new__() takes exactly 3 arguments ({count} given)");
        return Err(vm.type_error(message));
    }
    let argument = |index| args.rest_at(index).unwrap_or(Value::NONE);
    let (name, bases, namespace) = (argument(0), argument(1), argument(2));
    check_argument(vm, 1, "str", name, Kind::Str)?;
    check_argument(vm, 2, "tuple", bases, Kind::Tuple)?;
    check_argument(vm, 3, "dict", namespace, Kind::Dict)?;
    let winner = most_derived_metaclass(vm, meta, bases)?;
    if winner != meta {
        let own = vm.class_lookup(winner, sym::__new__.value())?;
        if own.is_some_and(|own| !own.is_kind(Kind::Native)) {
            let new = vm.get_attribute(winner.value(), sym::__new__)?;
            return vm.call_with_keywords(new, &[winner.value(), name, bases, namespace], args.keywords());
        }
    }
    let Some(namespace) = namespace.as_ref::<Dict>() else { return Ok(Value::NONE) };
    vm.committed = true;
    make_class(vm, winner, name, bases, namespace, args.keywords())
}

fn check_argument(vm: &mut Vm, number: usize, wanted: &str, value: Value, kind: Kind) -> Result<(), Raised> {
    if value.is_kind(kind) {
        return Ok(());
    }
    let got = vm.type_name(value);
    Err(vm.type_error(format_args!("type.__new__() argument {number} must be {wanted}, not {got}")))
}

/// The metaclass of a class with these bases, if `meta` was asked for.
pub(super) fn most_derived_metaclass(vm: &mut Vm, meta: Ref<Type>, bases: Value) -> Result<Ref<Type>, Raised> {
    let mut winner = meta;
    let Some(bases) = bases.as_ref::<Tuple>() else { return Ok(winner) };
    for &base in bases.as_slice() {
        let other = vm.class_of(base);
        if vm.is_subclass(winner, other) {
            continue;
        }
        if !vm.is_subclass(other, winner) {
            let message = format_args!(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                 metaclasses of all its bases"
            );
            return Err(vm.type_error(message));
        }
        winner = other;
    }
    Ok(winner)
}

fn make_class(
    vm: &mut Vm,
    meta: Ref<Type>,
    name: Value,
    bases: Value,
    namespace: Ref<Dict>,
    keywords: Option<Value>,
) -> NativeResult {
    let name = vm.intern_value(name)?;
    let bases = check_bases(vm, bases)?;
    let base = best_base(vm, &bases)?;
    let dict = copy_namespace(vm, namespace)?;
    let qualified_name = take_qualified_name(vm, dict)?;
    let slots = slots::names(vm, dict, name, base)?;
    let cell = vm.dict_remove(dict, sym::__classcell__.value())?;
    complete_namespace(vm, dict)?;
    let order = linearize(vm, &bases)?;
    let class = allocate_class(vm, meta, base, name, qualified_name, dict)?;
    set_order(vm, class, &bases, &order)?;
    set_flags(class, &bases, &slots);
    set_slots(vm, class, dict, slots)?;
    if meta.is_heap() {
        ask_for_order(vm, class)?;
    }
    vm.classes.try_push(class).map_err(|_| vm.memory_error())?;
    fill_class_cell(vm, class, cell)?;
    set_names(vm, class, dict)?;
    init_subclass(vm, class, keywords)?;
    Ok(class.value())
}

fn check_bases(vm: &mut Vm, bases: Value) -> Result<TryVec<Ref<Type>>, Raised> {
    let mut list = TryVec::new();
    let tuple = bases.as_ref::<Tuple>();
    for &base in tuple.as_ref().map_or(&[][..], |tuple| tuple.as_slice()) {
        let Some(class) = base.as_ref::<Type>() else {
            let has_entries = vm.try_attribute(base, sym::__mro_entries__)?.is_some();
            return Err(if has_entries {
                vm.type_error(format_args!("type() doesn't support MRO entry resolution; use types.new_class()"))
            } else {
                vm.type_error(format_args!("bases must be types"))
            });
        };
        if class.flags & Type::BASE == 0 {
            let name = TypeName(class);
            return Err(vm.type_error(format_args!("type '{name}' is not an acceptable base type")));
        }
        list.try_push(class).map_err(|_| vm.memory_error())?;
    }
    if list.is_empty() {
        list.try_push(Ref::from_static(&object::OBJECT)).map_err(|_| vm.memory_error())?;
    }
    Ok(list)
}

/// The class that added something to the layout of instances last, going up from `class`.
fn solid_base(class: Ref<Type>) -> Ref<Type> {
    let mut current = class;
    while let Some(base) = current.base() {
        let adds = if current.is_heap() {
            current.slot_names.and_then(Value::as_ref::<Tuple>).is_some_and(|names| !names.is_empty())
        } else {
            current.kind != base.kind || current.fields != base.fields
        };
        if adds {
            break;
        }
        current = base;
    }
    current
}

/// The base that decides the layout.
fn best_base(vm: &mut Vm, bases: &[Ref<Type>]) -> Result<Ref<Type>, Raised> {
    let Some(&first) = bases.first() else { return Ok(Ref::from_static(&object::OBJECT)) };
    let (mut best, mut winner) = (first, solid_base(first));
    for &base in bases {
        let candidate = solid_base(base);
        if vm.is_subclass(winner, candidate) {
            continue;
        }
        if !vm.is_subclass(candidate, winner) {
            return Err(vm.type_error(format_args!("multiple bases have instance lay-out conflict")));
        }
        (best, winner) = (base, candidate);
    }
    Ok(best)
}

fn copy_namespace(vm: &mut Vm, namespace: Ref<Dict>) -> Result<Ref<Dict>, Raised> {
    let dict = vm.new_dict(namespace.len())?;
    for index in 0..namespace.used() {
        let Some((key, value)) = namespace.entry(index) else { continue };
        let key = vm.intern_value(key)?;
        vm.dict_set(dict, key, value)?;
    }
    Ok(dict)
}

fn take_qualified_name(vm: &mut Vm, dict: Ref<Dict>) -> Result<Option<Value>, Raised> {
    let name = vm.dict_remove(dict, sym::__qualname__.value())?;
    match name {
        Some(name) if !name.is_kind(Kind::Str) => {
            let got = vm.type_name(name);
            Err(vm.type_error(format_args!("type __qualname__ must be a str, not {got}")))
        }
        name => Ok(name),
    }
}

/// What every class has, and the special methods that are static or class methods without saying so.
fn complete_namespace(vm: &mut Vm, dict: Ref<Dict>) -> Result<(), Raised> {
    if dict.get_name(sym::__module__).is_none() {
        let module = vm.current_globals().and_then(|globals| globals.get_name(sym::__name__));
        if let Some(module) = module {
            vm.dict_set_name(dict, sym::__module__, module)?;
        }
    }
    if dict.get_name(sym::__doc__).is_none() {
        vm.dict_set_name(dict, sym::__doc__, Value::NONE)?;
    }
    if dict.get_name(sym::__eq__).is_some() && dict.get_name(sym::__hash__).is_none() {
        vm.dict_set_name(dict, sym::__hash__, Value::NONE)?;
    }
    let implicit = [
        (sym::__new__, &staticmethod::STATICMETHOD),
        (sym::__init_subclass__, &classmethod::CLASSMETHOD),
        (sym::__class_getitem__, &classmethod::CLASSMETHOD),
    ];
    for (name, wrapper) in implicit {
        let Some(function) = dict.get_name(name).filter(|function| function.is_kind(Kind::Function)) else { continue };
        let wrapped = vm.new_static_record(wrapper, &[Some(function)])?;
        vm.dict_set_name(dict, name, wrapped)?;
    }
    Ok(())
}

fn allocate_class(
    vm: &mut Vm,
    meta: Ref<Type>,
    base: Ref<Type>,
    name: Value,
    qualified_name: Option<Value>,
    dict: Ref<Dict>,
) -> Result<Ref<Type>, Raised> {
    let layout = layout_class(base);
    vm.allocate_object(Type {
        header: new_header(Kind::Type),
        flags: Type::HEAP | Type::BASE,
        kind: base.kind,
        fields: base.fields,
        static_name: layout.static_name,
        static_module: layout.static_module,
        static_name_length: layout.static_name_length,
        static_module_length: layout.static_module_length,
        #[cfg(feature = "docs")]
        static_doc: layout.static_doc,
        constructor: layout.constructor,
        slots: layout.slots,
        members: core::ptr::NonNull::dangling().as_ptr(),
        base: base.pointer(),
        metaclass: if meta == Ref::from_static(&TYPE) { null() } else { meta.pointer() },
        name: Some(name),
        bases: None,
        mro: None,
        dict: Some(dict),
        shape: None,
        dict_shape: None,
        qualified_name,
        slot_names: None,
        slot_count: 0,
        member_count: 0,
    })
}

fn tuple_of_classes(vm: &mut Vm, first: Option<Ref<Type>>, classes: &[Ref<Type>]) -> NativeResult {
    let mut values = TryVec::new();
    for class in first.iter().chain(classes) {
        values.try_push(class.value()).map_err(|_| vm.memory_error())?;
    }
    vm.new_tuple(&values)
}

fn set_order(vm: &mut Vm, class: Ref<Type>, bases: &[Ref<Type>], order: &[Ref<Type>]) -> Result<(), Raised> {
    let bases = tuple_of_classes(vm, None, bases)?;
    let order = tuple_of_classes(vm, Some(class), order)?;
    // SAFETY: the class is in the heap, and nobody holds a reference to its fields.
    unsafe {
        (*class.pointer()).bases = Some(bases);
        (*class.pointer()).mro = Some(order);
    }
    Ok(())
}

fn set_flags(class: Ref<Type>, bases: &[Ref<Type>], slots: &Option<SlotNames>) {
    let mut flags = class.flags;
    for ancestor in Mro::of(class) {
        flags |= ancestor.flags & INHERITED;
        flags |= ancestor.dict.map_or(0, own_flags);
    }
    let without_dict = |base: &Ref<Type>| {
        base.flags & Type::NO_DICT != 0
            || !base.is_heap() && !matches!(base.kind, Kind::Exception | Kind::Module | Kind::Function)
    };
    if let Some(slots) = slots {
        let names = slots.names.as_ref::<Tuple>().map_or(0, |names| names.len());
        let in_slots = class.kind == Kind::Instance || names == 0;
        if !slots.with_dict && in_slots && bases.iter().all(without_dict) {
            flags |= Type::NO_DICT;
        }
    }
    // SAFETY: as in `set_order`.
    unsafe { (*class.pointer()).flags = flags };
}

/// Gives a class the attributes that `__slots__` asks for.
fn set_slots(vm: &mut Vm, class: Ref<Type>, dict: Ref<Dict>, slots: Option<SlotNames>) -> Result<(), Raised> {
    if let Some(slots) = slots {
        let names = slots.names.as_ref::<Tuple>();
        for &name in names.as_ref().map_or(&[][..], |names| names.as_slice()) {
            let descriptor = vm.new_member_descriptor(name, class)?;
            vm.dict_set_name(dict, name, descriptor)?;
        }
        // SAFETY: as in `set_order`.
        unsafe { (*class.pointer()).slot_names = Some(slots.names) };
    }
    if class.kind == Kind::Instance {
        let names = vm.slots_of_instances(class)?;
        // SAFETY: as in `set_order`.
        unsafe { (*class.pointer()).slot_count = names.len().min(u16::MAX as usize) as u16 };
    }
    Ok(())
}

/// Lets a metaclass with an `mro` of its own decide the order.
fn ask_for_order(vm: &mut Vm, class: Ref<Type>) -> Result<(), Raised> {
    let name = vm.intern(b"mro")?;
    if vm.special_method(class.value(), name)?.is_none() {
        return Ok(());
    }
    let order = vm.call_special(class.value(), name, &[])?.unwrap_or(Value::NONE);
    let list = vm.collect_list(order)?;
    for &entry in list.as_slice() {
        if !entry.is_kind(Kind::Type) {
            let got = vm.type_name(entry);
            return Err(vm.type_error(format_args!("mro() returned a non-class ('{got}')")));
        }
    }
    let order = vm.new_tuple(list.as_slice())?;
    // SAFETY: as in `set_order`.
    unsafe { (*class.pointer()).mro = Some(order) };
    vm.flush_caches();
    Ok(())
}

/// Fills the cell that the methods' `__class__` and `super()` read.
fn fill_class_cell(vm: &mut Vm, class: Ref<Type>, cell: Option<Value>) -> Result<(), Raised> {
    let Some(cell) = cell else { return Ok(()) };
    let Some(cell) = cell.as_ref::<CellObject>() else {
        let own = vm.class_of(cell).value();
        let shown_class = vm.repr(own)?;
        let text = shown(&shown_class);
        return Err(vm.type_error(format_args!("type.__new__(): __classcell__ must be a nonlocal cell, not {text}")));
    };
    cell.value.set(Some(class.value()));
    Ok(())
}

/// Calls `__set_name__` of the attributes that have one.
fn set_names(vm: &mut Vm, class: Ref<Type>, dict: Ref<Dict>) -> Result<(), Raised> {
    let mut found = None;
    for index in 0..dict.used() {
        let Some((key, value)) = dict.entry(index) else { continue };
        if matches!(value.raw_kind(), 0) || value.is_kind(Kind::Function) || value.is_exact(Kind::Str) {
            continue;
        }
        let own = vm.class_of(value);
        if vm.class_lookup(own, sym::__set_name__.value())?.is_some() {
            let list = match found {
                Some(list) => list,
                None => vm.new_list(&[])?,
            };
            vm.list_push(list, key)?;
            vm.list_push(list, value)?;
            found = Some(list);
        }
    }
    let Some(list) = found else { return Ok(()) };
    for pair in 0..list.len() / 2 {
        let (Some(key), Some(value)) = (list.get(2 * pair), list.get(2 * pair + 1)) else { continue };
        let own = vm.class_of(value);
        let Some(method) = vm.class_lookup(own, sym::__set_name__.value())? else { continue };
        let result = vm.bind(method, Some(value), own).and_then(|bound| vm.call(bound, &[class.value(), key]));
        if let Err(raised) = result {
            return Err(note_set_name(vm, raised, class, key, value));
        }
    }
    Ok(())
}

#[cold]
fn note_set_name(vm: &mut Vm, raised: Raised, class: Ref<Type>, key: Value, value: Value) -> Raised {
    let Some(exception) = vm.exception else { return raised };
    let add = (|| {
        let shown_key = vm.repr(key)?;
        let (own, name) = (vm.type_name(value), TypeName(class));
        let key = shown(&shown_key);
        let note = vm.new_str_from(format_args!("Error calling __set_name__ on '{own}' instance {key} in '{name}'"))?;
        vm.keep(exception);
        vm.exception = None;
        vm.call_method(exception, sym::add_note, &[note])
    })();
    let _ = add;
    vm.raise_value(exception)
}

/// `super(class, class).__init_subclass__(**keywords)`.
fn init_subclass(vm: &mut Vm, class: Ref<Type>, keywords: Option<Value>) -> Result<(), Raised> {
    let keywords = keywords.filter(|value| value.as_ref::<Dict>().is_some_and(|dict| !dict.is_empty()));
    for ancestor in Mro::of(class).skip(1) {
        if ancestor == Ref::from_static(&object::OBJECT) && keywords.is_none() {
            return Ok(());
        }
        if let Some(method) = vm.own_attribute(ancestor, sym::__init_subclass__.value())? {
            let bound = vm.bind(method, None, class)?;
            vm.keep(bound);
            vm.call_with_keywords(bound, &[], keywords)?;
            return Ok(());
        }
    }
    Ok(())
}

impl Vm {
    /// The function that runs now; `None` outside of Python code.
    pub fn current_function(&self) -> Option<Ref<Function>> {
        if self.frame.base.is_null() {
            return None;
        }
        // SAFETY: three words before the registers of a live frame is its function.
        unsafe { *self.frame.base.sub(3) }?.as_ref::<Function>()
    }

    /// The namespace of the module whose code runs now; `None` outside of Python code.
    pub fn current_globals(&self) -> Option<Ref<Dict>> {
        self.current_function().map(|function| function.globals)
    }
}
