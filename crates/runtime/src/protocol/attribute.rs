//! Attributes: lookup in classes and instances, descriptors, special methods.
//!
//! Names are interned strs throughout: whoever has a str from elsewhere interns it first.

use crate::native::{GetSet, NativeResult};
use crate::object::trace::extension;
use crate::object::{
    BoundMethod, Dict, EXTENDED, Exception, Function, Generator, Instance, Kind, Module, Native, Record, Ref, Str,
    Tuple, Type,
};
use crate::symbols::sym;
use crate::types::member_descriptor::MEMBER_DESCRIPTOR;
use crate::types::type_::instantiate::is_special_new;
use crate::types::{
    KIND_TYPES, bool, classmethod, exception, float, generator, int, object, singletons, super_, type_,
};
use crate::value::Value;
use crate::vm::{CachedMethod, Raised, Vm};

/// How an attribute was found, for the inline caches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing can be said.
    Value,
    /// A function of the class that takes the receiver as its first argument.
    Method,
}

impl Vm {
    /// The class of a value, as `type(value)`. Runs no Python.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn class_of(&self, value: Value) -> Ref<Type> {
        let Some(object) = value.as_object() else { return Ref::from_static(immediate_class(value)) };
        // SAFETY: the kind says which layout the object has.
        unsafe {
            let kind = (*object).kind;
            match kind {
                k if k == Kind::Instance as u8 => (*object.cast::<Instance>()).shape.get().class,
                k if k == Kind::Record as u8 => (*object.cast::<Record>()).class,
                k if k & EXTENDED != 0 => (*extension(object)).class,
                k if k == Kind::Exception as u8 => (*object.cast::<Exception>()).class.get(),
                k if k == Kind::Type as u8 => metaclass(&*object.cast::<Type>()),
                k if k == Kind::Generator as u8 => Ref::from_static(match (*object).flags {
                    Generator::COROUTINE => &generator::COROUTINE,
                    Generator::ASYNC_GENERATOR => &generator::ASYNC_GENERATOR,
                    _ => &generator::GENERATOR,
                }),
                k => Ref::from_static(KIND_TYPES.get(k as usize).copied().unwrap_or(&object::OBJECT)),
            }
        }
    }

    /// The attribute of a class that its MRO gives, unbound; no metaclass, no descriptors. Runs no Python.
    #[inline]
    pub fn class_lookup(&mut self, class: Ref<Type>, name: Value) -> Result<Option<Value>, Raised> {
        let index = Self::method_cache_index(class, name);
        let row = self.method_cache[index];
        if core::ptr::eq(row.class, class.pointer()) && row.name == Some(name) {
            return Ok(row.value);
        }
        self.class_lookup_cold(class, name, index)
    }

    #[cold]
    #[inline(never)]
    fn class_lookup_cold(&mut self, class: Ref<Type>, name: Value, index: usize) -> Result<Option<Value>, Raised> {
        let mut value = None;
        if let Some(mro) = class.mro.and_then(Value::as_ref::<Tuple>) {
            for &entry in mro.as_slice() {
                if let Some(class) = entry.as_ref::<Type>() {
                    value = self.own_attribute(class, name)?;
                    if value.is_some() {
                        break;
                    }
                }
            }
        } else {
            let mut current = Some(class);
            while let (Some(class), None) = (current, value) {
                value = self.own_attribute(class, name)?;
                current = class.base();
            }
        }
        if !self.is_marking() {
            self.method_cache[index] = CachedMethod { class: class.pointer(), name: Some(name), value };
        }
        Ok(value)
    }

    /// The attribute of a class itself, not of its bases.
    pub fn own_attribute(&mut self, class: Ref<Type>, name: Value) -> Result<Option<Value>, Raised> {
        if class.is_heap() {
            return Ok(class.dict.and_then(|dict| dict.get_name(name)));
        }
        let Some(text) = name.as_ref::<Str>() else { return Ok(None) };
        let is_special = text.as_bytes().starts_with(b"__");
        if !is_special && class == Ref::from_static(&object::OBJECT) {
            // Every lookup that finds nothing ends here, and this class has special names only.
            return Ok(None);
        }
        for member in class.members() {
            if member.name().as_bytes() == text.as_bytes() {
                return self.member_value(member).map(Some);
            }
        }
        if name == sym::__doc__ {
            return Ok(Some(if class.static_doc().is_empty() {
                Value::NONE
            } else {
                self.new_str(class.static_doc().as_bytes())?
            }));
        }
        if !is_special {
            return Ok(None);
        }
        // SAFETY: a class that is not in the heap is static.
        let class: &'static Type = unsafe { &*class.pointer() };
        Ok(super::special::slot_method(class, text.as_bytes()))
    }

    /// `value.name`; AttributeError if there is none.
    #[inline]
    pub fn get_attribute(&mut self, value: Value, name: impl Into<Value>) -> NativeResult {
        let name = name.into();
        match self.find_attribute(value, name)? {
            Some(found) => Ok(found),
            None => Err(self.raise_attribute_error(value, name)),
        }
    }

    /// `value.name`, or `None` instead of an AttributeError.
    pub fn find_attribute(&mut self, value: Value, name: impl Into<Value>) -> Result<Option<Value>, Raised> {
        let name = name.into();
        let class = self.class_of(value);
        let result = if class.flags & Type::HAS_GETATTRIBUTE != 0 {
            if let Some(record) = as_super(value, class) {
                return super_::find_attribute(self, record, name);
            }
            let method = self.class_lookup(class, sym::__getattribute__.value())?.unwrap_or(Value::NONE);
            self.call(method, &[value, name]).map(Some)
        } else {
            self.find_attribute_plainly(value, class, name)
        };
        match result {
            Ok(Some(found)) => Ok(Some(found)),
            Ok(None) if class.flags & Type::HAS_GETATTR == 0 => Ok(None),
            Ok(None) => self.find_by_getattr(value, class, name),
            Err(raised) => {
                if !self.exception_is(&exception::ATTRIBUTE_ERROR) {
                    return Err(raised);
                }
                if class.flags & Type::HAS_GETATTR != 0 {
                    self.exception = None;
                    return self.find_by_getattr(value, class, name);
                }
                Err(raised)
            }
        }
    }

    /// As `find_attribute`, and an AttributeError raised by Python code counts as nothing found, as for `hasattr`.
    pub fn try_attribute(&mut self, value: Value, name: impl Into<Value>) -> Result<Option<Value>, Raised> {
        match self.find_attribute(value, name) {
            Err(_) if self.exception_is(&exception::ATTRIBUTE_ERROR) => {
                self.exception = None;
                Ok(None)
            }
            result => result,
        }
    }

    /// Whether the exception on its way is of a class.
    pub fn exception_is(&self, class: &'static Type) -> bool {
        self.exception.is_some_and(|raised| self.is_instance(raised, Ref::from_static(class)))
    }

    fn find_by_getattr(&mut self, value: Value, class: Ref<Type>, name: Value) -> Result<Option<Value>, Raised> {
        self.check_machine_stack()?;
        match self.class_lookup(class, sym::__getattr__.value())? {
            Some(method) => {
                let method = self.bind(method, Some(value), class)?;
                self.call(method, &[name]).map(Some)
            }
            None => Ok(None),
        }
    }

    /// `object.__getattribute__`: class, instance, descriptors; not `__getattr__`.
    pub fn find_attribute_plainly(
        &mut self,
        value: Value,
        class: Ref<Type>,
        name: Value,
    ) -> Result<Option<Value>, Raised> {
        if let Some(subject) = value.as_ref::<Type>() {
            return self.find_type_attribute(subject, class, name);
        }
        let in_class = self.class_lookup(class, name)?;
        if let Some(descriptor) = in_class {
            if self.is_data_descriptor(descriptor)? && self.can_get(descriptor)? {
                return self.bind(descriptor, Some(value), class).map(Some);
            }
        }
        if let Some(found) = self.own_instance_attribute(value, name)? {
            return Ok(Some(found));
        }
        if let Some(descriptor) = in_class {
            return self.bind(descriptor, Some(value), class).map(Some);
        }
        match class.slots.get_attribute {
            Some(get) => get(self, value, name),
            None => Ok(None),
        }
    }

    /// What the instance itself holds under a name. Runs no Python, but for the `__getattr__` of modules.
    fn own_instance_attribute(&mut self, value: Value, name: Value) -> Result<Option<Value>, Raised> {
        if let Some(instance) = value.as_ref::<Instance>() {
            let shape = instance.shape.get();
            // SAFETY: the shape gave the slot.
            let found = self.slot_of(shape, name).and_then(|slot| unsafe { *instance.slot(slot) });
            return Ok(match instance.dict() {
                Some(dict) if found.is_none() => dict.get_name(name),
                _ => found,
            });
        }
        if value.is_kind(Kind::Module) {
            return self.module_attribute(value, name);
        }
        Ok(self.instance_dict(value).and_then(|dict| dict.get_name(name)))
    }

    /// The dict that holds the attributes of an object other than a plain instance, if it was made already.
    pub(crate) fn instance_dict(&self, value: Value) -> Option<Ref<Dict>> {
        let object = value.as_object()?;
        // SAFETY: the kind says which layout the object has.
        let dict = unsafe {
            match (*object).kind {
                k if k & EXTENDED != 0 => (*extension(object)).dict,
                k if k == Kind::Function as u8 => (*object.cast::<Function>()).dict().map(Ref::value),
                k if k == Kind::Exception as u8 => (*object.cast::<Exception>()).dict.get(),
                k if k == Kind::Module as u8 => Some((*object.cast::<Module>()).dict.value()),
                k if k == Kind::Record as u8 && (*object.cast::<Record>()).class.is_heap() => {
                    let record = &*object.cast::<Record>();
                    record.get(record.length as usize - 1)
                }
                _ => None,
            }
        };
        dict.and_then(Value::as_ref::<Dict>)
    }

    /// The dict that holds the attributes of an object, made if need be; `None` if objects of its class have none.
    /// An instance keeps its attributes in the dict from now on.
    pub fn attributes_dict(&mut self, value: Value) -> Result<Option<Ref<Dict>>, Raised> {
        if let Some(instance) = value.as_ref::<Instance>() {
            if self.class_of(value).flags & Type::NO_DICT != 0 {
                return Ok(None);
            }
            return self.instance_to_dict(instance).map(Some);
        }
        if let Some(dict) = self.instance_dict(value) {
            return Ok(Some(dict));
        }
        if !self.can_have_dict(value) {
            return Ok(None);
        }
        let dict = self.new_dict(0)?;
        let Some(object) = value.as_object() else { return Ok(None) };
        // SAFETY: the kind says which layout the object has.
        unsafe {
            match (*object).kind {
                k if k & EXTENDED != 0 => (*extension(object)).dict = Some(dict.value()),
                k if k == Kind::Function as u8 => (*object.cast::<Function>()).set_dict(dict),
                k if k == Kind::Exception as u8 => (*object.cast::<Exception>()).dict.set(Some(dict.value())),
                _ => {
                    let record = &*object.cast::<Record>();
                    record.set(record.length as usize - 1, dict.value());
                }
            }
        }
        Ok(Some(dict))
    }

    fn can_have_dict(&self, value: Value) -> bool {
        match value.raw_kind() {
            k if k & EXTENDED != 0 => self.class_of(value).flags & Type::NO_DICT == 0,
            k if k == Kind::Function as u8 || k == Kind::Exception as u8 || k == Kind::Module as u8 => true,
            k if k == Kind::Record as u8 => {
                let class = self.class_of(value);
                class.is_heap() && class.flags & Type::NO_DICT == 0
            }
            _ => false,
        }
    }

    /// `subject.name` for a class: metaclass, MRO, descriptors.
    fn find_type_attribute(
        &mut self,
        subject: Ref<Type>,
        metaclass: Ref<Type>,
        name: Value,
    ) -> Result<Option<Value>, Raised> {
        let in_metaclass = self.class_lookup(metaclass, name)?;
        if let Some(descriptor) = in_metaclass {
            if self.is_data_descriptor(descriptor)? {
                return self.bind(descriptor, Some(subject.value()), metaclass).map(Some);
            }
        }
        if let Some(found) = self.class_lookup(subject, name)? {
            return self.bind(found, None, subject).map(Some);
        }
        match in_metaclass {
            Some(descriptor) => self.bind(descriptor, Some(subject.value()), metaclass).map(Some),
            None => match metaclass.slots.get_attribute {
                Some(get) => get(self, subject.value(), name),
                None => Ok(None),
            },
        }
    }

    /// Whether a class attribute has priority over the instance's.
    pub(crate) fn is_data_descriptor(&mut self, descriptor: Value) -> Result<bool, Raised> {
        Ok(match descriptor.raw_kind() {
            k if k == Kind::GetSet as u8 => true,
            k if k == Kind::Instance as u8 || k == Kind::Record as u8 => {
                let class = self.class_of(descriptor);
                if class.slots.descriptor_set.is_some() {
                    // What `__slots__` names is found in the instance without its descriptor.
                    return Ok(class != Ref::from_static(&MEMBER_DESCRIPTOR));
                }
                class.is_heap()
                    && (self.class_lookup(class, sym::__set__.value())?.is_some()
                        || self.class_lookup(class, sym::__delete__.value())?.is_some())
            }
            _ => false,
        })
    }

    /// Whether a data descriptor has `__get__`; one without leaves reading to the instance.
    fn can_get(&mut self, descriptor: Value) -> Result<bool, Raised> {
        let class = self.class_of(descriptor);
        if !class.is_heap() || class.slots.descriptor_get.is_some() {
            return Ok(true);
        }
        Ok(self.class_lookup(class, sym::__get__.value())?.is_some())
    }

    /// What a class attribute becomes when it is reached through an instance (`None`: through the class itself).
    pub fn bind(&mut self, attribute: Value, instance: Option<Value>, class: Ref<Type>) -> NativeResult {
        match attribute.raw_kind() {
            k if k == Kind::Function as u8 => match instance {
                Some(instance) => self.new_bound_method(attribute, instance),
                None => Ok(attribute),
            },
            k if k == Kind::Native as u8 => {
                // SAFETY: the kind was checked.
                let native = unsafe { attribute.as_ref_unchecked::<Native>() };
                let flags = native.header.flags;
                match instance {
                    _ if flags & Native::CLASS_METHOD != 0 => {
                        let receiver = match instance.and_then(Value::as_ref::<Type>) {
                            Some(subject) if class.flags & Type::METACLASS != 0 => subject,
                            _ => class,
                        };
                        self.new_bound_method(attribute, receiver.value())
                    }
                    Some(instance) if flags & Native::METHOD != 0 => self.new_bound_method(attribute, instance),
                    None if flags & Native::METHOD != 0 || is_special_new(&native) => {
                        self.method_descriptor(attribute, class)
                    }
                    _ => Ok(attribute),
                }
            }
            k if k == Kind::GetSet as u8 => match instance {
                // SAFETY: the kind was checked.
                Some(instance) => (unsafe { attribute.as_ref_unchecked::<GetSet>() }.get)(self, instance),
                None => Ok(attribute),
            },
            k if k == Kind::Record as u8 || k == Kind::Instance as u8 => {
                self.bind_by_protocol(attribute, instance, class)
            }
            _ => Ok(attribute),
        }
    }

    fn bind_by_protocol(&mut self, attribute: Value, instance: Option<Value>, class: Ref<Type>) -> NativeResult {
        let own = self.class_of(attribute);
        if own.is_heap() {
            let arguments = [instance.unwrap_or(Value::NONE), class.value()];
            if let Some(found) = self.call_special(attribute, sym::__get__, &arguments)? {
                return Ok(found);
            }
        }
        match own.slots.descriptor_get {
            Some(get) => get(self, attribute, instance, class.value()),
            None => Ok(attribute),
        }
    }

    /// What `value.name(...)` calls: a function and its first argument, or a value that is called as it is.
    pub fn load_method(&mut self, value: Value, name: Value) -> Result<(Value, Option<Value>, Found), Raised> {
        let class = self.class_of(value);
        let special = Type::HAS_GETATTRIBUTE;
        if class.flags & special == 0 && !value.is_kind(Kind::Type) && !value.is_kind(Kind::Module) {
            if let Some(attribute) = self.class_lookup(class, name)? {
                let is_method = match attribute.raw_kind() {
                    k if k == Kind::Function as u8 => true,
                    k if k == Kind::Native as u8 => {
                        // SAFETY: the kind was checked.
                        unsafe { attribute.as_ref_unchecked::<Native>() }.header.flags & Native::METHOD != 0
                    }
                    _ => false,
                };
                if is_method && self.own_instance_attribute(value, name)?.is_none() {
                    return Ok((attribute, Some(value), Found::Method));
                }
            }
        }
        if let Some(record) = as_super(value, class) {
            return super_::load_method(self, record, name);
        }
        if let Some((function, receiver)) = self.find_class_method(value, class, name)? {
            return Ok((function, Some(receiver), Found::Value));
        }
        // The bound method is only taken apart.
        let attribute = self.with_reserve(|vm| vm.get_attribute(value, name))?;
        match attribute.as_ref::<BoundMethod>() {
            Some(method) => Ok((method.function, Some(method.receiver), Found::Value)),
            None => Ok((attribute, None, Found::Value)),
        }
    }

    /// The function and the class, if the attribute is a class method written in Python.
    fn find_class_method(
        &mut self,
        value: Value,
        class: Ref<Type>,
        name: Value,
    ) -> Result<Option<(Value, Value)>, Raised> {
        let is_plain = |class: Ref<Type>| class.flags & (Type::HAS_GETATTRIBUTE | Type::HAS_GETATTR) == 0;
        let owner = match value.as_ref::<Type>() {
            // A metaclass could have a descriptor of that name.
            Some(owner) if is_plain(class) && self.class_lookup(class, name)?.is_none() => owner,
            None if value.is_kind(Kind::Instance) && is_plain(class) => class,
            _ => return Ok(None),
        };
        let Some(function) = self.class_lookup(owner, name)?.and_then(classmethod::function_of) else {
            return Ok(None);
        };
        if value.is_kind(Kind::Instance) && self.own_instance_attribute(value, name)?.is_some() {
            return Ok(None);
        }
        Ok(Some((function, owner.value())))
    }

    /// `value.name = new`; `del value.name` without a new value.
    pub fn set_attribute(&mut self, value: Value, name: impl Into<Value>, new: Option<Value>) -> Result<(), Raised> {
        let name = name.into();
        let class = self.class_of(value);
        if class.flags & Type::HAS_SETATTR != 0 {
            let special = if new.is_some() { sym::__setattr__ } else { sym::__delattr__ };
            if let Some(method) = self.class_lookup(class, special.value())? {
                if !method.is_kind(Kind::Native) {
                    let method = self.bind(method, Some(value), class)?;
                    match new {
                        Some(new) => self.call(method, &[name, new])?,
                        None => self.call(method, &[name])?,
                    };
                    return Ok(());
                }
            }
        }
        self.set_attribute_plainly(value, class, name, new)
    }

    /// `object.__setattr__` and `object.__delattr__`.
    pub fn set_attribute_plainly(
        &mut self,
        value: Value,
        class: Ref<Type>,
        name: Value,
        new: Option<Value>,
    ) -> Result<(), Raised> {
        let in_class = self.class_lookup(class, name)?;
        if let Some(descriptor) = in_class {
            if self.set_by_descriptor(descriptor, value, name, new)? {
                return Ok(());
            }
        }
        if let Some(subject) = value.as_ref::<Type>() {
            return type_::set_type_attribute(self, subject, name, new);
        }
        if let Some(set) = class.slots.set_attribute {
            if set(self, value, name, new)? {
                return Ok(());
            }
        }
        if let Some(instance) = value.as_ref::<Instance>() {
            return self.set_instance_attribute(instance, class, name, new, in_class);
        }
        let dict = self.attributes_dict(value)?;
        let Some(dict) = dict else { return Err(self.refuse_attribute(value, name, in_class)) };
        match new {
            Some(new) => self.dict_set_name(dict, name, new),
            None => match self.dict_remove(dict, name)? {
                Some(_) => Ok(()),
                None => Err(self.raise_attribute_error(value, name)),
            },
        }
    }

    #[cold]
    fn refuse_attribute(&mut self, value: Value, name: Value, in_class: Option<Value>) -> Raised {
        let class = self.class_name(value);
        if in_class.is_some() {
            let name = self.name_text(name);
            let message = format_args!("'{class}' object attribute '{name}' is read-only");
            return self.raise(&exception::ATTRIBUTE_ERROR, message);
        }
        self.raise_attribute_error(value, name)
    }

    fn set_by_descriptor(
        &mut self,
        descriptor: Value,
        value: Value,
        name: Value,
        new: Option<Value>,
    ) -> Result<bool, Raised> {
        if let Some(attribute) = descriptor.as_ref::<GetSet>() {
            return match attribute.set {
                Some(set) => set(self, value, new).map(|()| true),
                None => {
                    let class = self.class_name(value);
                    let name = self.name_text(name);
                    let message = format_args!("attribute '{name}' of '{class}' objects is not writable");
                    Err(self.raise(&exception::ATTRIBUTE_ERROR, message))
                }
            };
        }
        if !matches!(descriptor.raw_kind(), k if k == Kind::Record as u8 || k == Kind::Instance as u8) {
            return Ok(false);
        }
        let class = self.class_of(descriptor);
        if class == Ref::from_static(&MEMBER_DESCRIPTOR) {
            return Ok(false);
        }
        if class.is_heap() {
            let (special, other) =
                if new.is_some() { (sym::__set__, sym::__delete__) } else { (sym::__delete__, sym::__set__) };
            let result = match new {
                Some(new) => self.call_special(descriptor, special, &[value, new])?,
                None => self.call_special(descriptor, special, &[value])?,
            };
            if result.is_some() {
                return Ok(true);
            }
            if class.slots.descriptor_set.is_none() && self.class_lookup(class, other.value())?.is_some() {
                return Err(self.raise_with(&exception::ATTRIBUTE_ERROR, &[special.value()]));
            }
        }
        match class.slots.descriptor_set {
            Some(set) => set(self, descriptor, value, new).map(|()| true),
            None => Ok(false),
        }
    }

    /// Whether the class of `value`, or one it inherits from, was made by Python and defines the special method: then
    /// the method, unbound.
    pub fn special_method(&mut self, value: Value, name: impl Into<Value>) -> Result<Option<Value>, Raised> {
        let class = self.class_of(value);
        if !class.is_heap() {
            return Ok(None);
        }
        match self.class_lookup(class, name.into())? {
            Some(method) if !is_builtin_method(method) => Ok(Some(method)),
            _ => Ok(None),
        }
    }

    /// Calls the special method of a name that the class of `value`, made by Python, defines or inherits from one made by
    /// Python. `None` if there is none: then the builtin type's slot decides. A method that is `None` raises TypeError.
    pub fn call_special(
        &mut self,
        value: Value,
        name: impl Into<Value>,
        arguments: &[Value],
    ) -> Result<Option<Value>, Raised> {
        match self.special_method(value, name)? {
            None => Ok(None),
            Some(method) if method.is_kind(Kind::Function) => self.call_receiver(method, value, arguments).map(Some),
            Some(method) => {
                let class = self.class_of(value);
                let bound = self.bind(method, Some(value), class)?;
                self.call(bound, arguments).map(Some)
            }
        }
    }

    /// `isinstance(value, class)` by the real class alone. Runs no Python.
    #[inline]
    pub fn is_instance(&self, value: Value, class: Ref<Type>) -> bool {
        self.is_subclass(self.class_of(value), class)
    }

    /// `issubclass(class, other)` by the MRO alone. Runs no Python.
    pub fn is_subclass(&self, class: Ref<Type>, other: Ref<Type>) -> bool {
        if class == other || other == Ref::from_static(&object::OBJECT) {
            return true;
        }
        if crate::features::EXCEPTION_GROUPS && other == Ref::from_static(&exception::BASE_EXCEPTION_GROUP) {
            return exception::is_group_class(&class);
        }
        if let Some(mro) = class.mro.and_then(Value::as_ref::<Tuple>) {
            return mro.as_slice().contains(&other.value());
        }
        let mut current = class.base();
        while let Some(base) = current {
            if base == other {
                return true;
            }
            current = base.base();
        }
        false
    }
}

/// Whether a class attribute is a method of a builtin type, and no function that Python put into a class.
fn is_builtin_method(attribute: Value) -> bool {
    attribute
        .as_ref::<Native>()
        .is_some_and(|native| native.header.flags & (Native::METHOD | Native::CLASS_METHOD) != 0)
}

/// A value of the class `super`.
fn as_super(value: Value, class: Ref<Type>) -> Option<Ref<Record>> {
    if class == Ref::from_static(&super_::SUPER) { value.as_ref::<Record>() } else { None }
}

/// The class of a class.
pub fn metaclass(class: &Type) -> Ref<Type> {
    if class.metaclass.is_null() {
        Ref::from_static(&type_::TYPE)
    } else {
        // SAFETY: a metaclass that is not null is a type.
        unsafe { Ref::from_pointer(class.metaclass.cast_mut()) }
    }
}

fn immediate_class(value: Value) -> &'static Type {
    match value {
        _ if value.is_small_int() => &int::INT,
        _ if value.is_immediate_float() => &float::FLOAT,
        Value::NONE => &singletons::NONE_TYPE,
        Value::TRUE | Value::FALSE => &bool::BOOL,
        Value::ELLIPSIS => &singletons::ELLIPSIS_TYPE,
        _ => &singletons::NOT_IMPLEMENTED_TYPE,
    }
}
