//! Which variables can have a value at some place.
//!
//! Registers are not cleared when a function is entered: a variable that was not assigned yet may show what an earlier
//! frame left there. The program never reads such a register, but whoever looks at a frame from outside would.

use crate::accesses::{Access, accesses};
use crate::image::CodeView;
use crate::instruction::decode;

/// Whether an instruction that can have run when a frame stands before the word `place` assigns a register. Parameters,
/// cells and far registers always count as assigned.
pub fn may_be_assigned(code: CodeView<'_>, place: u32, register: usize) -> bool {
    let is_special = register < code.parameter_count()
        || register >= code.near_local_count()
        || code.cells().contains(&(register as u32));
    is_special || writes_before(code, reach(code, place as usize), register)
}

/// The end of what can have run before `place`: further than `place` if that is in a loop.
fn reach(code: CodeView<'_>, place: usize) -> usize {
    let words = code.instructions();
    let mut limit = place;
    loop {
        let before = limit;
        let mut pc = 0;
        while let Some(instruction) = decode(words, pc) {
            let target = instruction.jump_target(pc);
            if pc >= limit && target.is_some_and(|target| target < limit as i64) {
                limit = pc + instruction.words();
            }
            pc += instruction.words();
        }
        if limit == before {
            return limit;
        }
    }
}

fn writes_before(code: CodeView<'_>, limit: usize, register: usize) -> bool {
    let words = code.instructions();
    let mut pc = 0;
    let mut found = false;
    while let Some(instruction) = decode(words, pc).filter(|_| pc < limit && !found) {
        accesses(instruction, &mut |access, first, count| {
            let writes = matches!(access, Access::Write | Access::WriteBeforeJump);
            found |= writes && (first..first + count).contains(&register);
        });
        pc += instruction.words();
    }
    found
}
