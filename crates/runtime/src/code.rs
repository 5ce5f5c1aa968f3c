//! Code objects: made from a verified image, which they use in place.

use crate::object::{Bytes, Code, Function, Kind, Ref, SiteCache, Type, new_header, trace};
use crate::symbols::sym;
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use bytecode::{CodeFlags, CodeView, ConstantView, Image, ImageBuf, Op, VerifyError};
use core::ptr::NonNull;
use heap::{Heap, Marker, TryVec};

/// Strings up to this many bytes become interned when code is loaded.
const INTERN_LIMIT: usize = 40;

impl Vm {
    /// The main code of an image that is copied into the heap. ValueError if the image is damaged.
    pub fn load_image(&mut self, image: &ImageBuf) -> Result<Ref<Code>, Raised> {
        self.verify_image(image.image())?;
        let mark = self.log_mark();
        let owner = self.new_bytes(image.as_bytes())?;
        let Some(bytes) = owner.as_ref::<Bytes>() else { return Err(self.memory_error()) };
        let data = bytes.as_bytes();
        let Ok(image) = Image::new(data) else {
            return Err(self.value_error(format_args!("incompatible image")));
        };
        let code = self.make_codes(image, Some(owner));
        // What loading has logged lives through the code. A log full of names would be no use to the program.
        self.log_release(mark);
        let code = code?;
        self.keep(code.value());
        Ok(code)
    }

    /// The main code of an image in flash, which is used in place. ValueError if the image is damaged.
    pub fn load_static_image(&mut self, image: &'static [u8]) -> Result<Ref<Code>, Raised> {
        let Ok(image) = Image::new(image) else {
            return Err(self.value_error(format_args!("incompatible image")));
        };
        self.verify_image(image)?;
        let mark = self.log_mark();
        let code = self.make_codes(image, None);
        self.log_release(mark);
        let code = code?;
        self.keep(code.value());
        Ok(code)
    }

    fn verify_image(&mut self, image: Image<'_>) -> Result<(), Raised> {
        match self.open(|| bytecode::verify(image)) {
            Ok(()) => Ok(()),
            Err(VerifyError::OutOfMemory) => Err(self.memory_error()),
            Err(VerifyError::Invalid { reason, .. }) => {
                Err(self.value_error(format_args!("incompatible or damaged image: {reason}")))
            }
        }
    }

    /// The main code of a verified image and all that it contains.
    fn make_codes(&mut self, image: Image<'_>, owner: Option<Value>) -> Result<Ref<Code>, Raised> {
        let mut names = TryVec::new();
        for index in 0..image.string_count() {
            let text = image.string(index as u32).unwrap_or(&[]);
            let value = if text.len() <= INTERN_LIMIT { self.intern(text)? } else { self.new_str(text)? };
            self.keep(value);
            self.breathe();
            names.try_push(value).map_err(|_| self.memory_error())?;
        }
        let loader = Loader { image, owner, names };
        loader.code(self, image.main_index(), 0)
    }
}

/// How many registers hold variables that a frame shows: a prefix, or all if there are far ones.
fn variable_words(view: &CodeView<'_>) -> usize {
    let (flags, registers) = (view.flags(), view.register_count() as usize);
    if !flags.has(CodeFlags::OPTIMIZED) {
        1
    } else if flags.has(CodeFlags::FAR) {
        registers
    } else {
        view.locals().len().min(registers)
    }
}

struct Loader<'a> {
    image: Image<'a>,
    owner: Option<Value>,
    names: TryVec<Value>,
}

/// Functions nested deeper than the compiler allows are refused.
const MAX_DEPTH: usize = 250;

impl Loader<'_> {
    fn name(&self, index: u32) -> Value {
        self.names.get(index as usize).copied().unwrap_or(sym::EMPTY.value())
    }

    fn code(&self, vm: &mut Vm, index: u32, depth: usize) -> Result<Ref<Code>, Raised> {
        vm.check_machine_stack()?;
        let Some(view) = self.image.code(index).filter(|_| depth < MAX_DEPTH) else {
            return Err(vm.value_error(format_args!("incompatible image: nested too deeply")));
        };
        let instructions = view.instructions();
        let flags = view.flags();
        let simple = !flags.has(CodeFlags::VARARGS | CodeFlags::VARKEYWORDS) && view.keyword_only_count() == 0;
        let words = self.image.words();
        let code = Code {
            header: new_header(Kind::Code),
            registers: view.register_count() as u16,
            argument_count: view.argument_count() as u16,
            flags: flags.0,
            keyword_only_count: view.keyword_only_count() as u16,
            positional_only_count: view.positional_only_count() as u16,
            parameter_count: view.parameter_count() as u16,
            simple,
            has_handlers: view.handler_count() > 0,
            variable_words: variable_words(&view) as u16,
            instructions: instructions.as_ptr(),
            instruction_count: instructions.len() as u32,
            constant_count: 0,
            constants: core::ptr::null_mut(),
            sites: core::ptr::null_mut(),
            site_count: 0,
            table_sizes: (0, 0),
            index,
            caches: core::ptr::null_mut(),
            image: words.as_ptr().cast(),
            image_length: words.len(),
            image_owner: self.owner,
            name: self.name(view.name_index()),
            qualified_name: self.name(view.qualname_index()),
            direct: core::cell::Cell::new(simple),
            monitored: core::cell::Cell::new(0),
            record: core::cell::Cell::new(0),
        };
        vm.largest_frame = vm.largest_frame.max(view.register_count());
        let mark = vm.log_mark();
        // Tables are attached to the object, so that they cannot leak.
        let object = vm.allocate_object(code)?;
        self.attach_tables(vm, object, &view)?;
        for at in 0..view.constant_count() {
            let value = match view.constant(at as u32) {
                Some(constant) => self.constant(vm, constant, depth)?,
                None => Value::NONE,
            };
            // SAFETY: the table has room for all constants; the count grows with what is written.
            unsafe {
                (*object.pointer()).constants.add(at).write(value);
                (*object.pointer()).constant_count = at as u32 + 1;
            }
        }
        vm.codes.try_push(object).map_err(|_| vm.memory_error())?;
        vm.monitor_new_code(object);
        vm.log_release(mark);
        vm.keep(object.value());
        Ok(object)
    }

    fn attach_tables(&self, vm: &mut Vm, object: Ref<Code>, view: &CodeView<'_>) -> Result<(), Raised> {
        let constants = view.constant_count();
        let sites = view.sites();
        let word = size_of::<Value>();
        // SAFETY: the object is new and in the heap; each table is attached with its full size before it can be freed,
        // and filled before it is read. `free_tables` frees by the image's counts.
        unsafe {
            let code = object.pointer();
            (*code).table_sizes = (constants as u32, sites.len() as u32);
            (*code).constants = vm.allocate_buffer(constants * word)?.as_ptr().cast();
            (*code).sites = vm.allocate_buffer(sites.len() * word)?.as_ptr().cast();
            for (at, &name) in sites.iter().enumerate() {
                (*code).sites.add(at).write(self.name(name));
            }
            (*code).site_count = sites.len() as u32;
            (*code).caches = vm.allocate_buffer(sites.len() * size_of::<SiteCache>())?.as_ptr().cast();
            for at in 0..sites.len() {
                (*code).caches.add(at).write(SiteCache { key: 0, payload: 0 });
            }
        }
        Ok(())
    }

    fn constant(&self, vm: &mut Vm, constant: ConstantView<'_>, depth: usize) -> Result<Value, Raised> {
        match constant {
            ConstantView::None => Ok(Value::NONE),
            ConstantView::False => Ok(Value::FALSE),
            ConstantView::True => Ok(Value::TRUE),
            ConstantView::Ellipsis => Ok(Value::ELLIPSIS),
            ConstantView::Int(number) => vm.new_int(number),
            ConstantView::BigInt { negative, magnitude } => {
                let mut limbs = TryVec::new();
                for chunk in magnitude.chunks(size_of::<crate::number::limbs::Limb>()) {
                    let mut bytes = [0; size_of::<crate::number::limbs::Limb>()];
                    bytes[..chunk.len()].copy_from_slice(chunk);
                    let limb = crate::number::limbs::Limb::from_le_bytes(bytes);
                    limbs.try_push(limb).map_err(|_| vm.memory_error())?;
                }
                vm.new_big_int(negative, &limbs)
            }
            ConstantView::Float(number) => vm.new_float(number),
            ConstantView::Complex(real, imaginary) => vm.new_complex(real, imaginary),
            ConstantView::Str(index) => Ok(self.name(index)),
            ConstantView::Bytes(bytes) => vm.new_bytes(bytes),
            ConstantView::Tuple(items) => {
                let values = self.items(vm, items, depth)?;
                vm.new_tuple(&values)
            }
            ConstantView::FrozenSet(items) => {
                let values = self.items(vm, items, depth)?;
                let set = vm.new_set(Kind::FrozenSet, values.len())?;
                for &value in &values {
                    vm.set_add(set, value)?;
                }
                Ok(set.value())
            }
            ConstantView::Code(index) => Ok(self.code(vm, index, depth + 1)?.value()),
        }
    }

    fn items(&self, vm: &mut Vm, items: bytecode::ConstantIter<'_>, depth: usize) -> Result<TryVec<Value>, Raised> {
        vm.check_machine_stack()?;
        let mut values = TryVec::new();
        for item in items {
            let value = self.constant(vm, item, depth)?;
            values.try_push(value).map_err(|_| vm.memory_error())?;
        }
        Ok(values)
    }
}

impl Code {
    /// The flags.
    pub fn code_flags(&self) -> CodeFlags {
        CodeFlags(self.flags)
    }

    /// The code's tables in the image.
    pub fn view(&self) -> Option<CodeView<'_>> {
        // SAFETY: the image lives as long as the code: its owner is kept alive, or it is static.
        let words = unsafe { core::slice::from_raw_parts(self.image.cast::<u32>(), self.image_length) };
        Image::from_words(words).ok()?.code(self.index)
    }

    /// The name of a site.
    pub fn site_name(&self, site: usize) -> Value {
        // SAFETY: the table has `site_count` names.
        if site < self.site_count as usize { unsafe { *self.sites.add(site) } } else { sym::EMPTY.value() }
    }

    /// A constant.
    pub fn constant(&self, index: usize) -> Value {
        // SAFETY: the table has `constant_count` values.
        if index < self.constant_count as usize { unsafe { *self.constants.add(index) } } else { Value::NONE }
    }

    /// The constants.
    pub fn constants(&self) -> &[Value] {
        // SAFETY: the table has `constant_count` values.
        unsafe { core::slice::from_raw_parts(self.constants, self.constant_count as usize) }
    }

    /// The line of the instruction at `pc`, and of the definition if the image has no lines.
    pub fn line_of(&self, pc: u32) -> u32 {
        self.view().map_or(0, |view| view.position(pc).line)
    }

    /// The name of the file as WTF-8 bytes.
    pub fn filename(&self) -> &[u8] {
        self.view().map_or(&[], |view| view.image().filename())
    }
}

/// Marks what a code refers to.
///
/// # Safety
/// The code is initialised.
pub(crate) unsafe fn trace(code: &Code, mut from: usize, marker: &mut Marker) -> usize {
    // SAFETY: constants, names, and the payloads of caches that are no index, are live values; keys that are no version
    // are shapes or types.
    unsafe {
        // The parts: constants, then sites with their caches.
        let constants = code.constant_count as usize;
        if from < constants {
            let next = trace::mark_part(code.constants.cast(), constants, from, marker);
            if next != 0 {
                return next;
            }
            from = constants;
        }
        if from == constants {
            for value in [code.image_owner, Some(code.name), Some(code.qualified_name)].into_iter().flatten() {
                trace::mark_value(value, marker);
            }
        }
        let first = from - constants;
        let sites = code.site_count as usize;
        let end = sites.min(first.saturating_add(heap::CHUNK));
        trace::mark_words(code.sites.cast::<Option<Value>>().add(first), end - first, marker);
        let next = if end < sites { constants + end } else { 0 };
        if code.caches.is_null() {
            return next;
        }
        for site in first..end {
            let cache = *code.caches.add(site);
            if cache.key != 0 && cache.key & 7 == 0 {
                marker.mark(cache.key as *mut heap::Header);
            }
            if cache.payload != 0 && cache.payload & 7 == 0 {
                marker.mark(cache.payload as *mut heap::Header);
            }
        }
        next
    }
}

/// Frees a code's tables.
///
/// # Safety
/// The code is about to be freed.
pub(crate) unsafe fn free_tables(code: &mut Code, heap: &mut Heap) {
    let free = |heap: &mut Heap, table: *mut u8, size: usize| {
        if let Some(buffer) = NonNull::new(table) {
            // SAFETY: the table is a buffer of this size.
            unsafe { heap.free_buffer(buffer, size) };
        }
    };
    free(heap, code.sites.cast(), code.table_sizes.1 as usize * size_of::<Value>());
    free(heap, code.caches.cast(), code.table_sizes.1 as usize * size_of::<SiteCache>());
    free(heap, code.constants.cast(), code.table_sizes.0 as usize * size_of::<Value>());
}

/// How many attributes instances of a class probably have: those that its `__init__` and that of its bases set.
pub(crate) fn expected_attributes(class: Ref<Type>) -> u16 {
    const MOST: usize = 24;
    let mut names = [None; MOST];
    let mut count = 0;
    let mut current = Some(class);
    while let Some(class) = current {
        let init = class.dict.and_then(|dict| dict.get_name(sym::__init__)).and_then(Value::as_ref::<Function>);
        if let Some(function) = init {
            let code = function.code;
            let mut pc = 0;
            while let Some(word) = code.word(pc) {
                let op = Op::from_byte(word as u8);
                if op == Op::SetAttr && (word >> 8) as u8 == 0 {
                    let name = Some(code.site_name((word >> 24) as usize));
                    if count < MOST && !names[..count].contains(&name) {
                        names[count] = name;
                        count += 1;
                    }
                }
                pc += op.info().words();
            }
        }
        current = class.base();
    }
    count as u16
}

impl Code {
    /// The instructions.
    pub fn words(&self) -> &[u32] {
        // SAFETY: the code has `instruction_count` words, which live as long as it.
        unsafe { core::slice::from_raw_parts(self.instructions, self.instruction_count as usize) }
    }

    /// An instruction word.
    pub fn word(&self, pc: usize) -> Option<u32> {
        // SAFETY: the code has `instruction_count` words.
        if pc < self.instruction_count as usize { Some(unsafe { *self.instructions.add(pc) }) } else { None }
    }
}

/// Raises an internal error: verified code did what the verifier cannot exclude.
#[cold]
pub fn damaged(vm: &mut Vm) -> Raised {
    vm.raise(&exception::SYSTEM_ERROR, format_args!("unknown opcode or operand"))
}
