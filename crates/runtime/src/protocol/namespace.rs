//! Names of modules and builtins, and small services of the instruction loop.

use crate::native::NativeResult;
use crate::object::{Dict, Function, Generator, Kind, List, Module, Native, Ref};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Resume, Vm};

impl Vm {
    /// A builtin name as the code of a module sees it, whose namespace may have a `__builtins__` of its own.
    pub fn builtin(&mut self, globals: Ref<Dict>, name: Value) -> Result<Option<Value>, Raised> {
        if let Some(builtins) = globals.get_name(sym::__builtins__) {
            if let Some(dict) = builtins.as_ref::<Dict>() {
                return Ok(dict.get_name(name));
            }
        }
        self.standard_builtin(name)
    }

    /// A name of the module `builtins`.
    pub fn standard_builtin(&mut self, name: Value) -> Result<Option<Value>, Raised> {
        if let Some(value) = self.builtins.get_name(name) {
            return Ok(Some(value));
        }
        match self.modules.get_name(sym::builtins) {
            Some(module) => self.module_attribute(module, name),
            None => Ok(None),
        }
    }

    /// A name of the module `builtins` that must be there.
    pub fn builtins_attribute(&mut self, name: Value) -> NativeResult {
        match self.standard_builtin(name)? {
            Some(value) => Ok(value),
            None => Err(self.raise_name_error(name)),
        }
    }

    /// Whether a namespace has no `__builtins__` of its own.
    pub fn uses_standard_builtins(&self, globals: Ref<Dict>) -> bool {
        globals.get_name(sym::__builtins__).is_none_or(|builtins| builtins.as_ref::<Dict>().is_none())
    }

    /// The namespace of a module, for `from m import *`, with everything that a builtin module offers in it.
    pub fn module_namespace(&mut self, module: Value) -> Result<Option<Ref<Dict>>, Raised> {
        match module.as_ref::<Module>() {
            Some(module) => self.module_dict(module).map(Some),
            None => Ok(self.try_attribute(module, sym::__dict__)?.and_then(Value::as_ref::<Dict>)),
        }
    }

    /// Notes that the code of a module begins to run; the result is for [`Vm::end_import`].
    pub fn begin_import(&mut self, name: Value) -> Result<usize, Raised> {
        let list = match self.importing() {
            Some(list) => list,
            None => {
                let list = self.new_list(&[])?;
                let registry = self.registry;
                self.dict_set_name(registry, sym::modules_importing, list.value())?;
                list
            }
        };
        self.list_push(list, name)?;
        Ok(list.len() - 1)
    }

    /// Notes that the code of a module has ended.
    pub fn end_import(&mut self, started: usize) {
        if let Some(list) = self.importing() {
            list.truncate(started);
        }
    }

    fn importing(&self) -> Option<Ref<List>> {
        self.registry.get_name(sym::modules_importing).and_then(Value::as_ref::<List>)
    }

    /// Whether the code of a module has not run to its end yet.
    pub fn is_being_imported(&self, name: Value) -> bool {
        self.importing().is_some_and(|list| list.as_slice().contains(&name))
    }

    /// Raises the ImportError of `from module import name`.
    #[cold]
    pub fn raise_import_from(&mut self, module: Value, name: Value) -> Raised {
        match self.import_from_error(module, name) {
            Ok(exception) => self.raise_value(exception),
            Err(raised) => raised,
        }
    }

    fn import_from_error(&mut self, module: Value, name: Value) -> NativeResult {
        let module_name = match self.try_attribute(module, sym::__name__)? {
            Some(module_name) if module_name.is_kind(Kind::Str) => module_name,
            _ => self.new_str(b"<unknown module name>")?,
        };
        self.keep(module_name);
        let file = self.try_attribute(module, sym::__file__)?.filter(|file| file.is_kind(Kind::Str));
        let partially = self.is_being_imported(module_name);
        let mut text = TextBuilder::new();
        text.push(b"cannot import name '");
        text.push_str(name);
        text.push(if partially { b"' from partially initialized module '" } else { b"' from '" });
        text.push_str(module_name);
        text.push(if partially { b"' (most likely due to a circular import) (" } else { b"' (" });
        match file {
            Some(file) => text.push_str(file),
            None => text.push(b"unknown location"),
        }
        text.push(b")");
        let message = text.finish(self)?;
        let exception = self.new_exception(Ref::from_static(&exception::IMPORT_ERROR), &[message])?;
        let fields = [Some(message), Some(module_name), file, Some(name)];
        exception::fields::assign(self, exception, &fields)?;
        Ok(exception.value())
    }

    /// How a callable is named in messages about its arguments: `module.f()`, or its repr.
    pub fn callable_name(&mut self, callable: Value) -> Result<crate::vm::Message, Raised> {
        let name = match callable.as_ref::<Function>() {
            Some(function) => function.code.qualified_name,
            None => match callable.as_ref::<Native>() {
                Some(native) => self.new_str(native.name().as_bytes())?,
                None => match self.try_attribute(callable, sym::__qualname__)? {
                    Some(name) if name.is_kind(Kind::Str) => name,
                    _ => self.repr(callable)?,
                },
            },
        };
        Ok(crate::vm::Message(name))
    }

    /// Makes one exception the cause and the context of another.
    pub fn chain_cause(&mut self, exception: Value, cause: Value) {
        if let Some(exception) = exception.as_ref::<crate::object::Exception>() {
            exception.cause.set(Some(cause));
            exception.context.set(Some(cause));
            exception.suppress_context.set(true);
        }
    }

    /// `next(iterator)` that leaves the value of StopIteration in `vm.returned`.
    pub fn next_with_value(&mut self, iterator: Value) -> Result<Option<Value>, Raised> {
        self.returned = None;
        let class = self.class_of(iterator);
        if !class.is_heap() {
            return self.next(iterator);
        }
        match self.call_method(iterator, sym::__next__, &[]) {
            Ok(value) => Ok(Some(value)),
            Err(_) if self.exception_is(&exception::STOP_ITERATION) => {
                let stop = self.take_exception();
                self.returned = Some(self.stop_iteration_value(stop));
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// Throws an exception into the iterator that a generator delegates to. As for `Executor::resume`; an iterator without
    /// `throw` has the exception raised in the delegating generator. GeneratorExit closes the iterator instead.
    pub fn throw_into_delegate(&mut self, delegate: Value, thrown: Value) -> Result<Option<Value>, Raised> {
        self.returned = None;
        let exits = self.is_instance(thrown, Ref::from_static(&exception::GENERATOR_EXIT));
        let is_generator = delegate.as_ref::<Generator>().is_some();
        if exits {
            if let Some(close) = self.try_attribute(delegate, sym::close)? {
                self.call(close, &[])?;
            }
            return Err(self.raise_value(thrown));
        }
        if is_generator {
            return (self.executor.resume)(self, delegate, Resume::Throw(thrown));
        }
        let Some(throw) = self.try_attribute(delegate, sym::throw)? else { return Err(self.raise_value(thrown)) };
        match self.call(throw, &[thrown]) {
            Ok(value) => Ok(Some(value)),
            Err(_) if self.exception_is(&exception::STOP_ITERATION) => {
                let stop = self.take_exception();
                self.returned = Some(self.stop_iteration_value(stop));
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// Shows a value as the interactive prompt does: `sys.displayhook`, which is `__repl_print__` unless it was changed.
    pub fn display(&mut self, value: Value) -> Result<(), Raised> {
        let hook = match self.modules.get_name(sym::sys) {
            Some(sys) => self.try_attribute(sys, sym::displayhook)?,
            None => None,
        };
        let hook = match hook {
            Some(hook) => hook,
            None => self.builtins_attribute(sym::__repl_print__.value())?,
        };
        self.call(hook, &[value]).map(|_| ())
    }
}
