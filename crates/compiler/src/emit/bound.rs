//! Which variables are certainly bound.

/// A set of near registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound([u64; 4]);

impl Bound {
    pub(super) const NOTHING: Self = Self([0; 4]);
    pub(super) const EVERYTHING: Self = Self([u64::MAX; 4]);

    pub(super) fn contains(self, register: u8) -> bool {
        self.0[register as usize / 64] & 1 << (register % 64) != 0
    }

    pub(super) fn with(mut self, register: u8) -> Self {
        self.0[register as usize / 64] |= 1 << (register % 64);
        self
    }

    pub(super) fn without(mut self, register: u8) -> Self {
        self.0[register as usize / 64] &= !(1 << (register % 64));
        self
    }

    pub(super) fn and(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a & e, b & f, c & g, d & h])
    }
}
