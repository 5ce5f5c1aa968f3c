//! The interrupt key: SIGINT becomes `KeyboardInterrupt` at the next poll.

use amphis::Pending;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

static PENDING: AtomicPtr<Pending> = AtomicPtr::new(null_mut());

extern "C" fn handle(_: libc::c_int) {
    let pending = PENDING.load(Ordering::Acquire);
    // SAFETY: the pointer is null or refers to the virtual machine's flags, which live until `forget`; setting them is
    // safe in a signal handler.
    if let Some(pending) = unsafe { pending.as_ref() } {
        pending.interrupt();
    }
}

/// Keeps SIGINT away from this thread and those it starts, until one of them calls [`watch`]: a system call of that thread
/// is what the signal has to end.
pub fn block() {
    change_mask(libc::SIG_BLOCK);
}

fn change_mask(how: libc::c_int) {
    // SAFETY: the set is initialised before it is used.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, libc::SIGINT);
        libc::pthread_sigmask(how, &raw const set, null_mut());
    }
}

/// Lets SIGINT interrupt a virtual machine, until [`forget`].
pub fn watch(pending: &Pending) {
    PENDING.store(std::ptr::from_ref(pending).cast_mut(), Ordering::Release);
    // SAFETY: the structure is valid when zeroed, and the handler only does what is allowed in one. Without SA_RESTART
    // system calls return, so that the interrupt is noticed.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handle as extern "C" fn(libc::c_int) as libc::sighandler_t;
        libc::sigaction(libc::SIGINT, &raw const action, null_mut());
    }
    change_mask(libc::SIG_UNBLOCK);
}

/// Ends [`watch`], before the virtual machine goes.
pub fn forget() {
    PENDING.store(null_mut(), Ordering::Release);
}
