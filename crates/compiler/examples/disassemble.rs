//! Prints the code of Python files: `disassemble [-O LEVEL] FILE...`, or of standard input.

use amphis_compiler::{CompileOptions, compile};
use std::io::Read;

fn show(name: &str, source: &[u8], optimization: u8) {
    let options = CompileOptions { filename: name.as_bytes(), optimization, ..CompileOptions::default() };
    match compile(source, &options) {
        Ok(buffer) => {
            let mut text = String::new();
            bytecode::disassemble::image(&mut text, buffer.image()).expect("formatting into a string");
            print!("{text}");
            if let Err(error) = bytecode::verify(buffer.image()) {
                println!("{error}");
            }
        }
        Err(error) => println!("{name}:{}: {}", error.start.line, error.message.display(source)),
    }
}

fn main() {
    let mut optimization = 0;
    let mut any = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "-O" {
            optimization = arguments.next().and_then(|level| level.parse().ok()).unwrap_or(1);
            continue;
        }
        any = true;
        match std::fs::read(&argument) {
            Ok(source) => show(&argument, &source, optimization),
            Err(error) => println!("{argument}: {error}"),
        }
    }
    if !any {
        let mut source = Vec::new();
        std::io::stdin().read_to_end(&mut source).expect("reading standard input");
        show("<stdin>", &source, optimization);
    }
}
