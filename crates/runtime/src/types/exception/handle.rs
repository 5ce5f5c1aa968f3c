//! What `raise`, `except` and `except*` do with exceptions.

use super::{base, group, is_group_class};
use crate::features::EXCEPTION_GROUPS;
use crate::object::{Exception, List, Ref, Tuple, Type};
use crate::symbols::sym;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The parts of an exception for `except*`: what matches, and what is left over.
pub type Parts = (Option<Value>, Option<Value>);

impl Vm {
    /// The exception that `raise value` raises: the value, or an instance of it if it is a class.
    pub fn instantiate_exception(&mut self, value: Value) -> Result<Value, Raised> {
        if value.as_ref::<Exception>().is_some() {
            return Ok(value);
        }
        let Some(class) = value.as_ref::<Type>().filter(|class| is_exception_class(class)) else {
            return Err(self.type_error(format_args!("exceptions must derive from BaseException")));
        };
        if !class.is_heap() && core::ptr::eq(class.slots, &raw const base::SLOTS) {
            return self.new_exception(class, &[]).map(Ref::value);
        }
        let made = self.call(value, &[])?;
        if made.as_ref::<Exception>().is_some() {
            return Ok(made);
        }
        let wanted = self.repr(value)?;
        let got = self.class_of(made).value();
        let got = self.repr(got)?;
        let (wanted, got) = (super::raise::shown(&wanted), super::raise::shown(&got));
        let message = format_args!("calling {wanted} should have returned an instance of BaseException, not {got}");
        Err(self.type_error(message))
    }

    /// Whether `except class_or_tuple` catches an exception. TypeError if that is no exception class or tuple of such.
    pub fn exception_matches(&mut self, exception: Value, class_or_tuple: Value) -> Result<bool, Raised> {
        let own = self.class_of(exception);
        if let Some(class) = class_or_tuple.as_ref::<Type>()
            && is_exception_class(&class)
        {
            return Ok(own == class || self.is_exception_subclass(own, class));
        }
        if let Some(tuple) = class_or_tuple.as_ref::<Tuple>() {
            let is_class = |value: &Value| value.as_ref::<Type>().is_some_and(|class| is_exception_class(&class));
            if tuple.as_slice().iter().all(is_class) {
                let classes = tuple.as_slice().iter().filter_map(|value| value.as_ref::<Type>());
                return Ok(classes.into_iter().any(|class| self.is_exception_subclass(own, class)));
            }
        }
        let message = format_args!("catching classes that do not inherit from BaseException is not allowed");
        Err(self.type_error(message))
    }

    /// `issubclass` for exception classes, by the MRO alone.
    pub fn is_exception_subclass(&self, class: Ref<Type>, other: Ref<Type>) -> bool {
        if EXCEPTION_GROUPS && other == Ref::from_static(&super::BASE_EXCEPTION_GROUP) {
            return is_group_class(&class);
        }
        self.is_subclass(class, other)
    }

    /// Links an exception that is about to be raised to the one that is being handled, and keeps the chain of contexts
    /// free of cycles.
    #[inline]
    pub fn set_context(&mut self, exception: Value) {
        if let Some(handled) = self.handled
            && handled != exception
        {
            link_context(exception, handled);
        }
    }

    /// Sets `__cause__`, for `raise ... from cause`.
    pub fn set_cause(&mut self, exception: Value, cause: Value) -> Result<(), Raised> {
        let cause = match cause {
            Value::NONE => None,
            cause if cause.as_ref::<Type>().is_some_and(|class| is_exception_class(&class)) => {
                Some(self.instantiate_exception(cause)?)
            }
            cause if cause.as_ref::<Exception>().is_some() => Some(cause),
            _ => return Err(self.type_error(format_args!("exception causes must derive from BaseException"))),
        };
        if let Some(exception) = exception.as_ref::<Exception>() {
            exception.cause.set(cause);
            exception.suppress_context.set(true);
        }
        Ok(())
    }

    /// Splits an exception for `except* class_or_tuple`. An exception that is no group and matches becomes the only
    /// member of one.
    pub fn exception_group_match(&mut self, exception: Value, class_or_tuple: Value) -> Result<Parts, Raised> {
        if !EXCEPTION_GROUPS {
            return Err(self.left_out("exception groups"));
        }
        self.check_star_classes(exception, class_or_tuple)?;
        let is_group = is_group_class(&self.class_of(exception));
        if self.exception_matches(exception, class_or_tuple)? {
            if is_group {
                return Ok((Some(exception), None));
            }
            let group = group::create(self, sym::EMPTY.value(), &[exception])?;
            return Ok((Some(group.value()), None));
        }
        if !is_group {
            return Ok((None, Some(exception)));
        }
        let pair = self.call_method(exception, sym::split, &[class_or_tuple])?;
        let class = self.type_name(exception);
        let Some(items) = pair.as_ref::<Tuple>() else {
            let got = self.type_name(pair);
            return Err(self.type_error(format_args!("{class}.split must return a tuple, not {got}")));
        };
        match items.as_slice() {
            &[matched, rest, ..] => Ok((matched.not_none(), rest.not_none())),
            few => {
                let count = few.len();
                let message = format_args!("{class}.split must return a 2-tuple, got tuple of size {count}");
                Err(self.type_error(message))
            }
        }
    }

    fn check_star_classes(&mut self, exception: Value, class_or_tuple: Value) -> Result<(), Raised> {
        self.exception_matches(exception, class_or_tuple)?;
        let is_group = |value: &Value| value.as_ref::<Type>().is_some_and(|class| is_group_class(&class));
        let any = match class_or_tuple.as_ref::<Tuple>() {
            Some(tuple) => tuple.as_slice().iter().any(is_group),
            None => is_group(&class_or_tuple),
        };
        if any {
            let message = format_args!("catching ExceptionGroup with except* is not allowed. Use except instead.");
            return Err(self.type_error(message));
        }
        Ok(())
    }

    /// What is raised after the `except*` clauses of a `try`: `list` has the exceptions that the clauses raised and the
    /// parts of `original` that are left over or were raised again. `None` if all was handled.
    pub fn prepare_reraise_star(&mut self, original: Value, list: Ref<List>) -> Result<Option<Value>, Raised> {
        if !EXCEPTION_GROUPS || !is_group_class(&self.class_of(original)) {
            return Ok(list.get(0).and_then(Value::not_none));
        }
        let raised = self.new_list(&[])?;
        let again = self.new_list(&[])?;
        for index in 0..list.len() {
            let Some(exception) = list.get(index).and_then(Value::not_none) else { continue };
            let target = if has_same_metadata(exception, original) { again } else { raised };
            self.list_push(target, exception)?;
        }
        let projection = group::projection(self, original, again)?;
        match (projection, raised.as_slice()) {
            (projection, []) => Ok(projection),
            (None, &[single]) => Ok(Some(single)),
            (projection, _) => {
                if let Some(projection) = projection {
                    self.list_push(raised, projection)?;
                }
                Ok(Some(group::create(self, sym::EMPTY.value(), raised.as_slice())?.value()))
            }
        }
    }
}

/// Whether a class derives from `BaseException`.
#[inline]
pub fn is_exception_class(class: &Type) -> bool {
    class.flags & Type::EXCEPTION != 0
}

#[cold]
fn link_context(value: Value, handled: Value) {
    let Some(exception) = value.as_ref::<Exception>() else { return };
    // A second walker at half the speed notices a cycle that does not contain the exception.
    let mut slow = Some(handled);
    let mut current = handled;
    let mut steps = 0u32;
    while let Some(next) = current.as_ref::<Exception>().and_then(|link| link.context.get()) {
        if next == value {
            if let Some(last) = current.as_ref::<Exception>() {
                last.context.set(None);
            }
            break;
        }
        current = next;
        steps = steps.wrapping_add(1);
        if steps.is_multiple_of(2) {
            slow = slow.and_then(Value::as_ref::<Exception>).and_then(|link| link.context.get());
            if slow == Some(current) {
                break;
            }
        }
    }
    exception.context.set(Some(handled));
}

/// Whether an exception is a part of a group that was raised again: it has the group's traceback and links.
fn has_same_metadata(exception: Value, original: Value) -> bool {
    let (Some(a), Some(b)) = (exception.as_ref::<Exception>(), original.as_ref::<Exception>()) else { return false };
    is_group_class(&a.class.get())
        && notes(&a) == notes(&b)
        && a.traceback.get() == b.traceback.get()
        && a.cause.get() == b.cause.get()
        && a.context.get() == b.context.get()
}

/// The notes of an exception, if there are any.
pub fn notes(exception: &Exception) -> Option<Value> {
    exception.dict.get()?.as_ref::<crate::object::Dict>()?.get_name(sym::__notes__)
}
