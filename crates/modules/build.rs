//! Compiles the modules written in Python, those of this crate and those of the folder that `AMPHIS_FROZEN` names, to
//! images, which become part of the program.

use bytecode::Image;
use compiler::{CompileOptions, compile};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The features of the crate and the modules that come with each.
const MODULES: &[(&str, &[&str])] = &[
    ("frozen", &["_collections", "_functools"]),
    ("string", &["_string"]),
    ("frozen", &["abc", "bisect", "contextlib", "copy", "dataclasses", "enum", "typing"]),
    (
        "debug",
        &[
            "_pdb",
            "bdb",
            "cProfile",
            "cmd",
            "inspect",
            "linecache",
            "pdb",
            "pprint",
            "pstats",
            "reprlib",
            "trace",
            "traceback",
        ],
    ),
];

/// Strings up to this many bytes are names when code is loaded.
const NAME_LIMIT: usize = 40;

/// A module to be compiled.
struct Source {
    name: String,
    is_package: bool,
    path: PathBuf,
}

fn refuse(reason: String) -> ! {
    println!("cargo::error={reason}");
    process::exit(1);
}

fn main() {
    // Images are words as the machine has them.
    let endian = env::var("CARGO_CFG_TARGET_ENDIAN").unwrap_or_default();
    if (endian == "little") != cfg!(target_endian = "little") {
        refuse(format!("modules cannot be compiled on this machine for a {endian}-endian one"));
    }
    let own = PathBuf::from("src/frozen");
    println!("cargo::rerun-if-changed={}", own.display());
    println!("cargo::rerun-if-env-changed=AMPHIS_FROZEN");
    let mut sources = Vec::new();
    for (feature, names) in MODULES {
        if env::var_os(format!("CARGO_FEATURE_{}", feature.to_uppercase())).is_some() {
            for name in *names {
                let path = own.join(format!("{name}.py"));
                sources.push(Source { name: (*name).to_owned(), is_package: false, path });
            }
        }
    }
    if let Some(folder) = env::var_os("AMPHIS_FROZEN").filter(|folder| !folder.is_empty()) {
        println!("cargo::rerun-if-changed={}", Path::new(&folder).display());
        collect(Path::new(&folder), "", &mut sources);
    }
    // A module of the port takes the place of ours.
    let mut at = 0;
    while at < sources.len() {
        if sources[at + 1..].iter().any(|later| later.name == sources[at].name) {
            sources.remove(at);
        } else {
            at += 1;
        }
    }
    write(&sources);
}

/// Finds the modules in a folder of `AMPHIS_FROZEN`, those of packages included.
fn collect(folder: &Path, package: &str, sources: &mut Vec<Source>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => refuse(format!("AMPHIS_FROZEN: {}: {error}", folder.display())),
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = if package.is_empty() { stem.clone() } else { format!("{package}.{stem}") };
        if path.is_dir() {
            if path.join("__init__.py").is_file() {
                collect(&path, &name, sources);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            if stem != "__init__" {
                sources.push(Source { name, is_package: false, path });
            } else if !package.is_empty() {
                sources.push(Source { name: package.to_owned(), is_package: true, path });
            }
        }
    }
}

/// Writes the images and the tables that name them.
fn write(sources: &[Source]) {
    let output = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let (mut statics, mut table, mut texts) = (String::new(), String::new(), String::new());
    let mut names = BTreeSet::new();
    for (number, source) in sources.iter().enumerate() {
        let bytes = image_of(source);
        let path = output.join(format!("{number}.image"));
        fs::write(&path, &bytes.0).expect("the output folder can be written");
        let (path, length) = (path.display().to_string(), bytes.0.len());
        writeln!(statics, "static IMAGE_{number}: Aligned<[u8; {length}]> = Aligned(*include_bytes!({path:?}));")
            .expect("a String takes all");
        let Source { name, is_package, .. } = source;
        writeln!(table, "    Module {{ name: {name:?}, is_package: {is_package}, image: &IMAGE_{number}.0 }},")
            .expect("a String takes all");
        for (start, text) in bytes.1 {
            let end = start + text.len();
            if names.insert(text) {
                writeln!(texts, "    text(&IMAGE_{number}.0, {start}, {end}),").expect("a String takes all");
            }
        }
    }
    let text = format!(
        "{statics}\n/// All frozen modules.\nstatic TABLE: &[Module] = &[\n{table}];\n\n\
         /// The names in the images.\nconst TEXTS: &[&str] = &[\n{texts}];\n"
    );
    fs::write(output.join("frozen.rs"), text).expect("the output folder can be written");
}

/// The image of a module, and the names in it with their places.
fn image_of(source: &Source) -> (Vec<u8>, Vec<(usize, String)>) {
    let shown = source.path.display();
    let text = fs::read(&source.path).unwrap_or_else(|error| refuse(format!("{shown}: {error}")));
    let filename = format!("<frozen {}>", source.name);
    // Nobody sees columns where there is no source text.
    let options = CompileOptions { filename: filename.as_bytes(), columns: false, ..CompileOptions::default() };
    let image = match compile(&text, &options) {
        Ok(image) => image,
        Err(error) => refuse(format!("{shown}:{}: {}", error.start.line, error.message.display(&text))),
    };
    let bytes = image.as_bytes().to_vec();
    let image: Image<'_> = image.image();
    let mut names = Vec::new();
    for index in 0..image.string_count() {
        let Some(name) = image.string(index as u32) else { continue };
        let start = name.as_ptr() as usize - image.words().as_ptr() as usize;
        if let Some(text) = str::from_utf8(name).ok().filter(|text| text.is_ascii() && text.len() <= NAME_LIMIT) {
            names.push((start, text.to_owned()));
        }
    }
    (bytes, names)
}
