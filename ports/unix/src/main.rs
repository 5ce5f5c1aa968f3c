//! The command-line program `amphis`.
fn main() {}
