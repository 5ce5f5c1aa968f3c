//! What a fixture should print: its `.expected` file, or what CPython 3.11 prints.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::fixture::Fixture;
use crate::process::{Ending, Job, run};

/// The version of CPython whose output counts.
const VERSION: &str = "3.11";

/// CPython, and the folder that keeps what it printed.
#[derive(Clone, Debug)]
pub struct Oracle {
    program: PathBuf,
    cache: PathBuf,
    /// Why CPython cannot be asked, if it cannot.
    defect: Option<String>,
}

/// CPython: `$AMPHIS_ORACLE` or `/usr/bin/python3`.
pub fn program() -> PathBuf {
    std::env::var_os("AMPHIS_ORACLE").map_or_else(|| PathBuf::from("/usr/bin/python3"), PathBuf::from)
}

impl Oracle {
    /// `$AMPHIS_ORACLE` or `/usr/bin/python3`; answers are kept in `cache`.
    pub fn new(cache: &Path) -> Oracle {
        let program = program();
        let defect = version_defect(&program);
        Oracle { program, cache: cache.to_path_buf(), defect }
    }

    /// What the fixture should print to standard output. In a `.expected` file `{file}` stands for
    /// the path of the fixture.
    pub fn expected(&self, fixture: &Fixture) -> Result<Vec<u8>, String> {
        let file = fixture.sibling("expected");
        if file.exists() {
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            return Ok(text.replace("{file}", &fixture.path.to_string_lossy()).into_bytes());
        }
        if fixture.needs_expected {
            return Err(format!("{} is missing", file.display()));
        }
        if let Some(defect) = &self.defect {
            return Err(defect.clone());
        }
        let kept = self.cache.join(format!("{:016x}", self.key(fixture)?));
        if let Ok(bytes) = fs::read(&kept) {
            return Ok(bytes);
        }
        let bytes = self.ask(fixture)?;
        fs::create_dir_all(&self.cache).map_err(|error| error.to_string())?;
        let partial = kept.with_extension("partial");
        fs::write(&partial, &bytes).map_err(|error| error.to_string())?;
        fs::rename(&partial, &kept).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    fn ask(&self, fixture: &Fixture) -> Result<Vec<u8>, String> {
        let mut arguments = vec!["-BS".into(), fixture.path.clone().into_os_string()];
        arguments.extend(fixture.arguments.iter().map(Into::into));
        let job = Job {
            program: self.program.clone(),
            arguments,
            folder: fixture.folder().to_path_buf(),
            input: fixture.input(),
            environment: Vec::new(),
            limit: fixture.limit * 2,
        };
        let outcome = run(&job)?;
        if outcome.ending != Ending::Exit(fixture.exit) {
            return Err(format!(
                "CPython ended with {:?}, not with exit code {}:\n{}",
                outcome.ending,
                fixture.exit,
                outcome.stderr_text()
            ));
        }
        Ok(outcome.stdout)
    }

    /// A hash of all files in the fixture's folder that it may import, and of the oracle.
    fn key(&self, fixture: &Fixture) -> Result<u64, String> {
        let mut hasher = DefaultHasher::new();
        self.program.hash(&mut hasher);
        fixture.name.hash(&mut hasher);
        fixture.input().hash(&mut hasher);
        hash_file(&fixture.path, &mut hasher)?;
        hash_modules(fixture.folder(), false, &mut hasher)?;
        Ok(hasher.finish())
    }
}

fn hash_file(path: &Path, hasher: &mut DefaultHasher) -> Result<(), String> {
    path.hash(hasher);
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?.hash(hasher);
    Ok(())
}

fn hash_modules(folder: &Path, inside: bool, hasher: &mut DefaultHasher) -> Result<(), String> {
    let listing = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "__pycache__" {
            hash_modules(&path, true, hasher)?;
        } else if path.is_file() && (inside || name.starts_with('_')) {
            hash_file(&path, hasher)?;
        }
    }
    Ok(())
}

/// Why the program is not the CPython whose output counts, if it is not.
pub fn version_defect(program: &Path) -> Option<String> {
    let job = Job {
        program: program.to_path_buf(),
        arguments: ["-BS", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"].map(Into::into).to_vec(),
        folder: PathBuf::from("."),
        limit: std::time::Duration::from_secs(20),
        ..Job::default()
    };
    let advice = "set AMPHIS_ORACLE to a CPython 3.11";
    match run(&job) {
        Err(error) => Some(format!("no CPython: {error}; {advice}")),
        Ok(outcome) if outcome.stdout_text().trim() == VERSION => None,
        Ok(outcome) => Some(format!(
            "{} is CPython {}, but {VERSION} is needed; {advice}",
            program.display(),
            outcome.stdout_text().trim()
        )),
    }
}
