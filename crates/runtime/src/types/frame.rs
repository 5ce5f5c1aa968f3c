//! `frame`: a picture of a frame, as generators and tracebacks show theirs. It does not change with the frame.

use crate::native::{Member, NativeResult};
use crate::object::{CellObject, Code, Dict, Function, Generator, Record, Ref, Type};
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::Vm;

const CODE: usize = 0;
const PC: usize = 1;
const GLOBALS: usize = 2;
const LOCALS: usize = 3;

static SLOTS: Slots = Slots { repr: Some(repr), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("f_code", |_, value| Ok(field(value, CODE))),
    Member::getter("f_lasti", |vm, value| vm.new_int(pc(value) * 4)),
    Member::getter("f_lineno", |vm, value| {
        let line = code(value).map_or(0, |code| code.line_of(pc(value) as u32));
        vm.new_int(i64::from(line))
    }),
    Member::getter("f_globals", |_, value| Ok(field(value, GLOBALS))),
    Member::getter("f_locals", |_, value| Ok(field(value, LOCALS))),
    Member::getter("f_back", |_, _| Ok(Value::NONE)),
];

/// `frame`: the fields are the code, the index of the instruction, the module's namespace and a dict of the locals.
pub static FRAME: Type = Type::record("frame", 4, "", &SLOTS, MEMBERS);

fn field(value: Value, index: usize) -> Value {
    value.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

fn code(value: Value) -> Option<Ref<Code>> {
    field(value, CODE).as_ref::<Code>()
}

fn pc(value: Value) -> i64 {
    #[allow(clippy::unnecessary_cast)]
    field(value, PC).as_small_int().map_or(0, |pc| pc as i64)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let mut text = TextBuilder::new();
    text.push_format(format_args!("<frame at {:#x}, file '", value.word()));
    if let Some(code) = code(value) {
        text.push(code.filename());
        text.push_format(format_args!("', line {}, code ", code.line_of(pc(value) as u32)));
        text.push_str(code.name);
    }
    text.push(b">");
    text.finish(vm)
}

impl Vm {
    /// A picture of a frame. Outside of generators the namespaces are not known.
    pub fn new_frame_picture(
        &mut self,
        code: Ref<Code>,
        pc: u32,
        globals: Option<Ref<Dict>>,
        locals: Option<Ref<Dict>>,
    ) -> NativeResult {
        let pc = self.new_int(i64::from(pc))?;
        let dict = |dict: Option<Ref<Dict>>| dict.map(Ref::value);
        self.new_static_record(&FRAME, &[Some(code.value()), Some(pc), dict(globals), dict(locals)])
    }

    /// The frame of a generator that has not ended.
    pub fn generator_frame(&mut self, generator: Ref<Generator>) -> NativeResult {
        let Some(function) = generator.function.as_ref::<Function>() else { return Ok(Value::NONE) };
        let code = function.code;
        let locals = self.new_dict(0)?;
        if let Some(view) = code.view() {
            for (local, &name) in view.locals().iter().enumerate() {
                // SAFETY: the verifier proved the register to exist, and all registers of a generator are values.
                let value = unsafe { *generator.base().add(view.local_register(local)) };
                let value = match value.and_then(Value::as_ref::<CellObject>) {
                    Some(cell) => cell.value.get(),
                    None => value,
                };
                if let (Some(value), Some(name)) = (value, view.image().string(name)) {
                    let name = self.intern(name)?;
                    self.dict_set_name(locals, name, value)?;
                }
            }
        }
        self.new_frame_picture(code, generator.resume_at.get(), Some(function.globals), Some(locals))
    }
}
