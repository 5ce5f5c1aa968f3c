//! The rare instructions, out of line.

mod build;
mod exceptions;
mod functions;
mod imports;
mod iteration;
mod patterns;

use crate::cold::enter;
use crate::unwind::Target;
use crate::{attributes, generators};
use bytecode::Intrinsic;
use runtime::features::ASYNC_GENERATORS;
use runtime::frame::{Base, Link, Registers, function_of, is_on_stack};
use runtime::object::{Code, Function, Generator, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// How the loop goes on.
pub enum Next {
    /// With the next instruction.
    Continue,
    /// Somewhere else: the frame is done.
    Leave(Target),
    /// An exception is on its way.
    Raised,
}

/// What an intrinsic works on.
#[derive(Clone, Copy)]
pub(crate) struct Operands {
    pub(crate) registers: Registers,
    pub(crate) function: Ref<Function>,
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) ext: u32,
}

impl Operands {
    pub(crate) fn code(&self) -> Ref<Code> {
        self.function.code
    }

    /// `R[a + offset]`.
    pub(crate) fn a(&self, offset: usize) -> Value {
        self.registers.value(self.a + offset)
    }

    /// `R[b + offset]`.
    pub(crate) fn b(&self, offset: usize) -> Value {
        self.registers.value(self.b + offset)
    }

    /// Sets `R[a + offset]`.
    pub(crate) fn set(&self, offset: usize, value: impl Into<Option<Value>>) {
        self.registers.set(self.a + offset, value);
    }

    /// The constant that the extension word names.
    pub(crate) fn constant(&self) -> Value {
        self.code().constant(self.ext as usize)
    }

    /// The name of the site that the extension word names.
    pub(crate) fn name(&self) -> Value {
        self.code().site_name(self.ext as usize)
    }
}

/// Runs an intrinsic.
///
/// # Safety
/// As for [`crate::run::run`]; `pc` points behind the instruction.
#[inline(never)]
pub unsafe fn run(vm: &mut Vm, base: Base, pc: *const u32, word: u32, ext: u32) -> Next {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (a, b) = ((word >> 8 & 0xff) as usize, (word >> 16 & 0xff) as usize);
        let Some(intrinsic) = Intrinsic::from_byte((word >> 24) as u8) else {
            let _ = runtime::code::damaged(vm);
            return Next::Raised;
        };
        match intrinsic {
            Intrinsic::MakeGenerator => return make_generator(vm, base, pc, ext),
            Intrinsic::GetAttrSite => {
                let result = attributes::get_attribute_at(vm, base, pc, registers.value(b), ext as usize);
                registers.set(a, result);
                return if result.is_some() { Next::Continue } else { Next::Raised };
            }
            Intrinsic::SetAttrSite => {
                let (value, new) = (registers.value(a), registers.value(b));
                return match attributes::set_attribute_at(vm, base, pc, value, new, ext as usize) {
                    Some(()) => Next::Continue,
                    None => Next::Raised,
                };
            }
            _ => {}
        }
        let operands = Operands { registers, function: function_of(base), a, b, ext };
        let mark = enter(vm, base, pc);
        let result = dispatch(vm, intrinsic, &operands);
        match crate::cold::finish(vm, mark, result) {
            Some(()) => Next::Continue,
            None => Next::Raised,
        }
    }
}

/// The first instruction of a generator's body: the generator is the result of the call.
unsafe fn make_generator(vm: &mut Vm, base: Base, pc: *const u32, flags: u32) -> Next {
    // SAFETY: by contract of the caller.
    unsafe {
        if !ASYNC_GENERATORS && flags == u32::from(Generator::ASYNC_GENERATOR) {
            vm.left_out("asynchronous generators");
            return Next::Raised;
        }
        let Some(generator) = generators::make(vm, base, pc, flags) else { return Next::Raised };
        debug_assert!(is_on_stack(vm, base));
        let link = Link::of(base);
        if link.is_simple() {
            *base.sub(3) = generator.value().word();
            return Next::Leave(Target::Frame(link.caller(), link.caller_pc()));
        }
        Next::Leave(crate::unwind::special_return(vm, base, pc, generator.value().word()))
    }
}

fn dispatch(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    use Intrinsic as I;
    match intrinsic {
        I::SetDefaults
        | I::SetKeywordDefaults
        | I::SetAnnotations
        | I::SetTypeParameters
        | I::LoadBuildClass
        | I::LoadClosureCell
        | I::LoadNameOrFree
        | I::DeleteName
        | I::DeleteGlobal
        | I::DeleteAttr
        | I::DeleteCell
        | I::DeleteFree
        | I::SetupAnnotations
        | I::SuperCall
        | I::PrintExpression => functions::run(vm, intrinsic, operands),
        I::Raise
        | I::RaiseFrom
        | I::RaiseCurrent
        | I::Reraise
        | I::PushHandled
        | I::PopHandled
        | I::MatchException
        | I::AssertionFailed
        | I::WithEnter
        | I::WithExit
        | I::WithExitException
        | I::AsyncWithEnter
        | I::AsyncWithExit => exceptions::run(vm, intrinsic, operands),
        I::ForRange
        | I::GetIter
        | I::GetYieldFromIter
        | I::GetAwaitable
        | I::GetAsyncIter
        | I::GetAsyncNext
        | I::EndAsyncFor
        | I::AsyncYield => iteration::run(vm, intrinsic, operands),
        I::ImportName | I::ImportFrom | I::ImportStar => imports::run(vm, intrinsic, operands),
        I::MatchSequence | I::MatchMapping | I::MatchKeys | I::MatchClass | I::MatchRest | I::Length
            if cfg!(feature = "match-statement") =>
        {
            patterns::run(vm, intrinsic, operands)
        }
        I::MakeTypeAlias | I::MakeTypeVariable if cfg!(feature = "type-parameters") => {
            functions::make_type(vm, intrinsic, operands)
        }
        I::MatchExceptionGroup | I::ReraiseStar if cfg!(feature = "except-star") => {
            exceptions::run_star(vm, intrinsic, operands)
        }
        // The compiler of a build without these makes none.
        I::MatchSequence
        | I::MatchMapping
        | I::MatchKeys
        | I::MatchClass
        | I::MatchRest
        | I::Length
        | I::MakeTypeAlias
        | I::MakeTypeVariable
        | I::MatchExceptionGroup
        | I::ReraiseStar => Err(runtime::code::damaged(vm)),
        _ => build::run(vm, intrinsic, operands),
    }
}
