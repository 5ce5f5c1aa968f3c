//! The command line, by MicroPython's rules: every option is a word of its own, and the first word that is none names the
//! program.

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `-c command`
    Command(Vec<u8>),
    /// `-m module`
    Module(Vec<u8>),
    /// A file.
    File(Vec<u8>),
    /// Standard input, or the prompt.
    Input,
}

/// A strategy of the VM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// No tracing.
    Fast,
    /// One loop that can trace.
    Tracing,
    /// Both loops.
    Dual,
}

/// The options of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to run.
    pub target: Target,
    /// `sys.argv`.
    pub arguments: Vec<Vec<u8>>,
    /// The prompt afterwards.
    pub interactive: bool,
    /// `-v`, counted.
    pub verbose: u32,
    /// `-O`.
    pub optimization: u8,
    /// Do not run what was compiled.
    pub compile_only: bool,
    /// Limit of the heap in bytes.
    pub heap_size: Option<usize>,
    /// Size of the Python stack in bytes.
    pub python_stack: Option<usize>,
    /// Size of the machine's stack in bytes.
    pub machine_stack: usize,
    /// How the program is run, if not as the build has it.
    pub strategy: Option<Strategy>,
    /// Instructions that the program may run.
    pub fuel: Option<u64>,
    /// Collect at every safepoint.
    pub collect_always: bool,
    /// The allocation of this number, counted from the start of the program, fails.
    pub fail_allocation: u64,
}

/// What a command line says.
pub enum Parsed {
    /// To run something.
    Run(Options),
    /// `--version`
    Version,
    /// `-h`
    Help,
    /// Nothing that makes sense.
    Invalid,
}

/// Bytes of the machine's stack, unless told otherwise.
const MACHINE_STACK: usize = 8 << 20;
/// The smallest heap.
const LEAST_HEAP: usize = 700;
/// The smallest stack of the machine.
const LEAST_STACK: usize = 128 << 10;

/// What `-h` prints.
pub const USAGE: &str = "usage: amphis [<opts>] [-X <implopt>] [-c <command> | -m <module> | <filename>]
Options:
--version : show version information
-h : print this help message
-i : enable inspection via REPL after running command/module/file
-v : verbose (trace various operations); can be multiple
-O[N] : apply bytecode optimizations of level N

Implementation specific options (-X):
  compile-only                 -- parse and compile only
  emit={bytecode,native,viper} -- set the default code emitter; all are bytecode
  heapsize=<n>[w][K|M] -- set the heap size for the GC
  stack=<n>[K|M] -- set the size of the machine's stack
  pystack=<n>[K|M] -- set the size of the Python stack
  strategy={fast,tracing,dual} -- how the program is run: without tracing, with, or with both (the default)
  fuel=<n>[K|M] -- stop the program after n instructions; it cannot be traced
  gc-stress -- collect garbage at every safepoint
  fail-alloc=<n> -- let the n-th allocation fail
";

/// Reads a command line; its first word is the program's name.
pub fn parse(arguments: &[Vec<u8>]) -> Parsed {
    let mut options = Options {
        target: Target::Input,
        arguments: Vec::new(),
        interactive: false,
        verbose: 0,
        optimization: 0,
        compile_only: false,
        heap_size: None,
        python_stack: None,
        machine_stack: MACHINE_STACK,
        strategy: None,
        fuel: None,
        collect_always: false,
        fail_allocation: 0,
    };
    let words = arguments.get(1..).unwrap_or_default();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if word.first() != Some(&b'-') {
            options.target = Target::File(word.clone());
            options.arguments = words[at - 1..].to_vec();
            return Parsed::Run(options);
        }
        match word.as_slice() {
            b"-c" | b"-m" => {
                let Some(what) = words.get(at) else { return Parsed::Invalid };
                let mut rest = words[at..].to_vec();
                if word == b"-c" {
                    options.target = Target::Command(what.clone());
                    rest[0] = b"-c".to_vec();
                } else {
                    options.target = Target::Module(what.clone());
                }
                options.arguments = rest;
                return Parsed::Run(options);
            }
            b"-i" => options.interactive = true,
            b"-v" => options.verbose += 1,
            b"-h" => return Parsed::Help,
            b"--version" => return Parsed::Version,
            b"-X" => {
                let Some(option) = words.get(at) else { return Parsed::Invalid };
                at += 1;
                if implementation_option(&mut options, option).is_none() {
                    return Parsed::Invalid;
                }
            }
            [b'-', b'O', level @ ..] => match optimization(level) {
                Some(level) => options.optimization = level,
                None => return Parsed::Invalid,
            },
            _ => return Parsed::Invalid,
        }
    }
    Parsed::Run(options)
}

/// `-O`, `-OO`, `-OOO` or `-O` and a digit.
fn optimization(level: &[u8]) -> Option<u8> {
    match level {
        [digit @ b'0'..=b'9'] => Some(digit - b'0'),
        _ if level.iter().all(|&byte| byte == b'O') => u8::try_from(level.len() + 1).ok(),
        _ => None,
    }
}

fn implementation_option(options: &mut Options, option: &[u8]) -> Option<()> {
    let (name, value) = match option.iter().position(|&byte| byte == b'=') {
        Some(equals) => (&option[..equals], Some(&option[equals + 1..])),
        None => (option, None),
    };
    match (name, value) {
        (b"compile-only", None) => options.compile_only = true,
        (b"emit", Some(b"bytecode" | b"native" | b"viper")) => {}
        (b"gc-stress", None) => options.collect_always = true,
        (b"heapsize", Some(size)) => options.heap_size = Some(parse_size(size).filter(|&size| size >= LEAST_HEAP)?),
        (b"pystack", Some(size)) => options.python_stack = Some(parse_size(size)?),
        (b"stack", Some(size)) => options.machine_stack = parse_size(size).filter(|&size| size >= LEAST_STACK)?,
        (b"strategy", Some(name)) => {
            options.strategy = Some(match name {
                b"fast" => Strategy::Fast,
                b"tracing" => Strategy::Tracing,
                b"dual" => Strategy::Dual,
                _ => return None,
            });
        }
        (b"fuel", Some(number)) => options.fuel = Some(parse_size(number)? as u64),
        (b"fail-alloc", Some(number)) => options.fail_allocation = parse_size(number)? as u64,
        _ => return None,
    }
    Some(())
}

/// A number as C reads it, then `w` for words, then `k` or `m`.
fn parse_size(text: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(text).ok()?;
    let (digits, radix) = if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        (digits, 16)
    } else if text.len() > 1 && text.starts_with('0') {
        (&text[1..], 8)
    } else {
        (text, 10)
    };
    let end = digits.find(|character: char| !character.is_digit(radix)).unwrap_or(digits.len());
    let mut size = usize::from_str_radix(&digits[..end], radix).ok()?;
    let mut suffix = &digits[end..];
    if let Some(rest) = suffix.strip_prefix(['w', 'W']) {
        size = size.checked_mul(size_of::<usize>() / 4)?;
        suffix = rest;
    }
    match suffix {
        "" => Some(size),
        "k" | "K" => size.checked_mul(1 << 10),
        "m" | "M" => size.checked_mul(1 << 20),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &[&str]) -> Parsed {
        let words: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        parse(&words)
    }

    #[test]
    fn sizes() {
        assert_eq!(parse_size(b"64k"), Some(64 << 10));
        assert_eq!(parse_size(b"0x10"), Some(16));
        assert_eq!(parse_size(b"010"), Some(8));
        assert_eq!(parse_size(b"64wk"), Some(64 * size_of::<usize>() / 4 * 1024));
        assert_eq!(parse_size(b"64kw"), None);
        assert_eq!(parse_size(b"0"), Some(0));
        assert_eq!(parse_size(b"x"), None);
    }

    #[test]
    fn scanning_stops_at_the_program() {
        let Parsed::Run(options) = parse_words(&["amphis", "-v", "-OO", "file.py", "-i", "x"]) else { panic!() };
        assert_eq!(options.target, Target::File(b"file.py".to_vec()));
        assert_eq!(options.arguments, [b"file.py".to_vec(), b"-i".to_vec(), b"x".to_vec()]);
        assert!(!options.interactive);
        assert_eq!((options.verbose, options.optimization), (1, 2));
        let Parsed::Run(options) = parse_words(&["amphis", "-c", "pass", "-x"]) else { panic!() };
        assert_eq!(options.arguments, [b"-c".to_vec(), b"-x".to_vec()]);
    }

    #[test]
    fn options_are_words_of_their_own() {
        for words in
            [&["amphis", "-ic"][..], &["amphis", "-"], &["amphis", "-X"], &["amphis", "-c"], &["amphis", "-O1x"]]
        {
            assert!(matches!(parse_words(words), Parsed::Invalid));
        }
    }
}
