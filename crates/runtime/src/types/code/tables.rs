//! `co_consts` and `co_names`: gathered from the instructions, which have small numbers and constants like `None` in
//! themselves.

use crate::native::NativeResult;
use crate::object::{Code, List, Ref, Str};
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};
use bytecode::ops::Role;
use bytecode::{Bound, CodeFlags, CodeView, Instruction, Intrinsic, Op, decode};

/// The constants in the order in which they are first used. As in CPython a function's first is its docstring, or None.
pub(super) fn constants(vm: &mut Vm, value: Value) -> NativeResult {
    let code = value.as_ref::<Code>();
    let Some((code, view)) = code.as_ref().and_then(|code| Some((code, code.view()?))) else {
        return vm.new_tuple(&[]);
    };
    let found = Found { list: vm.new_list(&[])?, code: *code };
    if has_docstring_first(code) {
        let docstring = view.docstring().and_then(|index| code.constants().get(index as usize).copied());
        found.add(vm, docstring.unwrap_or(Value::NONE))?;
    }
    let words = view.instructions();
    let mut at = 0;
    while let Some(instruction) = decode(words, at) {
        at += instruction.words();
        let next = decode(words, at).and_then(Instruction::intrinsic);
        found.add_from(vm, instruction, next)?;
    }
    vm.new_tuple(found.list.as_slice())
}

fn has_docstring_first(code: &Code) -> bool {
    let name = code.name.as_ref::<Str>();
    let name = name.as_ref().map_or(&b""[..], |name| name.as_bytes());
    let is_function = name == b"<lambda>" || !name.starts_with(b"<");
    is_function && code.code_flags().has(CodeFlags::OPTIMIZED)
}

struct Found {
    list: Ref<List>,
    code: Ref<Code>,
}

impl Found {
    /// Constants of a code are different objects or words unless they are the same.
    fn add(&self, vm: &mut Vm, value: Value) -> Result<(), Raised> {
        if self.list.as_slice().contains(&value) {
            return Ok(());
        }
        vm.list_push(self.list, value)
    }

    fn add_index(&self, vm: &mut Vm, index: u32) -> Result<(), Raised> {
        match self.code.constants().get(index as usize) {
            Some(&constant) => self.add(vm, constant),
            None => Ok(()),
        }
    }

    fn add_number(&self, vm: &mut Vm, number: i16) -> Result<(), Raised> {
        match Value::from_small_int(SmallInt::from(number)) {
            Some(number) => self.add(vm, number),
            None => Ok(()),
        }
    }

    fn add_from(&self, vm: &mut Vm, instruction: Instruction, next: Option<Intrinsic>) -> Result<(), Raised> {
        let info = instruction.op.info();
        match instruction.op {
            // The name of a variable.
            Op::LoadConst if next == Some(Intrinsic::LoadNameOrFree) => {}
            Op::LoadConst | Op::MakeFunction => self.add_index(vm, u32::from(instruction.bx()))?,
            Op::LoadInt => self.add_number(vm, instruction.sbx())?,
            Op::LoadSpecial => {
                let special = [Value::NONE, Value::FALSE, Value::TRUE, Value::ELLIPSIS];
                if let Some(&value) = usize::from(instruction.b).checked_sub(1).and_then(|index| special.get(index)) {
                    self.add(vm, value)?;
                }
            }
            _ => {}
        }
        if info.b == Role::Imm {
            self.add_number(vm, i16::from(instruction.b as i8))?;
        }
        if info.c == Role::Imm {
            self.add_number(vm, i16::from(instruction.c as i8))?;
        }
        if info.ext == Role::ExtConst {
            self.add_index(vm, instruction.ext)?;
        }
        if matches!(instruction.intrinsic(), Some(Intrinsic::GetSlice | Intrinsic::SetSlice | Intrinsic::DeleteSlice)) {
            let (lower, upper) = Bound::pair(instruction.ext);
            for bound in [lower, upper] {
                match bound {
                    Some(Bound::Int(number)) => self.add_number(vm, number)?,
                    Some(Bound::Missing) => self.add(vm, Value::NONE)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// The names of attributes, globals and what is imported, each once, in the order of their first use.
pub(super) fn names(vm: &mut Vm, value: Value) -> NativeResult {
    let code = value.as_ref::<Code>();
    let Some((code, view)) = code.as_ref().and_then(|code| Some((code, code.view()?))) else {
        return vm.new_tuple(&[]);
    };
    let set = vm.new_dict(0)?;
    let words = view.instructions();
    let mut at = 0;
    while let Some(instruction) = decode(words, at) {
        at += instruction.words();
        if let Some(name) = name_of(code, &view, instruction) {
            vm.dict_set_name(set, name, Value::NONE)?;
        }
    }
    let list = vm.new_list_with_capacity(set.len())?;
    let mut at = 0;
    while let Some((index, name, _)) = set.next_entry(at) {
        at = index + 1;
        vm.list_push(list, name)?;
    }
    vm.new_tuple(list.as_slice())
}

/// The name an instruction looks up.
fn name_of(code: &Code, view: &CodeView<'_>, instruction: Instruction) -> Option<Value> {
    let info = instruction.op.info();
    let site = match instruction.intrinsic() {
        Some(Intrinsic::ImportName | Intrinsic::ImportFrom) => {
            return code.constants().get(instruction.ext as usize).copied();
        }
        Some(
            Intrinsic::DeleteName
            | Intrinsic::DeleteGlobal
            | Intrinsic::DeleteAttr
            | Intrinsic::GetAttrSite
            | Intrinsic::SetAttrSite,
        ) => instruction.ext,
        _ if info.b == Role::Site => u32::from(instruction.bx()),
        _ if info.c == Role::SiteByte => u32::from(instruction.c),
        _ => return None,
    };
    ((site as usize) < view.sites().len()).then(|| code.site_name(site as usize))
}
