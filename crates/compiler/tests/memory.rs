//! Every allocation of a compilation fails once: the result is an error that says so, never an abort or a panic.

use amphis_compiler::error::ErrorKind;
use amphis_compiler::{CompileOptions, compile};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// How many more allocations succeed.
    static ALLOWED: Cell<usize> = const { Cell::new(usize::MAX) };
}

struct Limited;

fn may_allocate() -> bool {
    ALLOWED.with(|allowed| match allowed.get() {
        usize::MAX => true,
        0 => false,
        left => {
            allowed.set(left - 1);
            true
        }
    })
}

// SAFETY: everything is passed on to the system's allocator, or refused as the trait allows.
unsafe impl GlobalAlloc for Limited {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's contract is that of the system's allocator.
        if may_allocate() { unsafe { System.alloc(layout) } } else { std::ptr::null_mut() }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block came from the system's allocator.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the block came from the system's allocator.
        if may_allocate() { unsafe { System.realloc(block, layout, size) } } else { std::ptr::null_mut() }
    }
}

#[global_allocator]
static ALLOCATOR: Limited = Limited;

const PROGRAM: &str = r#"
"""A little of everything."""
from micropython import const
import a.b as c
_N = const(1 << 70)
M = const(5)
class C[T](B, metaclass=M):
    x: int = 1
    def __m(self, *args, k=1, **kw):
        def inner(): return super().m(self, k, __class__)
        return [inner for x in args if x for y in kw], {k: v for k, v in kw}, (x := 1, *args)
    type A[U] = list[U]
async def f(a, /, b=[1, 2, 3, 4], *, c: str = f'{1!r:>{2}}x'):
    async with a as b, c:
        async for x, *y in b:
            await x; yield y
    try:
        raise E from None
    except (A, B) as e:
        del e
    else:
        a.b[1:2], a.c[3] = b, c
    finally:
        while a < b <= c and not d or e:
            if a is None: break
            elif a in [1, 2]: continue
            a += 1
match x:
    case {'a': [1, *b], **r} if x: pass
    case C(a, b=c) | [a, c]: print(*x, a=1, **y)
    case _: global g; g = lambda z=2: z
"#;

#[test]
fn every_allocation_fails_once() {
    let options = CompileOptions::default();
    let expected = compile(PROGRAM.as_bytes(), &options);
    if let Err(error) = &expected {
        panic!("line {}: {}", error.start.line, error.message.display(PROGRAM.as_bytes()));
    }
    for allowed in 0.. {
        ALLOWED.with(|cell| cell.set(allowed));
        let result = compile(PROGRAM.as_bytes(), &options);
        ALLOWED.with(|cell| cell.set(usize::MAX));
        match result {
            Err(error) => assert_eq!(error.kind, ErrorKind::OutOfMemory, "after {allowed} allocations"),
            Ok(image) => {
                assert!(allowed > 50, "the limit has no effect");
                assert_eq!(Some(image), expected.ok(), "after {allowed} allocations");
                break;
            }
        }
    }
}
