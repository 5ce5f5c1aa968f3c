//! Attributes of plain instances: shapes, slots and the change to a dict.

use crate::object::{Dict, Instance, Kind, Ref, Shape, Tuple, Type, new_header, shape};
use crate::symbols::sym;
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cell::Cell;
use core::ptr::NonNull;
use heap::TryVec;

impl Vm {
    pub(crate) fn set_instance_attribute(
        &mut self,
        instance: Ref<Instance>,
        class: Ref<Type>,
        name: Value,
        new: Option<Value>,
        in_class: Option<Value>,
    ) -> Result<(), Raised> {
        let shape = instance.shape.get();
        match (self.slot_of(shape, name), new) {
            (Some(slot), Some(_)) => {
                // SAFETY: the shape gave the slot.
                unsafe { *instance.slot(slot) = new };
                return Ok(());
            }
            (Some(slot), None) => {
                // SAFETY: as above.
                if unsafe { *instance.slot(slot) }.is_none() {
                    return Err(self.raise_attribute_error(instance.value(), name));
                }
                if slot < class.slot_count as usize {
                    // SAFETY: as above.
                    unsafe { *instance.slot(slot) = None };
                    return Ok(());
                }
            }
            (None, _) if class.flags & Type::NO_DICT != 0 => {
                return Err(self.refuse_instance_attribute(instance, name, in_class));
            }
            (None, Some(new)) if !shape.is_dict() => return self.add_instance_attribute(instance, name, new),
            (None, _) => {}
        }
        let dict = self.instance_to_dict(instance)?;
        match new {
            Some(new) => self.dict_set_name(dict, name, new),
            None => match self.dict_remove(dict, name)? {
                Some(_) => Ok(()),
                None => Err(self.raise_attribute_error(instance.value(), name)),
            },
        }
    }

    #[cold]
    fn refuse_instance_attribute(&mut self, instance: Ref<Instance>, name: Value, in_class: Option<Value>) -> Raised {
        if in_class.is_none() {
            return self.raise_attribute_error(instance.value(), name);
        }
        let (class, name) = (self.class_name(instance.value()), self.name_text(name));
        let message = format_args!("'{class}' object attribute '{name}' is read-only");
        self.raise(&exception::ATTRIBUTE_ERROR, message)
    }

    /// The names in `__slots__` of the classes of the MRO, those of the bases first.
    pub(crate) fn slots_of_instances(&mut self, class: Ref<Type>) -> Result<TryVec<Value>, Raised> {
        let mut names = TryVec::new();
        let Some(order) = class.mro.and_then(Value::as_ref::<Tuple>) else { return Ok(names) };
        for ancestor in order.as_slice().iter().rev().filter_map(|ancestor| ancestor.as_ref::<Type>()) {
            let own = ancestor.slot_names.and_then(Value::as_ref::<Tuple>);
            for &name in own.as_ref().map_or(&[][..], |own| own.as_slice()) {
                if !names.contains(&name) {
                    names.try_push(name).map_err(|_| self.memory_error())?;
                }
            }
        }
        Ok(names)
    }

    /// The first shape of the instances of a class with this many slots in the instance: it has what `__slots__` names.
    pub(crate) fn new_root_shape(&mut self, class: Ref<Type>, inline: u16, flags: u16) -> Result<Ref<Shape>, Raised> {
        let mut header = new_header(Kind::Shape);
        header.flags = flags;
        let mut shape = self.new_shape(Shape {
            header,
            count: 0,
            inline,
            class,
            parent: None,
            name: None,
            last_child: Cell::new(None),
            children: Cell::new(None),
        })?;
        if class.slot_count == 0 {
            return Ok(shape);
        }
        for &name in self.slots_of_instances(class)?.iter() {
            shape = self.new_shape(Shape {
                header,
                count: shape.count + 1,
                inline,
                class,
                parent: Some(shape),
                name: Some(name),
                last_child: Cell::new(None),
                children: Cell::new(None),
            })?;
        }
        Ok(shape)
    }

    /// Adds an attribute that the instance does not have. On failure nothing has changed.
    fn add_instance_attribute(&mut self, instance: Ref<Instance>, name: Value, new: Value) -> Result<(), Raised> {
        let shape = instance.shape.get();
        if shape.count >= shape::MAX_SLOTS {
            let dict = self.instance_to_dict(instance)?;
            return self.dict_set_name(dict, name, new);
        }
        let next = self.shape_with(shape, name)?;
        self.instance_reserve(instance, next)?;
        instance.shape.set(next);
        // SAFETY: the new shape has the slot, and there is memory for it.
        unsafe { *instance.slot(shape.count as usize) = Some(new) };
        Ok(())
    }

    /// Makes room for the slots of a shape. On failure nothing has changed.
    pub fn instance_reserve(&mut self, instance: Ref<Instance>, shape: Ref<Shape>) -> Result<(), Raised> {
        let needed = (shape.count as usize).saturating_sub(shape.inline as usize);
        let capacity = instance.overflow_capacity.get() as usize;
        if needed <= capacity {
            return Ok(());
        }
        let word = size_of::<Value>();
        let wanted = heap::Heap::usable_size(needed.max(capacity * 2).max(2) * word) / word;
        let buffer = if capacity == 0 {
            self.allocate_buffer(wanted * word)?
        } else {
            // SAFETY: the overflow buffer has `capacity` words.
            let resized = unsafe {
                let old = NonNull::new_unchecked(instance.overflow.get().cast());
                self.heap.resize_buffer(old, capacity * word, wanted * word)
            };
            resized.ok_or_else(|| self.memory_error())?
        };
        instance.overflow.set(buffer.as_ptr().cast());
        instance.overflow_capacity.set(wanted as u32);
        Ok(())
    }

    /// The shape with one more attribute.
    pub fn shape_with(&mut self, shape: Ref<Shape>, name: Value) -> Result<Ref<Shape>, Raised> {
        if let Some(child) = shape.last_child.get() {
            if child.name == Some(name) {
                return Ok(child);
            }
        }
        if let Some(child) = shape.children.get().and_then(|children| children.get_name(name)) {
            if let Some(child) = child.as_ref::<Shape>() {
                shape.last_child.set(Some(child));
                return Ok(child);
            }
        }
        let child = self.new_shape(Shape {
            header: new_header(Kind::Shape),
            count: shape.count + 1,
            inline: shape.inline,
            class: shape.class,
            parent: Some(shape),
            name: Some(name),
            last_child: Cell::new(None),
            children: Cell::new(None),
        })?;
        if let Some(first) = shape.last_child.get() {
            let children = match shape.children.get() {
                Some(children) => children,
                None => {
                    let children = self.new_dict(2)?;
                    self.dict_set_name(children, first.name.unwrap_or(sym::EMPTY.value()), first.value())?;
                    shape.children.set(Some(children));
                    children
                }
            };
            self.dict_set_name(children, name, child.value())?;
        }
        shape.last_child.set(Some(child));
        Ok(child)
    }

    /// Moves the attributes of an instance into a dict, and returns it.
    pub fn instance_to_dict(&mut self, instance: Ref<Instance>) -> Result<Ref<Dict>, Raised> {
        if let Some(dict) = instance.dict() {
            return Ok(dict);
        }
        let shape = instance.shape.get();
        let class = shape.class;
        let dict = self.new_dict(shape.count as usize)?;
        for slot in class.slot_count as usize..shape.count as usize {
            // SAFETY: the slot is below the shape's count.
            if let (Some(name), Some(value)) = (shape.name_of(slot), unsafe { *instance.slot(slot) }) {
                self.dict_set_name(dict, name, value)?;
            }
        }
        let dict_shape = self.dict_shape(class, shape.inline)?;
        let (buffer, capacity) = (instance.overflow.get(), instance.overflow_capacity.get() as usize);
        instance.shape.set(dict_shape);
        instance.overflow.set(dict.pointer().cast());
        instance.overflow_capacity.set(0);
        if let (Some(buffer), true) = (NonNull::new(buffer.cast::<u8>()), capacity > 0) {
            // SAFETY: the overflow buffer has this size and is not referred to any more.
            unsafe { self.heap.free_buffer(buffer, capacity * size_of::<Value>()) };
        }
        Ok(dict)
    }

    /// The shape of instances of a class that keep a dict; one per number of inline slots, since that number is part of
    /// an instance's size.
    pub(crate) fn dict_shape(&mut self, class: Ref<Type>, inline: u16) -> Result<Ref<Shape>, Raised> {
        if let Some(shape) = class.dict_shape.filter(|shape| shape.inline == inline) {
            return Ok(shape);
        }
        let shape = self.new_root_shape(class, inline, Shape::DICT)?;
        // SAFETY: classes of plain instances are in the heap.
        unsafe { (*class.pointer()).dict_shape = Some(shape) };
        Ok(shape)
    }
}
