//! The virtual machine's state: heap, stack, current exception, caches.
//!
//! # Rooting
//! Allocation never collects; a collection happens only when Python code runs. A native function can therefore use
//! values freely until it runs Python (calls, comparisons, iteration, attribute access of unknown objects). What it
//! still needs afterwards must be rooted: its arguments are (they are on the VM's stack); every object that it
//! allocates and every value that a call returned is, until it returns, by the [log](Vm::log_mark). A value that it took
//! out of a container that Python could change must be rooted by [`Vm::root`].
//!
//! The log is bounded. When it is full nothing is collected until the native that filled it returns; a native that loops
//! over many items releases the log in each round ([`Vm::log_release`], or [`Vm::for_each`] which does it).

use crate::monitoring::Monitoring;
use crate::object::trace::ObjectModel;
use crate::object::{Dict, Exception, Object, Ref, Shape, SiteCache, Type};
use crate::symbols::NameTable;
use crate::types;
use crate::value::Value;
use core::fmt;
use core::ptr::{NonNull, null, null_mut};
use core::sync::atomic::Ordering;
use hal::Host;
use heap::{Heap, TryVec};

pub use crate::events::Events;
use crate::interrupts::Interrupts;
pub use crate::pending::Pending;

/// An exception is on its way; it waits in the VM.
#[derive(Debug)]
pub struct Raised(());

/// Limits and sizes of a virtual machine.
#[derive(Clone, Copy, Debug)]
pub struct Configuration {
    /// Limit of the heap in bytes.
    pub heap_limit: usize,
    /// Size of the Python stack in bytes.
    pub stack_size: usize,
    /// Bytes of the machine's stack that may be used, counted from the place where the VM is started.
    pub machine_stack: usize,
    /// Optimization level of compilations: 1 drops asserts, 2 docstrings, 3 line numbers.
    pub optimization: u8,
    /// How many small objects of each kind are set aside for the time the heap is locked.
    pub reserve: u16,
    /// How many frame records are set aside for that time.
    pub frame_reserve: u16,
    /// Names in flash beside the symbols: those of frozen modules.
    pub names: &'static NameTable,
    /// Collect at every safepoint, and overwrite what is freed. For tests.
    pub collect_always: bool,
}

impl Default for Configuration {
    fn default() -> Self {
        Configuration {
            heap_limit: 1 << 30,
            stack_size: 8 << 20,
            machine_stack: 6 << 20,
            optimization: 0,
            reserve: if cfg!(target_pointer_width = "64") { 16 } else { 4 },
            frame_reserve: if cfg!(target_pointer_width = "64") { 64 } else { 8 },
            names: &NameTable::EMPTY,
            collect_always: false,
        }
    }
}

/// What the execution crate supplies: how Python code is run.
pub struct Executor {
    /// The strategy's name.
    pub name: &'static str,
    /// Whether there are events.
    pub has_events: bool,
    /// Whether a frame without events runs in another loop than one with them.
    pub switches: bool,
    /// Calls a Python function with arguments that are laid out on the stack; see `exec`.
    pub call_function: fn(&mut Vm, Value, &[Option<Value>], Option<Value>, Option<Value>) -> Result<Value, Raised>,
    /// Resumes a generator with a value sent or an exception thrown; the result is the value yielded, or `None` if it
    /// returned, in which case `Vm::returned` has the value.
    pub resume: fn(&mut Vm, Value, Resume) -> Result<Option<Value>, Raised>,
    /// Lets a frame go on at another line, as a trace function may ask.
    pub set_line: fn(&mut Vm, Ref<crate::object::Record>, Value) -> Result<(), Raised>,
    /// Runs what is pending: interrupts, scheduled callbacks, finalizers, collection.
    pub poll: fn(&mut Vm) -> Result<(), Raised>,
}

/// How a generator is resumed.
#[derive(Clone, Copy)]
pub enum Resume {
    /// With a value.
    Send(Value),
    /// With an exception.
    Throw(Value),
}

/// The state of the frame that runs now, as natives and the collector see it.
#[derive(Clone, Copy)]
pub struct FrameState {
    /// Register 0 of the frame, or null outside of Python code.
    pub base: *mut Option<Value>,
    /// The instruction that runs.
    pub pc: *const u32,
    /// The first free word of the stack.
    pub top: *mut Option<Value>,
}

const METHOD_CACHE: usize = if cfg!(target_pointer_width = "64") { 1024 } else { 64 };

/// A row of the method cache.
#[derive(Clone, Copy)]
pub(crate) struct CachedMethod {
    pub(crate) class: *const Type,
    pub(crate) name: Option<Value>,
    pub(crate) value: Option<Value>,
}

/// A row of the cache of slots: which slot of a shape has a name, if any.
#[derive(Clone, Copy)]
pub(crate) struct CachedSlot {
    shape: *const Shape,
    name: Option<Value>,
    slot: Option<u16>,
}

pub(crate) const NO_METHOD: CachedMethod = CachedMethod { class: null(), name: None, value: None };
pub(crate) const NO_SLOT: CachedSlot = CachedSlot { shape: null(), name: None, slot: None };

/// A virtual machine.
pub struct Vm {
    /// The heap.
    pub heap: Heap,
    /// The instruction that was repeated after a collection because memory ran out.
    pub retried: *const u32,
    /// What asks for attention.
    pub pending: Pending,
    /// The present frame.
    pub frame: FrameState,
    /// What watches the program.
    pub events: Events,
    /// Handlers of interrupts.
    pub interrupts: Interrupts,
    /// Instructions that may still run, where they are counted.
    pub fuel: u64,
    /// The fuel is used up: nothing catches the exception that says so.
    pub halted: bool,
    /// First word of the stack.
    pub stack_start: *mut Option<Value>,
    /// Behind the last word of the stack.
    pub stack_end: *mut Option<Value>,
    /// The exception on its way.
    pub exception: Option<Value>,
    /// The exception being handled.
    pub handled: Option<Value>,
    /// The exception on its way was raised again: it has its context, and a traceback that begins in this frame.
    pub raised_again: bool,
    /// The value that a generator returned.
    pub returned: Option<Value>,
    /// Services of the port.
    pub host: &'static dyn Host,
    /// How Python code is run.
    pub executor: &'static Executor,
    /// Sizes and limits.
    pub configuration: Configuration,
    /// The namespace of the module `builtins`.
    pub builtins: Ref<Dict>,
    /// `sys.modules`.
    pub modules: Ref<Dict>,
    /// The builtin modules of this build.
    pub builtin_modules: &'static [&'static crate::native::ModuleDefinition],
    /// Objects of modules that must stay alive: a dict by name.
    pub registry: Ref<Dict>,
    /// What classes give for methods of builtin types: from the native function to a list of descriptors.
    pub(crate) descriptors: Ref<Dict>,
    /// Set by a native that changed something before it failed: the call must not be repeated after a collection.
    pub committed: bool,
    /// Lowest address that the machine's stack may reach.
    pub machine_stack_limit: usize,
    /// Registers of the largest frame that any code of this VM has had.
    pub(crate) largest_frame: usize,
    /// Codes with inline caches.
    pub(crate) codes: TryVec<Ref<crate::object::Code>>,
    /// The classes made by Python, in the order in which they were made.
    pub(crate) classes: TryVec<Ref<Type>>,
    pub(crate) method_cache: TryVec<CachedMethod>,
    pub(crate) slot_cache: TryVec<CachedSlot>,
    pub(crate) memory_error: Option<Value>,
    pub(crate) interned: TryVec<Option<Value>>,
    pub(crate) interned_count: usize,
    log: TryVec<Value>,
    log_length: usize,
    last_version: u32,
    /// Objects with a finalizer that has not run.
    pub(crate) finalizable: TryVec<Value>,
    /// Objects that are unreachable but for their finalizer.
    pub finalize_queue: TryVec<Value>,
    /// Callbacks of `micropython.schedule`: function and argument.
    pub scheduled: TryVec<(Value, Value)>,
    /// Memoryviews that keep a bytearray from changing its size.
    pub(crate) exports: crate::object::exports::Exports,
    pub(crate) weak: crate::weak::WeakTable,
    /// Generators that run now, each resumed by the one before.
    pub running_generators: usize,
    /// A scheduled callback runs now.
    pub runs_scheduled: bool,
    /// What tools of `sys.monitoring` want.
    pub monitoring: Monitoring,
    /// Depth of nested calls of `repr`, for the `...` of recursive containers.
    pub repr_stack: TryVec<Value>,
}

const LOG_CAPACITY: usize = if cfg!(target_pointer_width = "64") { 1 << 16 } else { 256 };

/// A value that a native keeps alive while it runs Python; it is forgotten when the native returns.
#[derive(Clone, Copy)]
pub struct Root(usize);

impl Root {
    /// The value.
    pub fn get(self, vm: &Vm) -> Value {
        vm.log[self.0]
    }

    /// Replaces the value.
    pub fn set(self, vm: &mut Vm, value: Value) {
        vm.log[self.0] = value;
    }
}

/// A str that is shown in a message.
pub struct Message(pub Value);

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_ref::<crate::object::Str>() {
            Some(text) => f.write_str(text.as_str().unwrap_or("?")),
            None => f.write_str("?"),
        }
    }
}

/// Why a virtual machine cannot be made: there is no memory for it.
#[derive(Debug)]
pub struct StartError;

impl Vm {
    /// A virtual machine in memory of its own. `None` if there is not enough of it.
    ///
    /// The machine stack limit is counted from the caller's frame.
    pub fn new(
        configuration: Configuration,
        host: &'static dyn Host,
        executor: &'static Executor,
        builtin_modules: &'static [&'static crate::native::ModuleDefinition],
    ) -> Result<Vm, StartError> {
        let words = configuration.stack_size / size_of::<Value>();
        let layout = core::alloc::Layout::array::<Option<Value>>(words.max(64)).map_err(|_| StartError)?;
        // SAFETY: the layout is not empty.
        let stack = unsafe { alloc::alloc::alloc_zeroed(layout) }.cast::<Option<Value>>();
        if stack.is_null() {
            return Err(StartError);
        }
        // SAFETY: the stack has this many words.
        let stack_end = unsafe { stack.add(words.max(64)) };
        let marker = 0u8;
        let mut vm = Vm {
            heap: Heap::new(configuration.heap_limit),
            retried: null(),
            pending: Pending::new(stack_end as usize),
            frame: FrameState { base: null_mut(), pc: null(), top: stack },
            events: Events::new(),
            interrupts: Interrupts::new(),
            fuel: 0,
            halted: false,
            stack_start: stack,
            stack_end,
            exception: None,
            handled: None,
            raised_again: false,
            returned: None,
            host,
            executor,
            configuration,
            builtins: types::placeholder_dict(),
            modules: types::placeholder_dict(),
            builtin_modules,
            registry: types::placeholder_dict(),
            descriptors: types::placeholder_dict(),
            committed: false,
            machine_stack_limit: (&raw const marker as usize).saturating_sub(configuration.machine_stack),
            largest_frame: 0,
            codes: TryVec::new(),
            classes: TryVec::new(),
            method_cache: TryVec::new(),
            slot_cache: TryVec::new(),
            memory_error: None,
            interned: TryVec::new(),
            interned_count: 0,
            log: TryVec::new(),
            log_length: 0,
            last_version: 0,
            finalizable: TryVec::new(),
            finalize_queue: TryVec::new(),
            scheduled: TryVec::new(),
            runs_scheduled: false,
            running_generators: 0,
            exports: Default::default(),
            weak: Default::default(),
            monitoring: Monitoring::default(),
            repr_stack: TryVec::new(),
        };
        vm.heap.set_poison(configuration.collect_always || cfg!(debug_assertions));
        if vm.start().is_err() {
            return Err(StartError);
        }
        vm.note_collection();
        Ok(vm)
    }

    fn start(&mut self) -> Result<(), Raised> {
        let cache = self.method_cache.try_resize(METHOD_CACHE, NO_METHOD);
        let slots = self.slot_cache.try_resize(METHOD_CACHE, NO_SLOT);
        let log = self.log.try_resize(LOG_CAPACITY, Value::NONE);
        if cache.is_err() || slots.is_err() || log.is_err() {
            return Err(Raised(()));
        }
        self.builtins = self.new_dict(0)?;
        self.modules = self.new_dict(0)?;
        self.registry = self.new_dict(0)?;
        self.descriptors = self.new_dict(0)?;
        let error = self.new_exception(Ref::from_static(&types::exception::MEMORY_ERROR), &[])?;
        self.memory_error = Some(error.value());
        self.log_length = 0;
        Ok(())
    }

    // Errors.

    /// Makes an exception current.
    #[cold]
    pub fn raise_value(&mut self, exception: Value) -> Raised {
        self.exception = Some(exception);
        Raised(())
    }

    /// Raises a builtin exception with a message.
    #[cold]
    #[inline(never)]
    pub fn raise(&mut self, class: &'static Type, message: fmt::Arguments<'_>) -> Raised {
        match self.with_reserve(|vm| vm.new_str_from(message)) {
            Ok(text) => self.raise_with(class, &[text]),
            Err(raised) => self.raise_without_text(class, raised),
        }
    }

    /// Raises a builtin exception with these arguments.
    #[cold]
    pub fn raise_with(&mut self, class: &'static Type, arguments: &[Value]) -> Raised {
        match self.new_exception(Ref::from_static(class), arguments) {
            Ok(exception) => self.raise_value(exception.value()),
            Err(raised) => raised,
        }
    }

    /// Raises a builtin exception for which no text could be made: while the heap is locked it goes without, else the
    /// `MemoryError` goes on.
    #[cold]
    pub(crate) fn raise_without_text(&mut self, class: &'static Type, raised: Raised) -> Raised {
        if self.heap.lock_depth() > 0 && self.is_out_of_memory() { self.raise_with(class, &[]) } else { raised }
    }

    /// Raises `TypeError`.
    #[cold]
    pub fn type_error(&mut self, message: fmt::Arguments<'_>) -> Raised {
        self.raise(&types::exception::TYPE_ERROR, message)
    }

    /// Raises `ValueError`.
    #[cold]
    pub fn value_error(&mut self, message: fmt::Arguments<'_>) -> Raised {
        self.raise(&types::exception::VALUE_ERROR, message)
    }

    /// Raises `MemoryError`; takes no memory.
    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        self.exception = self.memory_error;
        if let Some(error) = self.memory_error.and_then(Value::as_ref::<Exception>) {
            error.traceback.set(None);
            error.context.set(None);
            error.cause.set(None);
        }
        Raised(())
    }

    /// Whether the exception on its way is the one that stands for exhausted memory.
    pub fn is_out_of_memory(&self) -> bool {
        self.exception.is_some() && self.exception == self.memory_error
    }

    /// Takes the exception on its way, to handle it.
    pub fn take_exception(&mut self) -> Value {
        self.exception.take().unwrap_or(Value::NONE)
    }

    /// Raises `RecursionError` if the machine's stack is nearly used up. Natives that recurse, or that run Python,
    /// call this first.
    #[inline]
    pub fn check_machine_stack(&mut self) -> Result<(), Raised> {
        let marker = 0u8;
        if (&raw const marker as usize) < self.machine_stack_limit { Err(self.recursion_error()) } else { Ok(()) }
    }

    /// Raises `RecursionError`.
    #[cold]
    #[inline(never)]
    pub fn recursion_error(&mut self) -> Raised {
        self.raise(&types::exception::RECURSION_ERROR, format_args!("maximum recursion depth exceeded"))
    }

    // Allocation.

    /// Moves an object into the heap and roots it.
    #[inline]
    pub fn allocate_object<T: Object>(&mut self, object: T) -> Result<Ref<T>, Raised> {
        // SAFETY: the cell has the size of the object, which begins with its header.
        unsafe {
            let reference = self.allocate_raw::<T>(size_of::<T>())?;
            reference.pointer().write(object);
            self.log_push(reference.value());
            Ok(reference)
        }
    }

    /// A cell of `size` bytes for an object. Not rooted.
    ///
    /// # Safety
    /// The caller initialises the object, header first, before anything else is done with the VM.
    #[inline(always)]
    pub unsafe fn allocate_raw<T: Object>(&mut self, size: usize) -> Result<Ref<T>, Raised> {
        match self.heap.allocate(size) {
            // SAFETY: the caller makes it an object of this layout.
            Some(cell) => Ok(unsafe { Ref::from_pointer(cell.as_ptr().cast()) }),
            None => Err(self.allocation_failed()),
        }
    }

    #[cold]
    #[inline(never)]
    fn allocation_failed(&mut self) -> Raised {
        self.note_collection();
        self.memory_error()
    }

    /// A buffer of `size` bytes.
    pub fn allocate_buffer(&mut self, size: usize) -> Result<NonNull<u8>, Raised> {
        match self.heap.allocate_buffer(size) {
            Some(buffer) => Ok(buffer),
            None => Err(self.allocation_failed()),
        }
    }

    /// Passes the heap's wish for a collection on to the next poll.
    #[inline]
    pub fn note_collection(&mut self) {
        if self.heap.collection_wanted() || self.configuration.collect_always {
            self.pending.collect.store(true, Ordering::Relaxed);
            self.pending.request();
        }
    }

    /// The address that no frame may reach beyond; 0 while something is pending.
    #[inline(always)]
    pub fn stack_limit(&self) -> usize {
        self.pending.stack_limit.load(Ordering::Relaxed)
    }

    /// Begins a poll: what is requested from now on is for the next one.
    pub fn clear_pending(&mut self) {
        self.pending.any.store(false, Ordering::Relaxed);
        self.pending.raise_limit();
    }

    /// That an exception is on its way, for code that found `Vm::exception` set.
    pub fn raised_again(&self) -> Raised {
        debug_assert!(self.exception.is_some() || self.events.switching);
        Raised(())
    }

    // The log of rooted values.

    #[inline(always)]
    fn log_push(&mut self, value: Value) {
        if let Some(slot) = self.log.get_mut(self.log_length) {
            *slot = value;
            self.log_length += 1;
        }
    }

    /// How far the log goes now.
    #[inline(always)]
    pub fn log_mark(&self) -> usize {
        self.log_length
    }

    /// Forgets what was rooted since [`Vm::log_mark`].
    #[inline(always)]
    pub fn log_release(&mut self, mark: usize) {
        debug_assert!(mark <= self.log_length);
        self.log_length = mark;
    }

    /// Keeps a value alive until the running native returns.
    pub fn keep(&mut self, value: Value) {
        if value.is_object() {
            self.log_push(value);
        }
    }

    /// Keeps a value alive in a slot that can be changed. MemoryError if there is no room.
    pub fn root(&mut self, value: Value) -> Result<Root, Raised> {
        let index = self.log_length;
        if index + 1 >= LOG_CAPACITY {
            return Err(self.memory_error());
        }
        self.log_push(value);
        Ok(Root(index))
    }

    /// Whether something may have been left out of the log, so that nothing may be freed now.
    pub(crate) fn log_is_full(&self) -> bool {
        self.log_length >= self.log.len()
    }

    pub(crate) fn logged(&self) -> &[Value] {
        &self.log[..self.log_length]
    }

    /// A number that was not used before as the version of a dict.
    #[inline]
    pub fn next_version(&mut self) -> u32 {
        self.last_version = self.last_version.wrapping_add(1);
        self.last_version
    }

    /// The place in the method cache of a class and a name.
    #[inline(always)]
    pub(crate) fn method_cache_index(class: Ref<Type>, name: Value) -> usize {
        let mixed = (class.pointer() as usize >> 4) ^ (name.word() as usize >> 3);
        (mixed ^ mixed >> 8) & (METHOD_CACHE - 1)
    }

    /// The slot of an attribute of instances with a shape. Small shapes are searched, larger ones go through a cache.
    #[inline]
    pub fn slot_of(&mut self, shape: Ref<Shape>, name: Value) -> Option<usize> {
        if shape.count <= 4 {
            return shape.slot_of(name);
        }
        let mixed = (shape.pointer() as usize >> 4) ^ (name.word() as usize >> 3);
        let index = (mixed ^ mixed >> 8) & (METHOD_CACHE - 1);
        let marking = self.is_marking();
        let row = &mut self.slot_cache[index];
        if !core::ptr::eq(row.shape, shape.pointer()) || row.name != Some(name) {
            let slot = shape.slot_of(name).map(|slot| slot as u16);
            if marking {
                return slot.map(usize::from);
            }
            *row = CachedSlot { shape: shape.pointer(), name: Some(name), slot };
        }
        row.slot.map(usize::from)
    }

    /// Empties the method cache and all inline caches: some class changed.
    pub fn flush_caches(&mut self) {
        self.method_cache.fill(NO_METHOD);
        for code in self.codes.iter() {
            for site in 0..code.site_count as usize {
                // SAFETY: there is a cache for each site, and codes leave the list before they are freed.
                unsafe { *code.caches.add(site) = SiteCache { key: 0, payload: 0 } };
            }
        }
    }
}

impl Drop for Vm {
    fn drop(&mut self) {
        let words = (self.configuration.stack_size / size_of::<Value>()).max(64);
        // SAFETY: nothing of the heap is used after the VM; the stack was allocated with this layout.
        unsafe {
            self.heap.clear::<ObjectModel>();
            if let Ok(layout) = core::alloc::Layout::array::<Option<Value>>(words) {
                alloc::alloc::dealloc(self.stack_start.cast(), layout);
            }
        }
    }
}
