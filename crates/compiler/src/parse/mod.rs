//! Tokens to syntax tree.

/// What the caller allows.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep brackets, blocks and prefix operators may nest together.
    pub nesting: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nesting: 100 }
    }
}
