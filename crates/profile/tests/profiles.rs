//! Profiles: where values come from, what is refused and why, and that the table of features agrees with cargo's features.

use amphis_profile::features::{self, FEATURES};
use amphis_profile::file::{Float, Level, OptLevel, Strategy};
use amphis_profile::{Kind, Origin, Profile, generate, show};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const BOARD: &str = "\
target = \"thumbv7m-none-eabi\"
machine = \"mps2-an385\"
chip = \"cmsdk\"
level = \"extra\"
[memory]
flash = { origin = 0, length = 0x40_0000 }
ram = { origin = 0x2000_0000, length = 0x2_0000 }
[clock]
hertz = 25_000_000
[uart]
base = 0x4000_4000
interrupt = 3
[python]
heap = 0x1_0000
stack = 0x2000
machine_stack = 0x2000
";

/// Writes files into a folder of the test's own; the first is the profile that is loaded.
fn load_files(test: &str, kind: &str, files: &[(&str, &str)]) -> Result<Profile, String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test).join(kind);
    fs::create_dir_all(&folder).expect("the folder of tests can be written");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("the folder of tests can be written");
    }
    Profile::load(&folder.join(files[0].0)).map_err(|refusal| refusal.to_string())
}

fn load(test: &str, text: &str) -> Result<Profile, String> {
    load_files(test, "boards", &[("board.toml", text)])
}

/// The board with one line of it replaced by others.
fn changed(from: &str, to: &str) -> String {
    assert!(BOARD.contains(from), "{from}");
    BOARD.replace(from, to)
}

fn refusal(test: &str, text: &str) -> String {
    load(test, text).expect_err("it is refused")
}

fn origin_of(profile: &Profile, name: &str) -> (bool, String) {
    let (_, setting) = profile.features().find(|(feature, _)| feature.name == name).expect("it is in the table");
    (setting.value, setting.origin.to_string())
}

#[test]
fn every_value_has_an_origin() {
    let profile =
        load("origins", &(BOARD.to_string() + "[modules]\nadd = [\n  \"frozen\",\n]\nremove = [\"cmath\"]\n"))
            .expect("the board is good");
    assert_eq!(profile.level.value, Level::Extra);
    assert_eq!(profile.level.origin, Origin::Line("board.toml".into(), 4));
    assert_eq!((profile.float.value, profile.float.origin.clone()), (Float::F64, Origin::Default));
    assert_eq!((profile.strategy.value, profile.strategy.origin.to_string()), (Strategy::Dual, "level extra".into()));
    assert_eq!(profile.heap.as_ref().map(|heap| heap.origin.to_string()), Some("board.toml:14".into()));
    assert_eq!(origin_of(&profile, "math"), (true, "level extra".into()));
    assert_eq!(origin_of(&profile, "io"), (true, "always there".into()));
    assert_eq!(origin_of(&profile, "frozen"), (true, "board.toml:19".into()));
    assert_eq!(origin_of(&profile, "functools"), (true, "needed by frozen".into()));
    assert_eq!(origin_of(&profile, "cmath"), (false, "board.toml:21".into()));
    assert_eq!(origin_of(&profile, "debug"), (false, "level extra".into()));
}

#[test]
fn a_base_gives_what_a_file_does_not() {
    let text = "base = \"board\"\nlevel = \"everything\"\nstrategy = \"fast\"\n";
    let files = [("other.toml", text), ("board.toml", BOARD)];
    let profile = load_files("base", "boards", &files).expect("the boards are good");
    assert_eq!(profile.name, "other");
    assert_eq!(profile.level.origin.to_string(), "other.toml:2");
    assert_eq!(profile.target.as_ref().map(|target| target.origin.to_string()), Some("board.toml:1".into()));
    assert_eq!(profile.files.len(), 2);
    // What the level has and the strategy has no use for stays out, and says so.
    assert_eq!(origin_of(&profile, "debug"), (false, "strategy fast".into()));
    assert_eq!(origin_of(&profile, "docs"), (true, "level everything".into()));
}

#[test]
fn variants_need_no_memory() {
    let profile = load_files("variant", "variants", &[("small.toml", "level = \"core\"\nstrategy = \"tracing\"\n")])
        .expect("the variant is good");
    assert_eq!(profile.kind, Kind::Variant);
    assert_eq!(profile.opt_level.value, OptLevel::Speed);
    let arguments = generate::cargo_arguments(&profile);
    assert_eq!(arguments[0..2], ["--no-default-features", "--features"]);
    let features: Vec<&str> = arguments[2].split(',').collect();
    assert_eq!(features[0], "amphis/vm-tracing");
    for (name, is_in) in [("amphis/math", true), ("amphis/io", true), ("amphis/time", false), ("amphis/docs", false)] {
        assert_eq!(features.contains(&name), is_in, "{name}");
    }
    assert_eq!(arguments[3..6], ["--config", "profile.release.opt-level=3", "--config"]);
    assert_eq!(arguments[6], "profile.release.package.amphis-exec.opt-level=3");
}

#[test]
fn a_build_is_told_what_the_profile_says() {
    let text =
        changed("level = \"extra\"", "level = \"minimum\"\nfloat = \"f32\"\nopt_level = \"s\"\nexec_opt_level = \"z\"");
    let profile = load("generated", &text).expect("the board is good");
    let expected = ["--no-default-features", "--target", "thumbv7m-none-eabi", "--features"];
    let arguments = generate::cargo_arguments(&profile);
    assert_eq!(arguments[..4], expected);
    assert_eq!(arguments[4], "amphis/vm-fast,amphis/float32,amphis/io,amphis/micropython,semihosting");
    assert_eq!(
        arguments[5..],
        [
            "--config",
            "profile.release.opt-level=\"s\"",
            "--config",
            "profile.release.package.amphis-exec.opt-level=\"z\"",
            "--config",
            "profile.release.package.amphis-heap.opt-level=\"z\""
        ]
    );
    let script = generate::linker_script(&profile);
    assert!(script.contains("RAM : ORIGIN = 0x20000000, LENGTH = 0x20000"), "{script}");
    assert!(script.contains("ASSERT(__sheap + 0x16000 <= _stack_start"), "{script}");
    let constants = generate::constants(&profile);
    assert!(constants.contains("pub const HEAP_SIZE: usize = 65536;"), "{constants}");
    assert!(constants.contains("pub const UART_INTERRUPT: u16 = 3;"), "{constants}");
    let table = show::show(&profile);
    assert!(table.contains("float                        f32"), "{table}");
    assert!(table.lines().any(|line| line.starts_with("module math") && line.ends_with("level minimum")), "{table}");
}

#[test]
fn what_cannot_work_is_refused_with_the_reason() {
    let with = |addition: &str| BOARD.to_string() + addition;
    let cases = [
        (
            changed("level = \"extra\"", "strategy = \"fast\"") + "[features]\nadd = [\"monitoring\"]\n",
            "board.toml:18: 'monitoring' needs the loop with events, which the strategy fast (board.toml:4) does not have",
        ),
        (
            changed("level = \"extra\"", "strategy = \"fast\"") + "[modules]\nadd = [\"debug\"]\n",
            "board.toml:18: 'debug' needs the loop with events, which the strategy fast (board.toml:4) does not have",
        ),
        (
            changed("heap = 0x1_0000", "heap = 0x2_0000"),
            "board.toml:14: heap, stacks and the allocator take 163840 bytes, and memory.ram (board.toml:7) has 131072",
        ),
        (
            changed("heap = 0x1_0000", "heap = 0x4000") + "[modules]\nadd = [\"frozen\"]\n",
            "board.toml:18: 'frozen' needs a heap of 32768 bytes, and python.heap (board.toml:14) is 16384",
        ),
        (
            changed("machine_stack = 0x2000", "machine_stack = 0x800"),
            "board.toml:16: python.machine_stack is at least 5120 bytes, not 2048",
        ),
        (
            changed("length = 0x40_0000", "length = 0x2_0000"),
            "level extra: the strategy dual takes at least 192 KiB of flash, and memory.flash (board.toml:6) has 128",
        ),
        (changed("origin = 0x2000_0000", "origin = 0x1000"), "board.toml:7: memory.ram overlaps memory.flash"),
        (
            changed("interrupt = 3", "interrupt = 240"),
            "board.toml:12: thumbv7m-none-eabi has 240 interrupts; there is no number 240",
        ),
        (
            changed("thumbv7m-none-eabi", "x86_64-unknown-linux-gnu"),
            "board.toml:1: 'x86_64-unknown-linux-gnu' is no target of a Cortex-M",
        ),
        (changed("chip = \"cmsdk\"\n", ""), "board.toml: a board needs the key chip"),
        (changed("hertz = 25_000_000", "hertz = 0"), "board.toml:9: clock.hertz is zero"),
        (with("[limits]\noptimization = 4\n"), "board.toml:18: optimization is 0 to 3, not 4"),
        (
            with("[modules]\nremove = [\"io\"]\n"),
            "board.toml:18: 'io' cannot be removed: the interpreter itself needs it",
        ),
        (
            with("[modules]\nadd = [\"frozen\"]\nremove = [\"functools\"]\n"),
            "board.toml:19: 'functools' cannot be removed: 'frozen' needs it, which is in by board.toml:18",
        ),
        (with("[modules]\nadd = [\"spam\"]\n"), "board.toml:18: there is no 'spam' in modules; there are "),
        (with("[features]\nadd = [\"math\"]\n"), "board.toml:18: there is no 'math' in features; there are "),
        (with("[modules]\nadd = [\"math\"]\nremove = [\"math\"]\n"), "board.toml:19: 'math' is in modules twice"),
        (with("[python2]\n"), "board.toml: TOML parse error at line 17, column 2"),
        (changed("\"extra\"", "\"most\""), "board.toml: TOML parse error at line 4, column 9"),
        (with("").replace("machine = \"mps2-an385\"", "base = \"board\""), "board.toml: it is based on itself"),
        (
            with("").replace("machine = \"mps2-an385\"", "base = \"none\""),
            "board.toml: the base none.toml cannot be read",
        ),
    ];
    for (index, (text, reason)) in cases.iter().enumerate() {
        let refusal = refusal(&format!("refused-{index}"), text);
        assert!(refusal.starts_with(reason), "expected: {reason}\nbut it is: {refusal}");
    }
    let text = "target = \"x86_64-unknown-linux-gnu\"\nfloat = \"f32\"\n";
    let refusal = load_files("refused-float", "variants", &[("wide.toml", text)]).expect_err("it is refused");
    assert_eq!(
        refusal,
        "wide.toml:2: f32 is for targets of 32 bits, where it needs no heap; x86_64-unknown-linux-gnu has 64"
    );
}

/// The features of a manifest of the workspace.
fn manifest(path: &str) -> BTreeMap<String, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let text = fs::read_to_string(&path).expect("the manifest is there");
    let table: toml::Table = toml::from_str(&text).expect("it is TOML");
    let features = table.get("features").cloned().unwrap_or(toml::Value::Table(toml::Table::new()));
    features.try_into().expect("features are lists of strings")
}

#[test]
fn the_table_and_the_manifests_agree() {
    let face = manifest("crates/amphis/Cargo.toml");
    let port = manifest("ports/cortex-m/Cargo.toml");
    for feature in FEATURES {
        let manifest = if feature.kind == features::Kind::Port { &port } else { &face };
        assert!(manifest.contains_key(feature.name), "there is no cargo feature '{}'", feature.name);
        for need in feature.needs {
            assert!(features::find(need).is_some(), "'{}' needs '{need}', which is not in the table", feature.name);
        }
    }
    let modules = manifest("crates/modules/Cargo.toml");
    for module in &modules["all"] {
        assert!(features::find(module).is_some_and(|feature| feature.is_module()), "'{module}' is not in the table");
        for need in modules[module].iter().filter(|need| !need.contains(['/', ':'])) {
            let feature = features::find(module).expect("it is in the table");
            assert!(feature.needs.contains(&need.as_str()), "the table does not say that '{module}' needs '{need}'");
        }
    }
    for option in face["complete"].iter().filter(|option| !option.contains('/')) {
        assert!(features::find(option).is_some(), "'{option}' is not in the table");
    }
    for name in port.keys() {
        assert!(features::find(name).is_some(), "the feature '{name}' of the port is not in the table");
    }
}

#[test]
fn the_boards_of_the_project_are_good() {
    let boards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ports/cortex-m/boards");
    let mut seen = 0;
    for entry in fs::read_dir(boards).expect("there are boards") {
        let path = entry.expect("the folder can be read").path();
        Profile::load(&path).unwrap_or_else(|refusal| panic!("{refusal}"));
        seen += 1;
    }
    assert!(seen >= 5, "there are only {seen} boards");
}
