//! What calling a class does: `__new__`, then `__init__`.

use crate::native::{Args, NativeResult, Signature};
use crate::object::{Dict, Kind, Native, Record, Ref, Type};
use crate::symbols::sym;
use crate::types::{object, staticmethod, type_};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The builtin class that decides the layout of a class's instances: the class itself if it is builtin.
pub fn layout_class(class: Ref<Type>) -> Ref<Type> {
    let mut current = class;
    while current.is_heap() {
        match current.base() {
            Some(base) => current = base,
            None => break,
        }
    }
    current
}

/// Whether `__new__` of a builtin class makes an empty object that `__init__` fills. Exceptions and classes get the
/// arguments in both.
fn is_filled_by_init(base: Ref<Type>) -> bool {
    base.slots.init.is_some() && !matches!(base.kind, Kind::Exception | Kind::Type)
}

/// `type.__call__(class, *arguments, **keywords)`. The arguments are on the stack, `keywords` is a dict that is rooted.
pub fn instantiate(
    vm: &mut Vm,
    class: Ref<Type>,
    arguments: &[Option<Value>],
    keywords: Option<Value>,
) -> NativeResult {
    if class == Ref::from_static(&type_::TYPE) && keywords.is_none() {
        if let &[Some(value)] = arguments {
            return Ok(vm.class_of(value).value());
        }
    }
    let instance = match python_new(vm, class)? {
        Some(function) => {
            let instance = call_with_first(vm, function, class.value(), arguments, keywords)?;
            vm.keep(instance);
            instance
        }
        None => new_builtin(vm, class, arguments, keywords)?,
    };
    initialize(vm, class, instance, arguments, keywords)?;
    Ok(instance)
}

/// The `__new__` that a class made by Python has from another such class: what is called with the class first.
fn python_new(vm: &mut Vm, class: Ref<Type>) -> Result<Option<Value>, Raised> {
    if !class.is_heap() {
        return Ok(None);
    }
    let Some(found) = vm.class_lookup(class, sym::__new__.value())? else { return Ok(None) };
    match found.raw_kind() {
        kind if kind == Kind::Native as u8 => Ok(None),
        kind if kind == Kind::Function as u8 => Ok(Some(found)),
        _ => {
            let is_static = found
                .as_ref::<Record>()
                .filter(|record| record.class == Ref::from_static(&staticmethod::STATICMETHOD))
                .and_then(|record| record.get(0));
            match is_static {
                Some(function) if function.is_kind(Kind::Native) => Ok(None),
                Some(function) => Ok(Some(function)),
                None => vm.bind(found, None, class).map(Some),
            }
        }
    }
}

/// `function(first, *arguments, **keywords)`.
fn call_with_first(
    vm: &mut Vm,
    function: Value,
    first: Value,
    arguments: &[Option<Value>],
    keywords: Option<Value>,
) -> NativeResult {
    if function.is_kind(Kind::Function) {
        return (vm.executor.call_function)(vm, function, arguments, Some(first), keywords);
    }
    let pushed = vm.push_with_receiver(first, arguments)?;
    let result = vm.call_stack(function, pushed.as_slice(), keywords);
    vm.pop_arguments(pushed);
    result
}

fn has_keywords(keywords: Option<Value>) -> bool {
    keywords.and_then(Value::as_ref::<Dict>).is_some_and(|dict| !dict.is_empty())
}

fn new_builtin(vm: &mut Vm, class: Ref<Type>, arguments: &[Option<Value>], keywords: Option<Value>) -> NativeResult {
    let base = layout_class(class);
    if base == Ref::from_static(&object::OBJECT) {
        if (has_keywords(keywords) || !arguments.is_empty()) && python_init(vm, class)?.is_none() {
            let name = vm.class_text(class);
            return Err(vm.type_error(format_args!("{name}() takes no arguments")));
        }
        return new_object(vm, class);
    }
    let Some(new) = base.slots.new else {
        let name = vm.class_text(class);
        return Err(vm.type_error(format_args!("cannot create '{name}' instances")));
    };
    if is_filled_by_init(base) {
        return new(vm, class, &Args::new(&[], &[], None));
    }
    vm.with_signature(&base.constructor, base.static_name(), arguments, keywords, |vm, args| new(vm, class, args))
}

/// A new instance of a class whose layout is that of `object`.
fn new_object(vm: &mut Vm, class: Ref<Type>) -> NativeResult {
    match layout_class(class).slots.new {
        Some(new) => new(vm, class, &Args::new(&[], &[], None)),
        None => vm.new_instance(class).map(Ref::value),
    }
}

/// The `__init__` of a class made by Python that is not a builtin's.
fn python_init(vm: &mut Vm, class: Ref<Type>) -> Result<Option<Value>, Raised> {
    if !class.is_heap() {
        return Ok(None);
    }
    Ok(vm.class_lookup(class, sym::__init__.value())?.filter(|init| !init.is_kind(Kind::Native)))
}

fn initialize(
    vm: &mut Vm,
    class: Ref<Type>,
    instance: Value,
    arguments: &[Option<Value>],
    keywords: Option<Value>,
) -> Result<(), Raised> {
    let own = vm.class_of(instance);
    if own != class && !vm.is_subclass(own, class) {
        return Ok(());
    }
    if let Some(init) = python_init(vm, own)? {
        let result = if init.is_kind(Kind::Function) {
            (vm.executor.call_function)(vm, init, arguments, Some(instance), keywords)?
        } else {
            let bound = vm.bind(init, Some(instance), own)?;
            vm.keep(bound);
            vm.call_stack(bound, arguments, keywords)?
        };
        if !result.is_none() {
            let name = vm.class_name(result);
            return Err(vm.type_error(format_args!("__init__() should return None, not '{name}'")));
        }
        return Ok(());
    }
    let base = layout_class(own);
    let Some(init) = base.slots.init else { return Ok(()) };
    vm.with_signature(&base.constructor, base.static_name(), arguments, keywords, |vm, args| {
        init(vm, instance, args).map(|()| Value::NONE)
    })?;
    Ok(())
}

/// The class that a builtin `__new__` got as its first argument; it must have `base` in its MRO.
fn class_argument(vm: &mut Vm, class: Option<Value>, base: Ref<Type>) -> Result<Ref<Type>, Raised> {
    let name = base.static_name();
    let Some(class) = class else {
        return Err(vm.type_error(format_args!("{name}.__new__(): not enough arguments")));
    };
    let Some(class) = class.as_ref::<Type>() else {
        let got = vm.class_name(class);
        return Err(vm.type_error(format_args!("{name}.__new__(X): X is not a type object ({got})")));
    };
    if !vm.is_subclass(class, base) {
        let got = vm.class_text(class);
        return Err(vm.type_error(format_args!("{name}.__new__({got}): {got} is not a subtype of {name}")));
    }
    Ok(class)
}

/// `object.__new__(class, *args, **kwargs)`
pub fn object_new(vm: &mut Vm, args: &Args) -> NativeResult {
    let class = class_argument(vm, args.rest_at(0), Ref::from_static(&object::OBJECT))?;
    let base = layout_class(class);
    if base != Ref::from_static(&object::OBJECT) {
        let (name, base) = (vm.class_text(class), vm.class_text(base));
        return Err(vm.type_error(format_args!("object.__new__({name}) is not safe, use {base}.__new__()")));
    }
    if args.rest_len() > 1 || has_keywords(args.keywords()) {
        check_excess_of_new(vm, class)?;
    }
    new_object(vm, class)
}

/// `T.__new__(class, *args, **kwargs)` of whatever builtin type `T` decides the layout of the class.
pub fn special_new(vm: &mut Vm, args: &Args) -> NativeResult {
    builtin_new(vm, args.rest_slice(), args.keywords(), Ref::from_static(&object::OBJECT))
}

/// `T.__new__(class, *args, **kwargs)` of the builtin type `owner`.
pub(crate) fn builtin_new(
    vm: &mut Vm,
    arguments: &[Option<Value>],
    keywords: Option<Value>,
    owner: Ref<Type>,
) -> NativeResult {
    let class = class_argument(vm, arguments.first().copied().flatten(), owner)?;
    let base = layout_class(class);
    let Some(new) = base.slots.new else {
        let name = vm.class_text(class);
        return Err(vm.type_error(format_args!("cannot create '{name}' instances")));
    };
    if is_filled_by_init(base) {
        return new(vm, class, &Args::new(&[], &[], None));
    }
    let signature: &Signature = &base.constructor;
    let arguments = arguments.get(1..).unwrap_or(&[]);
    vm.with_signature(signature, base.static_name(), arguments, keywords, |vm, args| new(vm, class, args))
}

/// Whether a native function is the `__new__` of builtin types other than `object`.
pub(crate) fn is_special_new(native: &Native) -> bool {
    native.header.flags & (Native::METHOD | Native::CLASS_METHOD) == 0
        && native.name() == "__new__"
        && !object::is_own_new(native)
}

#[cold]
fn check_excess_of_new(vm: &mut Vm, class: Ref<Type>) -> Result<(), Raised> {
    if python_new(vm, class)?.is_some() {
        let message = format_args!("object.__new__() takes exactly one argument (the type to instantiate)");
        return Err(vm.type_error(message));
    }
    if python_init(vm, class)?.is_none() {
        let name = vm.class_text(class);
        return Err(vm.type_error(format_args!("{name}() takes no arguments")));
    }
    Ok(())
}

/// `T.__init__(self, *args, **kwargs)` of a builtin class `T`, `object` included.
pub fn special_init(vm: &mut Vm, args: &Args) -> NativeResult {
    let instance = args.at(0);
    let class = vm.class_of(instance);
    let base = layout_class(class);
    if let Some(init) = base.slots.init {
        vm.with_signature(&base.constructor, base.static_name(), args.rest_slice(), args.keywords(), |vm, args| {
            init(vm, instance, args).map(|()| Value::NONE)
        })?;
        return Ok(Value::NONE);
    }
    if args.rest_len() > 0 || has_keywords(args.keywords()) {
        check_excess_of_init(vm, class)?;
    }
    Ok(Value::NONE)
}

#[cold]
fn check_excess_of_init(vm: &mut Vm, class: Ref<Type>) -> Result<(), Raised> {
    if python_init(vm, class)?.is_some() {
        let message = format_args!("object.__init__() takes exactly one argument (the instance to initialize)");
        return Err(vm.type_error(message));
    }
    if python_new(vm, class)?.is_none() && layout_class(class) == Ref::from_static(&object::OBJECT) {
        let name = vm.class_text(class);
        let message = format_args!("{name}.__init__() takes exactly one argument (the instance to initialize)");
        return Err(vm.type_error(message));
    }
    Ok(())
}

impl Vm {
    /// The `__init__` written in Python of a class whose instances need nothing else to be made: plain ones, with the
    /// `__new__` of `object` and the `__call__` of `type`.
    pub fn instance_init_function(&mut self, class: Ref<Type>) -> Option<Value> {
        if !class.is_heap() || class.kind != Kind::Instance {
            return None;
        }
        let meta = crate::protocol::attribute::metaclass(&class);
        if meta.is_heap() && !self.class_lookup(meta, sym::__call__.value()).ok()??.is_kind(Kind::Native) {
            return None;
        }
        let new = self.class_lookup(class, sym::__new__.value()).ok()??;
        let init = self.class_lookup(class, sym::__init__.value()).ok()??;
        let is_plain = new.is_kind(Kind::Native)
            && init.is_kind(Kind::Function)
            && layout_class(class) == Ref::from_static(&object::OBJECT);
        if is_plain { Some(init) } else { None }
    }
}
