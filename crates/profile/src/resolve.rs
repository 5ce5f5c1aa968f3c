//! From files to a profile: what a file does not say comes from the file it is based on, from the level, or from defaults.

use crate::features::{self, FEATURES, Feature};
use crate::file::{Changes, File, Float, Level, OptLevel, Region, Strategy, Value};
use crate::{Refusal, check};
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a value came from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Nothing says otherwise.
    Default,
    /// The level of the profile.
    Level(Level),
    /// The strategy of the profile, which has no use for it.
    Strategy(Strategy),
    /// Another feature needs it.
    Needed(&'static str),
    /// The interpreter needs it.
    Always,
    /// A line of a file.
    Line(String, usize),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => write!(formatter, "default"),
            Origin::Level(level) => write!(formatter, "level {level}"),
            Origin::Strategy(strategy) => write!(formatter, "strategy {strategy}"),
            Origin::Needed(name) => write!(formatter, "needed by {name}"),
            Origin::Always => write!(formatter, "always there"),
            Origin::Line(file, line) => write!(formatter, "{file}:{line}"),
        }
    }
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// What a profile is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Firmware: it has memory, a clock and a UART.
    Board,
    /// A program of an operating system.
    Variant,
}

/// What only boards have.
#[derive(Clone, Debug)]
pub struct Board {
    /// The driver in `src/chips`.
    pub chip: Setting<String>,
    /// The machine that QEMU emulates, if it does.
    pub machine: Option<Setting<String>>,
    /// Where the program is.
    pub flash: Setting<Region>,
    /// Where its data is.
    pub ram: Setting<Region>,
    /// Cycles of the processor in a second.
    pub hertz: Setting<u32>,
    /// The address of the UART's registers.
    pub uart_base: Setting<u32>,
    /// The number of the UART's interrupt.
    pub uart_interrupt: Setting<u16>,
    /// Bits in a second.
    pub baud: Setting<u32>,
}

/// What a build is made of.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name: that of its file.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// The triple of the target; none is that of the host.
    pub target: Option<Setting<String>>,
    /// The processor as rustc names it; none is what every processor of the target can do.
    pub cpu: Option<Setting<String>>,
    /// How many features there are.
    pub level: Setting<Level>,
    /// Which loops run Python.
    pub strategy: Setting<Strategy>,
    /// The type of floats.
    pub float: Setting<Float>,
    /// The compiler's optimization.
    pub opt_level: Setting<OptLevel>,
    /// That of the crates exec, which has the loops, and heap.
    pub exec_opt_level: Setting<OptLevel>,
    /// What only boards have.
    pub board: Option<Board>,
    /// The limit of the heap in bytes; none is the interpreter's default.
    pub heap: Option<Setting<u64>>,
    /// Bytes of the stack of Python's frames.
    pub stack: Option<Setting<u64>>,
    /// Bytes of the machine's stack.
    pub machine_stack: Option<Setting<u64>>,
    /// What compilations drop.
    pub optimization: Setting<u8>,
    /// Small objects that are set aside.
    pub reserve: Option<Setting<u16>>,
    /// Frame records that are set aside.
    pub frame_reserve: Option<Setting<u16>>,
    /// Bytes of RAM that are a disk.
    pub ram_disk: Option<Setting<u32>>,
    /// Whether each of [`FEATURES`] is in, in their order.
    pub features: Vec<Setting<bool>>,
    /// The files that were read.
    pub files: Vec<PathBuf>,
}

/// A file that was read.
struct Layer {
    /// The name, as origins have it.
    name: String,
    text: String,
    file: File,
}

impl Layer {
    fn origin(&self, start: usize) -> Origin {
        Origin::Line(self.name.clone(), self.text[..start].matches('\n').count() + 1)
    }
}

/// The files of a profile; the first is its own, each of the others is the base of the one before.
struct Layers(Vec<Layer>);

impl Layers {
    fn read(path: &Path) -> Result<(Layers, Vec<PathBuf>), Refusal> {
        let mut layers: Vec<Layer> = Vec::new();
        let mut files = Vec::new();
        let mut next = path.to_path_buf();
        loop {
            let name = next.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let text = std::fs::read_to_string(&next).map_err(|error| match layers.last() {
                Some(last) => Refusal::new(format!("{}: the base {name} cannot be read: {error}", last.name)),
                None => Refusal::new(format!("{}: {error}", next.display())),
            })?;
            let file: File =
                toml::from_str(&text).map_err(|error| Refusal::new(format!("{name}: {}", error.to_string().trim())))?;
            if files.contains(&next) {
                return Err(Refusal::new(format!("{name}: it is based on itself")));
            }
            files.push(next.clone());
            let base = file.base.as_ref().map(|base| base.get_ref().clone());
            layers.push(Layer { name, text, file });
            match base {
                Some(base) => next = next.with_file_name(base + ".toml"),
                None => return Ok((Layers(layers), files)),
            }
        }
    }

    /// What the first file says that says something.
    fn pick<T: Clone>(&self, key: impl Fn(&File) -> &Value<T>) -> Option<Setting<T>> {
        self.0.iter().find_map(|layer| {
            let value = key(&layer.file).as_ref()?;
            Some(Setting { value: value.get_ref().clone(), origin: layer.origin(value.span().start) })
        })
    }

    /// The same, of what must be given.
    fn require<T: Clone>(&self, name: &str, key: impl Fn(&File) -> &Value<T>) -> Result<Setting<T>, Refusal> {
        self.pick(key).ok_or_else(|| Refusal::new(format!("{}: a board needs the key {name}", self.0[0].name)))
    }

    /// The same, with a default.
    fn pick_or<T: Clone>(&self, default: T, key: impl Fn(&File) -> &Value<T>) -> Setting<T> {
        self.pick(key).unwrap_or(Setting { value: default, origin: Origin::Default })
    }
}

impl Profile {
    /// Reads the profile of a file and refuses what cannot work.
    pub fn load(path: &Path) -> Result<Profile, Refusal> {
        let (layers, files) = Layers::read(path)?;
        let kind = match path.parent().and_then(Path::file_name) {
            Some(folder) if folder == "variants" => Kind::Variant,
            _ => Kind::Board,
        };
        let level = layers.pick_or(Level::Extra, |file| &file.level);
        let least = if level.value == Level::Minimum { Strategy::Fast } else { Strategy::Dual };
        let strategy =
            layers.pick(|file| &file.strategy).unwrap_or(Setting { value: least, origin: Origin::Level(level.value) });
        let features = resolve_features(&layers, level.value, strategy.value)?;
        let profile = Profile {
            name: path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            kind,
            target: layers.pick(|file| &file.target),
            cpu: layers.pick(|file| &file.cpu),
            float: layers.pick_or(Float::F64, |file| &file.float),
            opt_level: layers.pick_or(default_opt_level(kind), |file| &file.opt_level),
            exec_opt_level: layers.pick(|file| &file.exec_opt_level).unwrap_or(default_exec_opt_level(level.value)),
            board: (kind == Kind::Board).then(|| resolve_board(&layers)).transpose()?,
            heap: layers.pick(|file| &file.python.heap),
            stack: layers.pick(|file| &file.python.stack),
            machine_stack: layers.pick(|file| &file.python.machine_stack),
            optimization: layers.pick_or(0, |file| &file.limits.optimization),
            reserve: layers.pick(|file| &file.limits.reserve),
            frame_reserve: layers.pick(|file| &file.limits.frame_reserve),
            ram_disk: layers.pick(|file| &file.filesystem.ram_disk),
            level,
            strategy,
            features,
            files,
        };
        check::check(&profile)?;
        Ok(profile)
    }

    /// Whether a module or option is in.
    pub fn has(&self, name: &str) -> bool {
        self.features().any(|(feature, setting)| feature.name == name && setting.value)
    }

    /// The modules and options, and whether each is in.
    pub fn features(&self) -> impl Iterator<Item = (&'static Feature, &Setting<bool>)> {
        FEATURES.iter().zip(&self.features)
    }
}

fn default_opt_level(kind: Kind) -> OptLevel {
    match kind {
        Kind::Board => OptLevel::Smallest,
        Kind::Variant => OptLevel::Speed,
    }
}

fn default_exec_opt_level(level: Level) -> Setting<OptLevel> {
    let value = if level == Level::Minimum { OptLevel::Smallest } else { OptLevel::Speed };
    Setting { value, origin: Origin::Level(level) }
}

fn resolve_board(layers: &Layers) -> Result<Board, Refusal> {
    layers.require("target", |file| &file.target)?;
    layers.require("python.heap", |file| &file.python.heap)?;
    layers.require("python.stack", |file| &file.python.stack)?;
    layers.require("python.machine_stack", |file| &file.python.machine_stack)?;
    Ok(Board {
        chip: layers.require("chip", |file| &file.chip)?,
        machine: layers.pick(|file| &file.machine),
        flash: layers.require("memory.flash", |file| &file.memory.flash)?,
        ram: layers.require("memory.ram", |file| &file.memory.ram)?,
        hertz: layers.require("clock.hertz", |file| &file.clock.hertz)?,
        uart_base: layers.require("uart.base", |file| &file.uart.base)?,
        uart_interrupt: layers.require("uart.interrupt", |file| &file.uart.interrupt)?,
        baud: layers.pick_or(115_200, |file| &file.uart.baud),
    })
}

fn resolve_features(layers: &Layers, level: Level, strategy: Strategy) -> Result<Vec<Setting<bool>>, Refusal> {
    let mut settings: Vec<Setting<bool>> = FEATURES
        .iter()
        .map(|feature| {
            let origin = match feature.kind {
                features::Kind::Always => Origin::Always,
                features::Kind::Events if level >= feature.level && !strategy.has_events() => {
                    Origin::Strategy(strategy)
                }
                _ if level >= feature.level => Origin::Level(level),
                _ => Origin::Level(level),
            };
            Setting { value: level >= feature.level && !matches!(origin, Origin::Strategy(_)), origin }
        })
        .collect();
    for layer in layers.0.iter().rev() {
        let file = &layer.file;
        change(layer, "modules", &file.modules, Feature::is_module, &mut settings)?;
        change(layer, "features", &file.features, |feature| !feature.is_module(), &mut settings)?;
    }
    add_needed(&mut settings)?;
    Ok(settings)
}

/// Does what a file says under `modules` or `features`.
fn change(
    layer: &Layer,
    key: &str,
    changes: &Changes,
    belongs: impl Fn(&Feature) -> bool,
    settings: &mut [Setting<bool>],
) -> Result<(), Refusal> {
    let all = changes.add.iter().map(|name| (name, true)).chain(changes.remove.iter().map(|name| (name, false)));
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in all {
        let origin = layer.origin(name.span().start);
        let name = name.get_ref();
        let Some(index) = FEATURES.iter().position(|feature| feature.name == name && belongs(feature)) else {
            let known: Vec<_> =
                FEATURES.iter().filter(|feature| belongs(feature)).map(|feature| feature.name).collect();
            return Err(Refusal::new(format!(
                "{origin}: there is no '{name}' in {key}; there are {}",
                known.join(", ")
            )));
        };
        if seen.contains(&name.as_str()) {
            return Err(Refusal::new(format!("{origin}: '{name}' is in {key} twice")));
        }
        seen.push(name);
        if FEATURES[index].kind == features::Kind::Always && !value {
            return Err(Refusal::new(format!("{origin}: '{name}' cannot be removed: the interpreter itself needs it")));
        }
        settings[index] = Setting { value, origin };
    }
    Ok(())
}

/// Adds what others need; what a file has removed stays out, and is refused.
fn add_needed(settings: &mut [Setting<bool>]) -> Result<(), Refusal> {
    let mut changed = true;
    while changed {
        changed = false;
        for (index, feature) in FEATURES.iter().enumerate() {
            if !settings[index].value {
                continue;
            }
            for need in feature.needs {
                let Some(other) = FEATURES.iter().position(|other| other.name == *need) else { continue };
                if settings[other].value {
                    continue;
                }
                if let Origin::Line(..) = settings[other].origin {
                    return Err(Refusal::new(format!(
                        "{}: '{need}' cannot be removed: '{}' needs it, which is in by {}",
                        settings[other].origin, feature.name, settings[index].origin
                    )));
                }
                settings[other] = Setting { value: true, origin: Origin::Needed(feature.name) };
                changed = true;
            }
        }
    }
    Ok(())
}
