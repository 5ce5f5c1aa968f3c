//! Everything that compiles is valid code, and nothing that is compiled makes the compiler panic.

use amphis_compiler::ast::Mode;
use amphis_compiler::{CompileOptions, compile};
use std::path::{Path, PathBuf};

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
}

fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests"), &mut found);
    found.sort();
    found.into_iter().filter_map(|path| std::fs::read(&path).ok().map(|source| (path, source))).collect()
}

/// Runs `work` on a machine stack of 256 KiB, the least that hosts are expected to have.
fn on_small_stack(work: impl FnOnce() + Send + 'static) {
    let worker = std::thread::Builder::new().stack_size(256 * 1024).spawn(work).expect("a thread");
    if let Err(panic) = worker.join() {
        std::panic::resume_unwind(panic);
    }
}

fn check(source: &[u8], options: &CompileOptions<'_>, name: &str) {
    if let Ok(buffer) = compile(source, options)
        && let Err(error) = bytecode::verify(buffer.image())
    {
        panic!("{name}: {error}");
    }
}

#[test]
fn fixtures_give_valid_code_at_every_level() {
    on_small_stack(|| {
        for (path, source) in fixtures() {
            for optimization in 0..4 {
                let options = CompileOptions { optimization, ..CompileOptions::default() };
                check(&source, &options, &path.display().to_string());
            }
        }
    });
}

/// Small deterministic random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Moves, repeats, drops and swaps lines and words, which keeps most programs close to being valid.
fn shuffle(source: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = source.lines().take(80).map(str::to_owned).collect();
    for _ in 0..1 + random.below(6) {
        let (a, b) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(5) {
            _ if lines.is_empty() => {}
            0 => drop(lines.remove(a)),
            1 => lines.insert(b, lines[a].clone()),
            2 => lines.swap(a, b),
            3 => lines[a] = lines[a].replacen("    ", "", 1),
            _ => {
                let from: Vec<&str> = lines[b].split(' ').collect();
                let word = from[random.below(from.len())].to_owned();
                let mut to: Vec<String> = lines[a].split(' ').map(str::to_owned).collect();
                let at = random.below(to.len());
                to[at] = word;
                lines[a] = to.join(" ");
            }
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn shuffled_fixtures_never_panic() {
    on_small_stack(|| {
        let mut random = Random(0x1234_5678_9abc_def1);
        for (path, source) in fixtures() {
            let Ok(source) = String::from_utf8(source) else { continue };
            for _ in 0..12 {
                let text = shuffle(&source, &mut random);
                check(text.as_bytes(), &CompileOptions::default(), &format!("{}\n{text}", path.display()));
            }
        }
    });
}

/// Expressions that nest, each at several depths.
fn nested_expressions() -> Vec<String> {
    let mut texts = Vec::new();
    for (open, middle, close) in [
        ("(", "x", ")"),
        ("[", "x", "]"),
        ("{", "x", "}"),
        ("f(", "x", ")"),
        ("x[", "x", "]"),
        ("lambda: ", "x", ""),
        ("not ", "x", ""),
        ("-", "x", ""),
        ("x if y else ", "x", ""),
        ("[x for x in ", "x", "]"),
        ("[", "x", " for x in y]"),
        ("(x for x in ", "x", ")"),
        ("(", "x", " for x in y)"),
        ("f'{", "x", "}'"),
        ("x + (", "x", ")"),
        ("(x := ", "x", ")"),
        ("{1: ", "x", "}"),
        ("x.y(*[", "x", "])"),
        ("x and (y or ", "x", ")"),
        ("x < (", "x", ")"),
        ("2 ** ", "x", ""),
        ("await ", "x", ""),
    ] {
        for depth in [20, 50, 90, 99, 100, 150, 1000] {
            texts.push(format!("{}{middle}{}", open.repeat(depth), close.repeat(depth)));
        }
    }
    texts
}

/// Blocks that nest, each at several depths.
fn nested_blocks() -> Vec<String> {
    let mut texts = Vec::new();
    for (header, step) in [
        ("if x:", 1),
        ("while x:", 1),
        ("for x in y:", 1),
        ("def f(a, *b):", 1),
        ("class C:", 1),
        ("with x as y:", 1),
        ("match x:\n{indent} case [a, {'b': c}]:", 2),
        ("async def f():", 1),
        ("if x:\n{indent} pass\n{indent}elif y:", 1),
        ("try:\n{indent} x()\n{indent}except E as e:\n{indent} y()\n{indent}finally:", 1),
    ] {
        for depth in [10, 40, 90, 110] {
            let indented = (0..depth).map(|level| " ".repeat(level * step));
            let mut text: String = indented.map(|i| format!("{i}{}\n", header.replace("{indent}", &i))).collect();
            text += &format!("{}x()\n", " ".repeat(depth * step));
            texts.push(text);
        }
    }
    texts
}

#[test]
fn deep_nesting_fits_the_stack() {
    on_small_stack(|| {
        for text in nested_expressions().into_iter().chain(nested_blocks()) {
            for mode in [Mode::Module, Mode::Interactive] {
                let options = CompileOptions { mode, top_level_await: true, ..CompileOptions::default() };
                check(text.as_bytes(), &options, &text);
            }
        }
    });
}

#[test]
fn large_code_is_valid() {
    let locals: String = (0..700).map(|i| format!("    v{i} = p\n")).collect();
    let uses: Vec<String> = (0..700).map(|i| format!("v{i}")).collect();
    let numbers: Vec<String> = (0..3000).map(|i| format!("x + {i}")).collect();
    let attributes: String = (0..600).map(|i| format!("x.a{i} = x.b{i}.c{i}(x)\n")).collect();
    let constants: String = (0..70_000).map(|i| format!("x = {i}.5\n")).collect();
    let parameters: Vec<String> = (0..300).map(|i| format!("p{i}")).collect();
    let programs = [
        format!("def f(p):\n{locals}    def g(): return v1, v650\n    return {}\n", uses.join(" + ")),
        format!("def f(p):\n{locals}    yield f({})\n", uses.join(", ")),
        format!("x = [{0}]\ny = ({0})\nz = {{{0}}}\nf({0})\nf(*x, {0})\n", numbers.join(", ")),
        attributes,
        constants,
        format!("def f({}): pass\n", parameters.join(", ")),
        format!("[{}] = x\n", uses.join(", ")),
        format!("match x:\n case [{}]: pass\n", uses.join(", ")),
        format!("def f():\n    x = {}\n", "(y + ".repeat(95) + "y" + &")".repeat(95)),
        format!("x = {}\n", "f(y, z, ".repeat(90) + "y" + &")".repeat(90)),
    ];
    on_small_stack(move || {
        for program in &programs {
            check(program.as_bytes(), &CompileOptions::default(), &program[..60]);
        }
    });
}
