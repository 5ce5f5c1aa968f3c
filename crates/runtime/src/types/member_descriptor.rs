//! `member_descriptor`: what a class has for a name in its `__slots__`.

use crate::native::{Member, NativeResult};
use crate::object::{Instance, Record, Ref, Type};
use crate::protocol::text::TypeName;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const NAME: usize = 0;
const OWNER: usize = 1;

static SLOTS: Slots = Slots { repr: Some(repr), descriptor_get: Some(get), descriptor_set: Some(set), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("__name__", |_, value| Ok(field(value, NAME))),
    Member::getter("__objclass__", |_, value| Ok(field(value, OWNER))),
];

/// `member_descriptor`: the fields are the name and the class.
pub static MEMBER_DESCRIPTOR: Type = Type::record("member_descriptor", 2, "", &SLOTS, MEMBERS);

fn field(value: Value, index: usize) -> Value {
    value.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

impl Vm {
    /// The descriptor of a name in `__slots__` of a class.
    pub(crate) fn new_member_descriptor(&mut self, name: Value, class: Ref<Type>) -> NativeResult {
        self.new_static_record(&MEMBER_DESCRIPTOR, &[Some(name), Some(class.value())])
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let mut text = TextBuilder::new();
    text.push(b"<member '");
    text.push_str(field(value, NAME));
    let owner = field(value, OWNER).as_ref::<Type>();
    text.push_format(format_args!("' of '{}' objects>", owner.map_or("?", |owner| vm.class_text(owner))));
    text.finish(vm)
}

/// Refuses what is no instance of the class.
fn check(vm: &mut Vm, value: Value, instance: Value) -> Result<(), Raised> {
    match field(value, OWNER).as_ref::<Type>() {
        Some(owner) if !vm.is_instance(instance, owner) => {
            let (name, owner, got) = (vm.name_text(field(value, NAME)), TypeName(owner), vm.type_name(instance));
            let message = format_args!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{got}' object");
            Err(vm.type_error(message))
        }
        _ => Ok(()),
    }
}

fn get(vm: &mut Vm, value: Value, instance: Option<Value>, _: Value) -> NativeResult {
    let Some(instance) = instance else { return Ok(value) };
    check(vm, value, instance)?;
    let name = field(value, NAME);
    let found = match instance.as_ref::<Instance>() {
        // SAFETY: the shape gave the slot.
        Some(plain) => plain.shape.get().slot_of(name).and_then(|slot| unsafe { *plain.slot(slot) }),
        None => vm.instance_dict(instance).and_then(|dict| dict.get_name(name)),
    };
    match found {
        Some(found) => Ok(found),
        None => Err(vm.raise_attribute_error(instance, name)),
    }
}

fn set(vm: &mut Vm, value: Value, instance: Value, new: Option<Value>) -> Result<(), Raised> {
    check(vm, value, instance)?;
    let class = vm.class_of(instance);
    let name = field(value, NAME);
    match instance.as_ref::<Instance>() {
        Some(plain) => vm.set_instance_attribute(plain, class, name, new, None),
        None => vm.set_attribute_plainly(instance, class, name, new),
    }
}
