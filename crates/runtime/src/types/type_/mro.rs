//! The method resolution order.

use crate::object::{Ref, Tuple, Type};
use crate::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// The classes of a class's MRO, itself first. Of a class that changes meanwhile it gives the old ones.
#[derive(Clone, Copy)]
pub struct Mro {
    tuple: Option<Ref<Tuple>>,
    index: usize,
    current: Option<Ref<Type>>,
}

impl Mro {
    /// The MRO of a class.
    pub fn of(class: Ref<Type>) -> Mro {
        Mro { tuple: class.mro.and_then(Value::as_ref::<Tuple>), index: 0, current: Some(class) }
    }
}

impl Iterator for Mro {
    type Item = Ref<Type>;

    fn next(&mut self) -> Option<Ref<Type>> {
        match self.tuple {
            Some(tuple) => {
                let entry = tuple.as_slice().get(self.index)?;
                self.index += 1;
                entry.as_ref::<Type>()
            }
            None => {
                let class = self.current?;
                self.current = class.base();
                Some(class)
            }
        }
    }
}

/// The bases of a class, as a tuple.
pub fn bases(vm: &mut Vm, class: Ref<Type>) -> Result<Value, Raised> {
    match (class.bases, class.base()) {
        (Some(bases), _) => Ok(bases),
        (None, Some(base)) => vm.new_tuple(&[base.value()]),
        (None, None) => vm.new_tuple(&[]),
    }
}

/// A list of classes that are merged into an MRO, and how many of them are merged already.
struct Sequence {
    classes: TryVec<Ref<Type>>,
    taken: usize,
}

impl Sequence {
    fn head(&self) -> Option<Ref<Type>> {
        self.classes.get(self.taken).copied()
    }

    fn has_in_tail(&self, class: Ref<Type>) -> bool {
        self.classes.iter().skip(self.taken + 1).any(|&other| other == class)
    }
}

/// The C3 linearization of what follows a class with these bases.
pub fn linearize(vm: &mut Vm, bases: &[Ref<Type>]) -> Result<TryVec<Ref<Type>>, Raised> {
    for (index, &base) in bases.iter().enumerate() {
        if bases[..index].contains(&base) {
            let name = vm.class_text(base);
            return Err(vm.type_error(format_args!("duplicate base class {name}")));
        }
    }
    let mut sequences = TryVec::new();
    for &base in bases {
        let mut classes = TryVec::new();
        for class in Mro::of(base) {
            classes.try_push(class).map_err(|_| vm.memory_error())?;
        }
        sequences.try_push(Sequence { classes, taken: 0 }).map_err(|_| vm.memory_error())?;
    }
    let classes = TryVec::try_from_slice(bases).map_err(|_| vm.memory_error())?;
    sequences.try_push(Sequence { classes, taken: 0 }).map_err(|_| vm.memory_error())?;
    let mut order = TryVec::new();
    while sequences.iter().any(|sequence| sequence.head().is_some()) {
        let next = sequences
            .iter()
            .filter_map(Sequence::head)
            .find(|&candidate| !sequences.iter().any(|sequence| sequence.has_in_tail(candidate)));
        let Some(next) = next else { return Err(inconsistent(vm, &sequences)) };
        order.try_push(next).map_err(|_| vm.memory_error())?;
        for sequence in sequences.iter_mut() {
            if sequence.head() == Some(next) {
                sequence.taken += 1;
            }
        }
    }
    Ok(order)
}

#[cold]
fn inconsistent(vm: &mut Vm, sequences: &[Sequence]) -> Raised {
    let mut text = TextBuilder::new();
    text.push(b"Cannot create a consistent method resolution\norder (MRO) for bases");
    let heads = || sequences.iter().filter_map(Sequence::head);
    let mut separator: &[u8] = b" ";
    for (index, class) in heads().enumerate() {
        if !heads().take(index).any(|earlier| earlier == class) {
            text.push(separator);
            text.push(vm.class_text(class).as_bytes());
            separator = b", ";
        }
    }
    match text.finish(vm) {
        Ok(message) => vm.raise_with(&crate::types::exception::TYPE_ERROR, &[message]),
        Err(raised) => raised,
    }
}
