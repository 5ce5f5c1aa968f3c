//! The operations of the language on any value: attributes, calls, iteration, items, operators, comparison, text.
//!
//! Each looks first at the layout (the common builtin types), then at special methods of classes written in Python,
//! then at the slots of the builtin type. Everything here can run Python, unless it says otherwise.

pub mod arithmetic;
pub mod attribute;
pub mod call;
pub mod compare;
pub mod convert;
pub mod directory;
pub mod instance;
pub mod item;
pub mod iterate;
pub mod namespace;
pub mod number;
pub mod operator;
pub mod special;
pub mod text;
pub mod traceback;

#[cfg(test)]
mod tests;
pub mod unpack;
