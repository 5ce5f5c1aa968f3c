//! The program for a bare machine: a console, a clock and a bump allocator, each as small as can be.

use amphis::{Builder, Configuration, Mode};
use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use hal::{Errno, Host, Stream};

/// Where the console writes, as a debugger would read it.
const CONSOLE: *mut u8 = 0x4000_0000 as *mut u8;
/// A counter of nanoseconds.
const CLOCK: *const u64 = 0x4000_0008 as *const u64;
/// The length of the source text, and behind it the text.
const SOURCE: *const usize = 0x2000_0000 as *const usize;
/// Memory for the heap.
const MEMORY: usize = 0x2001_0000;
const MEMORY_END: usize = 0x2004_0000;

/// Memory is handed out and never taken back: that is enough to be linked.
struct Bump(Cell<usize>);

// SAFETY: there is one thread.
unsafe impl Sync for Bump {}

// SAFETY: every piece is of its own, as large and as aligned as was asked for.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let start = self.0.get().next_multiple_of(layout.align());
        match start.checked_add(layout.size()).filter(|&end| end <= MEMORY_END) {
            Some(end) => {
                self.0.set(end);
                start as *mut u8
            }
            None => core::ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Bump = Bump(Cell::new(MEMORY));

struct Bare;

impl Host for Bare {
    fn write(&self, _: Stream, bytes: &[u8]) -> Result<(), Errno> {
        for &byte in bytes {
            // SAFETY: the console is there.
            unsafe { CONSOLE.write_volatile(byte) };
        }
        Ok(())
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        // SAFETY: the clock is there.
        unsafe { CLOCK.read_volatile() }
    }

    fn sleep_nanoseconds(&self, _: u64) {}

    fn platform(&self) -> &'static str {
        "bare"
    }
}

static HOST: Bare = Bare;

/// Where the machine starts.
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let configuration = Configuration {
        heap_limit: 160 << 10,
        stack_size: 10 << 10,
        machine_stack: 8 << 10,
        ..Configuration::default()
    };
    if let Ok(mut interpreter) = Builder::new(&HOST).configuration(configuration).start() {
        // SAFETY: the text is there.
        let source = unsafe { core::slice::from_raw_parts(SOURCE.add(1).cast(), SOURCE.read_volatile()) };
        if interpreter.run_source(source, b"<stdin>", Mode::Module).is_err() {
            interpreter.end(Stream::Error);
        }
    }
    loop {}
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
