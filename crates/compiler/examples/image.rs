//! Compiles a Python file to an image: `image SOURCE TARGET`.

use amphis_compiler::{CompileOptions, compile};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, from, to] = &arguments[..] else {
        eprintln!("usage: image SOURCE TARGET");
        std::process::exit(2);
    };
    let source = std::fs::read(from).expect("a readable source");
    match compile(&source, &CompileOptions { filename: from.as_bytes(), ..CompileOptions::default() }) {
        Ok(buffer) => std::fs::write(to, buffer.as_bytes()).expect("a writable target"),
        Err(error) => {
            println!("{}", error.message.display(&source));
            std::process::exit(1);
        }
    }
}
