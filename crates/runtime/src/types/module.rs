//! `module`.

use crate::native::{Args, Member, MemberKind, NativeResult};
use crate::object::{Kind, Module, Ref, Str, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), set_attribute: Some(set_attribute), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("__dict__", |vm, value| match value.as_ref::<Module>() {
        Some(module) => vm.module_dict(module).map(Ref::value),
        None => Ok(Value::NONE),
    }),
    Member::function("__dir__", "self, /", dir, "__dir__() -> list"),
];

/// `module`
pub static MODULE: Type = Type::builtin("module", Kind::Module, "name, doc=None", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("Create a module object.");

impl Vm {
    /// The value of a static attribute.
    pub fn member_value(&mut self, member: &'static Member) -> NativeResult {
        match member.what() {
            MemberKind::Function(native) | MemberKind::Static(native) | MemberKind::Class(native) => {
                Ok(Ref::from_static(native).value())
            }
            MemberKind::Property(attribute) => Ok(Ref::from_static(attribute).value()),
            MemberKind::Int(number) => self.new_int(number),
            MemberKind::Float(number) => self.new_float(number),
            MemberKind::Str(text) => self.intern(text.as_bytes()),
            MemberKind::Type(class) => Ok(Ref::from_static(class).value()),
            MemberKind::Value(value) => Ok(value),
            MemberKind::Lazy(make) => make(self),
        }
    }

    /// The attribute of a module: from its namespace, from its definition (which is then put into the namespace), from
    /// its function `__getattr__`.
    pub fn module_attribute(&mut self, module: Value, name: impl Into<Value>) -> Result<Option<Value>, Raised> {
        let name = name.into();
        let Some(module) = module.as_ref::<Module>() else { return Ok(None) };
        if let Some(value) = module.dict.get_name(name) {
            return Ok(Some(value));
        }
        if let Some(value) = self.module_member(module, name)? {
            return Ok(Some(value));
        }
        match module.dict.get_name(sym::__getattr__) {
            Some(function) if name != sym::__getattr__ && !name.is_none() => {
                self.check_machine_stack()?;
                self.call(function, &[name]).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// What the definition of a builtin module has under a name; put into the namespace.
    #[cold]
    fn module_member(&mut self, module: Ref<Module>, name: Value) -> Result<Option<Value>, Raised> {
        let (Some(definition), Some(text)) = (module.definition.get(), name.as_ref::<Str>()) else {
            return Ok(None);
        };
        let value = match text.as_bytes() {
            b"__name__" => self.intern(definition.name.as_bytes())?,
            b"__doc__" if definition.doc.is_empty() => Value::NONE,
            b"__doc__" => self.new_str(definition.doc.as_bytes())?,
            b"__loader__" | b"__spec__" => Value::NONE,
            b"__package__" => sym::EMPTY.value(),
            bytes => {
                let member = definition.members.iter().find(|member| member.name().as_bytes() == bytes);
                let Some(member) = member else { return Ok(None) };
                self.member_value(member)?
            }
        };
        if self.dict_set_name(module.dict, name, value).is_err() {
            // Without memory, or while the heap is locked, it is made again the next time.
            self.exception = None;
        }
        Ok(Some(value))
    }

    /// The namespace of a module. That of a builtin module gets all of its attributes.
    pub fn module_dict(&mut self, module: Ref<Module>) -> Result<Ref<crate::object::Dict>, Raised> {
        let Some(definition) = module.definition.get() else { return Ok(module.dict) };
        let own = [sym::__name__, sym::__doc__, sym::__package__, sym::__loader__, sym::__spec__];
        for name in own {
            if module.dict.get_name(name).is_none() {
                self.module_member(module, name.value())?;
            }
        }
        for member in definition.members {
            let name = self.intern(member.name().as_bytes())?;
            if module.dict.get_name(name).is_none() {
                let value = self.member_value(member)?;
                self.dict_set_name(module.dict, name, value)?;
            }
        }
        // Everything is in the namespace now, and what Python deletes from it must stay away.
        module.definition.set(None);
        Ok(module.dict)
    }
}

/// Before an attribute is deleted, all attributes must be in the namespace, so that it does not come back.
fn set_attribute(vm: &mut Vm, value: Value, _: Value, new: Option<Value>) -> Result<bool, Raised> {
    if let (Some(module), None) = (value.as_ref::<Module>(), new) {
        vm.module_dict(module)?;
    }
    Ok(false)
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let Some(name) = args.get(0) else {
        return Err(vm.type_error(format_args!("module() missing required argument 'name' (pos 1)")));
    };
    if name.as_ref::<Str>().is_none() {
        let got = vm.type_name(name);
        return Err(vm.type_error(format_args!("module() argument 'name' must be str, not {got}")));
    }
    let dict = vm.new_dict(5)?;
    vm.dict_set_name(dict, sym::__name__, name)?;
    vm.dict_set_name(dict, sym::__doc__, args.get(1).unwrap_or(Value::NONE))?;
    for name in [sym::__package__, sym::__loader__, sym::__spec__] {
        vm.dict_set_name(dict, name, Value::NONE)?;
    }
    let module = vm.new_module(dict, None)?;
    if class.is_heap() { vm.extend(module, class) } else { Ok(module) }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(module) = value.as_ref::<Module>() else { return Ok(sym::EMPTY.value()) };
    let name = match module.dict.get_name(sym::__name__) {
        Some(name) => name,
        None => vm.module_member(module, sym::__name__.value())?.unwrap_or(Value::NONE),
    };
    let file = module.dict.get_name(sym::__file__).and_then(Value::not_none);
    let mut text = TextBuilder::new();
    text.push(b"<module ");
    let name = if name.is_none() { vm.new_str(b"?")? } else { name };
    let name = vm.repr(name)?;
    text.push_str(name);
    match file {
        Some(file) => {
            let file = vm.repr(file)?;
            text.push(b" from ");
            text.push_str(file);
        }
        None if module.definition.get().is_some() || is_builtin(vm, &module) => text.push(b" (built-in)"),
        None => {}
    }
    text.push(b">");
    text.finish(vm)
}

fn is_builtin(vm: &Vm, module: &Module) -> bool {
    let Some(name) = module.dict.get_name(sym::__name__).and_then(Value::as_ref::<Str>) else { return false };
    vm.builtin_modules.iter().any(|definition| definition.name.as_bytes() == name.as_bytes())
}

fn dir(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(module) = args.at(0).as_ref::<Module>() else { return Ok(Value::NONE) };
    let dict = vm.module_dict(module)?;
    if let Some(function) = dict.get_name(sym::__dir__) {
        return vm.call(function, &[]);
    }
    let list = vm.new_list_with_capacity(dict.len())?;
    let mut at = 0;
    while let Some((index, name, _)) = dict.next_entry(at) {
        at = index + 1;
        vm.list_push(list, name)?;
    }
    Ok(list.value())
}
