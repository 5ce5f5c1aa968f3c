//! Calls: of natives, classes, bound methods and everything else from Rust code.
//!
//! Arguments are on the VM's stack, above the present frame, while a call runs: there they are roots.

use crate::native::{Args, NativeResult, Signature};
use crate::object::{BoundMethod, Dict, Kind, Native, Ref, Str, Type};
use crate::symbols::sym;
use crate::types::{exception, type_};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Arguments on the VM's stack. They stay there until [`Vm::pop_arguments`].
#[derive(Clone, Copy)]
pub struct StackArgs {
    base: *mut Option<Value>,
    count: usize,
}

impl StackArgs {
    /// The arguments.
    pub fn as_slice<'a>(self) -> &'a [Option<Value>] {
        // SAFETY: the words from `base` on were pushed and stay until they are popped.
        unsafe { core::slice::from_raw_parts(self.base, self.count) }
    }
}

impl Vm {
    /// Reserves words on the stack above the present frame and clears them. RecursionError if there is no room.
    pub fn push_words(&mut self, count: usize) -> Result<StackArgs, Raised> {
        let base = self.frame.top;
        // SAFETY: both pointers are in the stack's allocation.
        let room = unsafe { self.stack_end.offset_from(base) } as usize;
        if count.saturating_add(64) > room {
            return Err(self.recursion_error());
        }
        // SAFETY: there is room.
        unsafe {
            for index in 0..count {
                *base.add(index) = None;
            }
            self.frame.top = base.add(count);
        }
        Ok(StackArgs { base, count })
    }

    /// Pushes values.
    pub fn push_arguments(&mut self, receiver: Option<Value>, values: &[Value]) -> Result<StackArgs, Raised> {
        let extra = receiver.is_some() as usize;
        let pushed = self.push_words(values.len() + extra)?;
        // SAFETY: the words were reserved.
        unsafe {
            if extra == 1 {
                *pushed.base = receiver;
            }
            for (index, &value) in values.iter().enumerate() {
                *pushed.base.add(extra + index) = Some(value);
            }
        }
        Ok(pushed)
    }

    /// Pops what was pushed last.
    pub fn pop_arguments(&mut self, pushed: StackArgs) {
        self.frame.top = pushed.base;
    }

    /// `callable(*arguments)`. The result is rooted until the running native returns.
    pub fn call(&mut self, callable: Value, arguments: &[Value]) -> NativeResult {
        self.call_full(callable, None, arguments, None)
    }

    /// `callable(receiver, *arguments)`.
    pub fn call_receiver(&mut self, callable: Value, receiver: Value, arguments: &[Value]) -> NativeResult {
        self.call_full(callable, Some(receiver), arguments, None)
    }

    /// `callable(*arguments, **keywords)` where `keywords` is a dict with str keys.
    pub fn call_with_keywords(
        &mut self,
        callable: Value,
        arguments: &[Value],
        keywords: Option<Value>,
    ) -> NativeResult {
        self.call_full(callable, None, arguments, keywords)
    }

    /// `value.name(*arguments)`.
    pub fn call_method(&mut self, value: Value, name: impl Into<Value>, arguments: &[Value]) -> NativeResult {
        let (function, receiver, _) = self.load_method(value, name.into())?;
        self.call_full(function, receiver, arguments, None)
    }

    fn call_full(
        &mut self,
        callable: Value,
        receiver: Option<Value>,
        arguments: &[Value],
        keywords: Option<Value>,
    ) -> NativeResult {
        self.check_machine_stack()?;
        self.committed = true;
        let pushed = self.push_arguments(receiver, arguments)?;
        let result = self.call_stack(callable, pushed.as_slice(), keywords);
        self.pop_arguments(pushed);
        if let Ok(value) = result {
            self.keep(value);
        }
        result
    }

    /// `callable(*arguments, **keywords)` with arguments that are on the stack already, and `keywords` rooted.
    pub fn call_stack(
        &mut self,
        callable: Value,
        arguments: &[Option<Value>],
        keywords: Option<Value>,
    ) -> NativeResult {
        match callable.raw_kind() {
            k if k == Kind::Function as u8 => (self.executor.call_function)(self, callable, arguments, None, keywords),
            k if k == Kind::Native as u8 => {
                // SAFETY: the kind was checked.
                let native = unsafe { callable.as_ref_unchecked::<Native>() };
                self.call_native(native, arguments, keywords)
            }
            k if k == Kind::BoundMethod as u8 => {
                // SAFETY: the kind was checked.
                let method = unsafe { callable.as_ref_unchecked::<BoundMethod>() };
                self.call_bound(method.function, method.receiver, arguments, keywords)
            }
            k if k == Kind::Type as u8 => {
                // SAFETY: the kind was checked.
                let class = unsafe { callable.as_ref_unchecked::<Type>() };
                self.call_class(class, arguments, keywords)
            }
            _ => self.call_object(callable, arguments, keywords),
        }
    }

    fn call_bound(
        &mut self,
        function: Value,
        receiver: Value,
        arguments: &[Option<Value>],
        keywords: Option<Value>,
    ) -> NativeResult {
        if function.is_kind(Kind::Function) {
            return (self.executor.call_function)(self, function, arguments, Some(receiver), keywords);
        }
        self.check_machine_stack()?;
        let pushed = self.push_with_receiver(receiver, arguments)?;
        let result = self.call_stack(function, pushed.as_slice(), keywords);
        self.pop_arguments(pushed);
        result
    }

    /// Pushes arguments that are on the stack already once more, behind a first one.
    pub(crate) fn push_with_receiver(
        &mut self,
        receiver: Value,
        arguments: &[Option<Value>],
    ) -> Result<StackArgs, Raised> {
        let pushed = self.push_words(arguments.len() + 1)?;
        // SAFETY: the words were reserved, above the arguments.
        unsafe {
            *pushed.base = Some(receiver);
            for (index, &argument) in arguments.iter().enumerate() {
                *pushed.base.add(index + 1) = argument;
            }
        }
        Ok(pushed)
    }

    #[cold]
    fn call_object(&mut self, callable: Value, arguments: &[Option<Value>], keywords: Option<Value>) -> NativeResult {
        self.check_machine_stack()?;
        if let Some(method) = self.special_method(callable, sym::__call__)? {
            let class = self.class_of(callable);
            if method.is_kind(Kind::Function) {
                return (self.executor.call_function)(self, method, arguments, Some(callable), keywords);
            }
            let bound = self.bind(method, Some(callable), class)?;
            self.keep(bound);
            return self.call_stack(bound, arguments, keywords);
        }
        let class = self.class_of(callable);
        let Some(call) = class.slots.call else {
            let class = self.class_name(callable);
            return Err(self.type_error(format_args!("'{class}' object is not callable")));
        };
        const ANYTHING: Signature = Signature::parse("*args, **kwargs");
        self.with_signature(&ANYTHING, "", arguments, keywords, |vm, args| call(vm, callable, args))
    }

    /// Calls a native function.
    #[inline]
    pub fn call_native(
        &mut self,
        native: Ref<Native>,
        arguments: &[Option<Value>],
        keywords: Option<Value>,
    ) -> NativeResult {
        let signature = &native.signature;
        if signature.is_plain() && keywords.is_none() {
            let count = arguments.len();
            if count < signature.minimum as usize || count > signature.maximum as usize {
                return Err(self.wrong_argument_count(signature, native.name(), arguments));
            }
            return (native.function)(self, &Args::new(arguments, &[], None));
        }
        self.with_signature(signature, native.name(), arguments, keywords, native.function)
    }

    /// Places arguments by a signature and calls `body` with them.
    pub fn with_signature(
        &mut self,
        signature: &Signature,
        name: &str,
        arguments: &[Option<Value>],
        keywords: Option<Value>,
        body: impl FnOnce(&mut Vm, &Args) -> NativeResult,
    ) -> NativeResult {
        let positional = arguments.len().min(signature.maximum as usize);
        let rest = arguments.get(positional..).unwrap_or(&[]);
        if !rest.is_empty() && !signature.variadic {
            return Err(self.wrong_argument_count(signature, name, arguments));
        }
        let keywords = keywords.and_then(Value::as_ref::<Dict>).filter(|dict| !dict.is_empty());
        if keywords.is_none() && signature.required_keywords == 0 {
            if positional < signature.minimum as usize {
                return Err(self.wrong_argument_count(signature, name, arguments));
            }
            return body(self, &Args::new(&arguments[..positional], rest, None));
        }
        let pushed = self.push_words(signature.named as usize)?;
        let result = self.place(signature, name, &arguments[..positional], keywords, pushed).and_then(|extra| {
            let slots = pushed.as_slice();
            body(self, &Args::new(slots, rest, extra))
        });
        self.pop_arguments(pushed);
        result
    }

    /// Fills the slots; the result is the dict of keywords that no parameter takes, if the signature wants one.
    fn place(
        &mut self,
        signature: &Signature,
        name: &str,
        positional: &[Option<Value>],
        keywords: Option<Ref<Dict>>,
        pushed: StackArgs,
    ) -> Result<Option<Value>, Raised> {
        // SAFETY: the words were reserved; there are at least as many as positional parameters.
        let slots = unsafe { core::slice::from_raw_parts_mut(pushed.base, pushed.count) };
        slots[..positional.len()].copy_from_slice(positional);
        let mut extra = None;
        if signature.keywords {
            let dict = self.new_dict(0)?;
            self.keep(dict.value());
            extra = Some(dict);
        }
        for index in 0..keywords.map_or(0, |dict| dict.used()) {
            let Some((key, value)) = keywords.and_then(|dict| dict.entry(index)) else { continue };
            let text = key.as_ref::<Str>();
            let bytes = text.as_ref().map_or(&[][..], |text| text.as_bytes());
            let found = signature
                .names()
                .enumerate()
                .skip(signature.positional_only as usize)
                .find(|(_, parameter)| parameter.as_bytes() == bytes)
                .map(|(index, _)| index);
            match (found, extra) {
                (Some(index), _) if slots[index].is_some() => {
                    let key = self.name_text(key);
                    return Err(self.type_error(format_args!("{name}() got multiple values for argument '{key}'")));
                }
                (Some(index), _) => slots[index] = Some(value),
                (None, Some(extra)) => self.dict_set(extra, key, value)?,
                (None, None) if signature.named == signature.positional_only => {
                    return Err(self.type_error(format_args!("{name}() takes no keyword arguments")));
                }
                (None, None) => {
                    let key = self.name_text(key);
                    let message = format_args!("'{key}' is an invalid keyword argument for {name}()");
                    return Err(self.type_error(message));
                }
            }
        }
        let missing = (0..signature.minimum as usize).any(|index| slots[index].is_none());
        if missing {
            return Err(self.wrong_argument_count(signature, name, positional));
        }
        if signature.required_keywords > 0 {
            let mut keyword_only = false;
            let mut index = 0;
            for part in signature.text().split(',').map(str::trim) {
                if part.starts_with('*') || part == "/" {
                    keyword_only |= part.starts_with('*');
                    continue;
                }
                if keyword_only && !part.contains('=') && slots.get(index).copied().flatten().is_none() {
                    let message = format_args!("{name}() missing required keyword-only argument: '{part}'");
                    return Err(self.type_error(message));
                }
                index += 1;
            }
        }
        Ok(extra.map(Ref::value))
    }

    /// The builtin class of a method's receiver.
    fn owner_of_method(&self, arguments: &[Option<Value>]) -> MethodOwner {
        let mut class = arguments.first().copied().flatten().map(|receiver| self.class_of(receiver));
        while let Some(heap) = class.filter(|class| class.is_heap()) {
            class = heap.base();
        }
        MethodOwner(class)
    }

    #[cold]
    fn wrong_argument_count(&mut self, signature: &Signature, name: &str, arguments: &[Option<Value>]) -> Raised {
        let receiver = ["self", "type,", "cls,"].iter().any(|name| signature.text().starts_with(name));
        let own = receiver as usize;
        let (minimum, maximum) = (signature.minimum as usize, signature.maximum as usize);
        let (minimum, maximum) = (minimum.saturating_sub(own), maximum.saturating_sub(own));
        let given = arguments.len().saturating_sub(own);
        let owner =
            if signature.text().starts_with("self") { self.owner_of_method(arguments) } else { MethodOwner(None) };
        if maximum == 0 && !signature.variadic {
            if signature.named > signature.maximum {
                return self.type_error(format_args!("{name}() takes no positional arguments"));
            }
            return self.type_error(format_args!("{owner}{name}() takes no arguments ({given} given)"));
        }
        let positional_only = signature.positional_only >= signature.maximum;
        if minimum == 1 && maximum == 1 && positional_only && signature.is_plain() {
            return self.type_error(format_args!("{owner}{name}() takes exactly one argument ({given} given)"));
        }
        let unnamed = (signature.positional_only as usize).saturating_sub(own).min(minimum);
        if given < unnamed && !positional_only {
            let words = if unnamed == maximum { "exactly" } else { "at least" };
            let plural = if unnamed == 1 { "" } else { "s" };
            return self.type_error(format_args!(
                "{name}() takes {words} {unnamed} positional argument{plural} ({given} given)"
            ));
        }
        if given < minimum && !positional_only {
            let missing = signature.names().nth(given + own).unwrap_or("?");
            let place = given + 1;
            return self.type_error(format_args!("{name}() missing required argument '{missing}' (pos {place})"));
        }
        let limit = if given < minimum { minimum } else { maximum };
        let plural = if limit == 1 { "" } else { "s" };
        if !positional_only {
            let words = if minimum == maximum { "exactly" } else { "at most" };
            return self.type_error(format_args!("{name}() takes {words} {limit} argument{plural} ({given} given)"));
        }
        let words = match (minimum == maximum, given < minimum) {
            (true, _) => "",
            (false, true) => "at least ",
            (false, false) => "at most ",
        };
        self.type_error(format_args!("{name} expected {words}{limit} argument{plural}, got {given}"))
    }

    /// `class(...)`.
    pub fn call_class(
        &mut self,
        class: Ref<Type>,
        arguments: &[Option<Value>],
        keywords: Option<Value>,
    ) -> NativeResult {
        self.check_machine_stack()?;
        let meta = super::attribute::metaclass(&class);
        if meta.is_heap() {
            if let Some(method) = self.special_method(class.value(), sym::__call__)? {
                return (self.executor.call_function)(self, method, arguments, Some(class.value()), keywords);
            }
        }
        type_::instantiate(self, class, arguments, keywords)
    }
}

/// The class of a method and a dot, before the method's name in a message.
struct MethodOwner(Option<Ref<Type>>);

impl core::fmt::Display for MethodOwner {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.0 {
            Some(class) => write!(f, "{}.", class.static_name()),
            None => Ok(()),
        }
    }
}

/// Names of classes in messages.
impl Vm {
    /// The text of a name for a message. Lone surrogates are left out.
    pub fn name_text(&self, name: Value) -> &'static str {
        // SAFETY: the text is used for a message at once, before the str could be freed.
        name.as_ref::<Str>().map_or("?", |text| unsafe {
            core::str::from_utf8(core::slice::from_raw_parts(text.data, text.length as usize)).unwrap_or("?")
        })
    }

    /// The name of a value's class, for a message.
    pub fn class_name(&self, value: Value) -> &'static str {
        self.class_text(self.class_of(value))
    }

    /// The name of a class, for a message.
    pub fn class_text(&self, class: Ref<Type>) -> &'static str {
        match class.name {
            Some(name) => self.name_text(name),
            None => class.static_name(),
        }
    }

    /// Raises `NameError` for a name.
    #[cold]
    pub fn name_error(&mut self, name: Value) -> Raised {
        let text = self.name_text(name);
        self.raise(&exception::NAME_ERROR, format_args!("name '{text}' is not defined"))
    }
}
