//! Gives the machine's stack its size: Python may use most of it, see `MACHINE_STACK` in `src/lib.rs`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg=-zstack-size=524288");
    println!("cargo::rustc-link-arg=--stack-first");
}
