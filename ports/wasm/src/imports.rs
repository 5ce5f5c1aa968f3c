//! What the page supplies: functions of JavaScript, under the module name `amphis`.
//!
//! Texts and buffers are an address and a length in bytes; [`Slot`]s are passed by address. A function that runs foreign
//! JavaScript returns 0, or 1 if it threw, in which case its first output slot has what was thrown.

#![allow(missing_docs)]

use crate::exchange::Slot;

#[link(wasm_import_module = "amphis")]
unsafe extern "C" {
    // The host.
    pub fn write(stream: u32, bytes: *const u8, length: usize);
    pub fn read(bytes: *mut u8, length: usize) -> i32;
    pub fn monotonic() -> f64;
    pub fn now() -> f64;
    pub fn local_offset(seconds: f64) -> i32;
    pub fn sleep(milliseconds: f64);
    pub fn entropy(bytes: *mut u8, length: usize);

    // Objects.
    pub fn js_get(object: u32, name: *const u8, length: usize, output: *mut Slot) -> u32;
    pub fn js_set(object: u32, name: *const u8, length: usize, value: *const Slot) -> u32;
    pub fn js_delete(object: u32, name: *const u8, length: usize, output: *mut Slot) -> u32;
    pub fn js_get_item(object: u32, key: *const Slot, output: *mut Slot) -> u32;
    pub fn js_set_item(object: u32, key: *const Slot, value: *mut Slot) -> u32;
    pub fn js_has(object: u32, key: *const Slot, output: *mut Slot) -> u32;
    pub fn js_length(object: u32, output: *mut Slot) -> u32;
    /// `this` is the object of a method, or the number of `undefined`. The last `named` arguments are pairs of name and value.
    pub fn js_call(function: u32, this: u32, arguments: *const Slot, count: u32, named: u32, output: *mut Slot) -> u32;
    pub fn js_construct(function: u32, arguments: *const Slot, count: u32, named: u32, output: *mut Slot) -> u32;
    pub fn js_iterate(object: u32, output: *mut Slot) -> u32;
    /// The tag of the output is [`crate::exchange::tag::END`] when there is nothing more.
    pub fn js_next(iterator: u32, output: *mut Slot) -> u32;
    pub fn js_text(object: u32, output: *mut Slot) -> u32;
    pub fn js_release(object: u32);
    pub fn js_retain(object: u32);
    pub fn js_array(items: *const Slot, count: u32) -> u32;
    pub fn js_object(pairs: *const Slot, count: u32) -> u32;
    pub fn js_bytes(bytes: *const u8, length: usize) -> u32;
    pub fn js_proxy(object: *const Slot) -> u32;
    pub fn js_name(object: u32, output: *mut Slot);

    // Files: a negative result is an error number.
    pub fn fs_open(path: *const u8, length: usize, mode: u32) -> i32;
    pub fn fs_read(descriptor: i32, bytes: *mut u8, length: usize) -> i32;
    pub fn fs_write(descriptor: i32, bytes: *const u8, length: usize) -> i32;
    pub fn fs_seek(descriptor: i32, offset: f64, whence: u32) -> f64;
    pub fn fs_truncate(descriptor: i32, size: f64) -> i32;
    pub fn fs_close(descriptor: i32) -> i32;
    /// Writes mode, size and the three times in milliseconds.
    pub fn fs_stat(path: *const u8, length: usize, output: *mut f64) -> i32;
    /// A text of names, each with its type as one character before it and a zero behind it.
    pub fn fs_list(path: *const u8, length: usize, output: *mut Slot) -> i32;
    pub fn fs_make_directory(path: *const u8, length: usize) -> i32;
    pub fn fs_remove_directory(path: *const u8, length: usize) -> i32;
    pub fn fs_remove_file(path: *const u8, length: usize) -> i32;
    pub fn fs_rename(from: *const u8, from_length: usize, to: *const u8, to_length: usize) -> i32;
    pub fn fs_current(output: *mut Slot) -> i32;
    pub fn fs_change(path: *const u8, length: usize) -> i32;
}
