//! Volumes against another implementation (the crate fatfs) and against a model, full, damaged, and on failing devices.

use amphis_fat::directory::{Place, Stamp, is_dots};
use amphis_fat::{Device, Error, Kind, Session, Volume, errno, format};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

const STAMP: Stamp = Stamp { date: 0x5a21, time: 0x6000 };

/// A device in memory that fails after a number of operations.
struct Memory {
    bytes: Vec<u8>,
    block_size: usize,
    left: usize,
}

impl Device for Memory {
    type Error = ();

    fn read(&mut self, block: u32, buffer: &mut [u8]) -> Result<(), ()> {
        self.left = self.left.checked_sub(1).ok_or(())?;
        let start = block as usize * self.block_size;
        buffer.copy_from_slice(self.bytes.get(start..start + buffer.len()).ok_or(())?);
        Ok(())
    }

    fn write(&mut self, block: u32, bytes: &[u8]) -> Result<(), ()> {
        self.left = self.left.checked_sub(1).ok_or(())?;
        let start = block as usize * self.block_size;
        self.bytes.get_mut(start..start + bytes.len()).ok_or(())?.copy_from_slice(bytes);
        Ok(())
    }
}

fn new(block_size: usize, blocks: usize, root_entries: u32) -> (Memory, Volume) {
    let mut device = Memory { bytes: vec![0xa5; block_size * blocks], block_size, left: usize::MAX };
    format::format(&mut device, block_size as u32, blocks as u32, root_entries).expect("there is room");
    let volume = Session::find(&mut device, block_size as u32).map(|session| session.volume).expect("a volume");
    (device, volume)
}

fn open(session: &mut Session<'_, Memory>, path: &str) -> Result<Place, Error<()>> {
    let lookup = session.look_up(path)?.ok_or(Error::Number(errno::EISDIR))?;
    match lookup.entry {
        Some(entry) if entry.is_directory() => Err(Error::Number(errno::EISDIR)),
        Some(entry) => Ok(entry.place),
        None => Ok(session.create(&lookup, STAMP)?.place),
    }
}

fn write(device: &mut Memory, volume: Volume, path: &str, position: u32, bytes: &[u8]) -> Result<usize, Error<()>> {
    let mut session = Session::new(device, volume)?;
    let place = open(&mut session, path)?;
    let mut done = 0;
    while done < bytes.len() {
        let result = session.write(place, position + done as u32, &bytes[done..], STAMP);
        match result {
            Ok(count) => done += count,
            Err(error) => {
                session.finish()?;
                return Err(error);
            }
        }
    }
    session.finish()?;
    Ok(done)
}

fn read(device: &mut Memory, volume: Volume, path: &str) -> Result<Vec<u8>, Error<()>> {
    let mut session = Session::new(device, volume)?;
    let lookup = session.look_up(path)?.ok_or(Error::Number(errno::EISDIR))?;
    let entry = lookup.entry.ok_or(Error::Number(errno::ENOENT))?;
    let mut bytes = vec![0; entry.size as usize];
    let count = session.read(entry.place, 0, &mut bytes)?;
    bytes.truncate(count);
    Ok(bytes)
}

fn list(device: &mut Memory, volume: Volume, path: &str) -> Result<Vec<String>, Error<()>> {
    let mut session = Session::new(device, volume)?;
    let directory = session.directory_at(path)?;
    let (mut index, mut names) = (0, Vec::new());
    while let Some((_, name)) = session.next_entry(directory, &mut index)? {
        if !is_dots(&name) {
            names.push(name.characters().collect());
        }
    }
    names.sort();
    Ok(names)
}

fn other(device: &Memory) -> fatfs::FileSystem<Cursor<Vec<u8>>> {
    let options = fatfs::FsOptions::new().update_accessed_date(false);
    fatfs::FileSystem::new(Cursor::new(device.bytes.clone()), options).expect("the other implementation reads it")
}

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn kinds_by_size() {
    assert_eq!(new(512, 50, 512).1.kind, Kind::Fat12);
    assert_eq!(new(512, 64, 64).1.clusters, 58);
    assert_eq!(new(4096, 100, 512).1.kind, Kind::Fat12);
    assert_eq!(new(512, 20_000, 512).1.kind, Kind::Fat16);
    assert_eq!(new(512, 70_000, 512).1.kind, Kind::Fat16);
    let mut small = Memory { bytes: vec![0; 512 * 8], block_size: 512, left: usize::MAX };
    assert_eq!(format::format(&mut small, 512, 8, 512), Err(Error::Number(errno::EINVAL)));
}

#[test]
fn the_other_implementation_reads_what_was_written() {
    for (blocks, root_entries) in [(200, 64), (20_000, 512)] {
        let (mut device, volume) = new(512, blocks, root_entries);
        Session::new(&mut device, volume).expect("memory").make_directory("Folder with a long name", STAMP).ok();
        let names =
            ["main.py", "UPPER.TXT", "Mixed.Case", "no_extension", "a name with blanks.text", "größe.txt", ".hidden"];
        let mut session = Session::new(&mut device, volume).expect("memory");
        session.make_directory("sub", STAMP).expect("made");
        session.finish().expect("written");
        for (index, name) in names.iter().enumerate() {
            let bytes: Vec<u8> = (0..index * 700).map(|at| (at * 7 + index) as u8).collect();
            for folder in ["", "sub/"] {
                write(&mut device, volume, &format!("{folder}{name}"), 0, &bytes).expect("written");
            }
        }
        let other = other(&device);
        for folder in ["", "sub/"] {
            for (index, name) in names.iter().enumerate() {
                let mut bytes = Vec::new();
                let mut file = other.root_dir().open_file(&format!("{folder}{name}")).expect(name);
                file.read_to_end(&mut bytes).expect("read");
                assert_eq!(bytes, (0..index * 700).map(|at| (at * 7 + index) as u8).collect::<Vec<u8>>());
            }
        }
        let listed: Vec<String> = other
            .root_dir()
            .iter()
            .map(|entry| entry.expect("an entry").file_name())
            .filter(|name| name != "sub")
            .collect();
        assert!(names.iter().all(|name| listed.iter().any(|listed| listed == name)), "{listed:?}");
    }
}

#[test]
fn what_the_other_implementation_wrote_is_read() {
    for megabytes in [1, 20, 40] {
        let mut image = Cursor::new(vec![0; megabytes << 20]);
        let options = fatfs::FormatVolumeOptions::new();
        let options =
            if megabytes == 40 { options.fat_type(fatfs::FatType::Fat32).bytes_per_cluster(512) } else { options };
        fatfs::format_volume(&mut image, options).expect("formatted");
        {
            let other = fatfs::FileSystem::new(&mut image, fatfs::FsOptions::new()).expect("a volume");
            other.root_dir().create_dir("deep folder").expect("made");
            for index in 0..40 {
                let mut file =
                    other.root_dir().create_file(&format!("deep folder/File number {index}.txt")).expect("made");
                file.write_all(&vec![index as u8; index * 100]).expect("written");
            }
        }
        let mut device = Memory { bytes: image.into_inner(), block_size: 512, left: usize::MAX };
        let volume = Session::find(&mut device, 512).expect("a volume").volume;
        assert_eq!(list(&mut device, volume, "deep folder").expect("a list").len(), 40);
        for index in 0..40 {
            let path = format!("/DEEP FOLDER/file number {index}.TXT");
            assert_eq!(read(&mut device, volume, &path).expect("read"), vec![index as u8; index * 100]);
        }
        write(&mut device, volume, "deep folder/new one", 0, b"new").expect("written");
        let mut text = String::new();
        other(&device)
            .root_dir()
            .open_file("deep folder/new one")
            .expect("there")
            .read_to_string(&mut text)
            .expect("read");
        assert_eq!(text, "new");
    }
}

#[test]
fn random_operations_are_those_of_a_model() {
    for seed in 0..6 {
        let mut numbers = Numbers(seed);
        let block_size = [512, 512, 4096][seed as usize % 3];
        let (mut device, volume) = new(block_size, [80, 3000, 400][seed as usize % 3], 64);
        let free = Session::new(&mut device, volume).expect("memory").free_clusters().expect("counted");
        let mut model: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for folder in ["", "x", "x/Another Folder"] {
            if !folder.is_empty() {
                let mut session = Session::new(&mut device, volume).expect("memory");
                session.make_directory(folder, STAMP).expect("made");
                session.finish().expect("written");
            }
        }
        for _ in 0..1500 {
            let folder = ["", "x/", "x/Another Folder/"][numbers.below(3)];
            let name = format!("{folder}{}{}", ["f", "Some Long Name ", "g.h"][numbers.below(3)], numbers.below(5));
            match numbers.below(4) {
                0 | 1 => {
                    let position = numbers.below(3000);
                    let bytes = vec![numbers.below(256) as u8; numbers.below(2500)];
                    match write(&mut device, volume, &name, position as u32, &bytes) {
                        Ok(_) => {
                            let file = model.entry(name).or_default();
                            // Writing nothing behind the end fills up to there as well.
                            let end = if bytes.is_empty() { file.len() } else { position + bytes.len() };
                            file.resize(file.len().max(end), 0);
                            file[if bytes.is_empty() { 0..0 } else { position..end }].copy_from_slice(&bytes);
                        }
                        Err(Error::Number(errno::ENOSPC)) => {
                            let file = read(&mut device, volume, &name).unwrap_or_default();
                            if list(&mut device, volume, folder)
                                .expect("a list")
                                .iter()
                                .any(|known| name.ends_with(known.as_str()))
                            {
                                model.insert(name, file);
                            }
                        }
                        Err(error) => panic!("{error:?}"),
                    }
                }
                2 => {
                    let mut session = Session::new(&mut device, volume).expect("memory");
                    let result = session.remove(&name, false);
                    session.finish().expect("written");
                    assert_eq!(result.is_ok(), model.remove(&name).is_some(), "{result:?}");
                }
                _ => {
                    let to = format!("{folder}{}", ["f0", "renamed to something long", "Z"][numbers.below(3)]);
                    let mut session = Session::new(&mut device, volume).expect("memory");
                    let result = session.rename(&name, &to);
                    session.finish().expect("written");
                    match model.remove(&name) {
                        Some(file) if result.is_ok() => {
                            model.insert(to, file);
                        }
                        Some(file) => {
                            assert_eq!(result, Err(Error::Number(errno::ENOSPC)));
                            model.insert(name, file);
                        }
                        None => assert_eq!(result, Err(Error::Number(errno::ENOENT))),
                    }
                }
            }
        }
        for (name, bytes) in &model {
            assert_eq!(&read(&mut device, volume, name).expect(name), bytes, "{name}");
            let mut read = Vec::new();
            other(&device).root_dir().open_file(name).expect(name).read_to_end(&mut read).expect("read");
            assert_eq!(&read, bytes, "{name}");
        }
        for name in model.keys() {
            let mut session = Session::new(&mut device, volume).expect("memory");
            session.remove(name, false).expect(name);
            session.finish().expect("written");
        }
        for folder in ["x/Another Folder", "x"] {
            let mut session = Session::new(&mut device, volume).expect("memory");
            session.remove(folder, true).expect(folder);
            session.finish().expect("written");
        }
        let left = Session::new(&mut device, volume).expect("memory").free_clusters().expect("counted");
        assert_eq!(left, free, "no cluster is lost");
    }
}

/// A volume with some contents.
fn sample() -> (Memory, Volume) {
    let (mut device, volume) = new(512, 120, 64);
    for (index, name) in ["a", "b.txt", "a file with a long name", "c"].iter().enumerate() {
        write(&mut device, volume, name, 0, &vec![index as u8; index * 900]).expect("written");
    }
    let mut session = Session::new(&mut device, volume).expect("memory");
    session.make_directory("folder", STAMP).expect("made");
    session.finish().expect("written");
    write(&mut device, volume, "folder/inner file", 0, &[9; 3000]).expect("written");
    (device, volume)
}

/// Everything that can be done; errors are expected.
fn exercise(device: &mut Memory, volume: Volume) {
    for path in ["/", "folder", "a", "folder/x"] {
        let _ = list(device, volume, path);
    }
    for path in ["a", "b.txt", "a file with a long name", "c", "folder/inner file"] {
        let _ = read(device, volume, path);
        let _ = write(device, volume, path, 1500, &[1; 2000]);
        let Ok(mut session) = Session::new(device, volume) else { continue };
        if let Ok(Some(lookup)) = session.look_up(path)
            && let Some(entry) = lookup.entry
        {
            let _ = session.truncate(entry.place, 700, STAMP);
            let _ = session.truncate(entry.place, 2500, STAMP);
        }
        let _ = session.rename(path, "folder/moved here");
        let _ = session.remove("folder/moved here", false);
        let _ = session.make_directory("folder/new", STAMP);
        let _ = session.remove("folder", true);
        let _ = session.free_clusters();
        let _ = session.finish();
    }
}

#[test]
fn damaged_volumes_give_errors() {
    let (intact, _) = sample();
    let mut numbers = Numbers(11);
    for round in 0..3000 {
        let bytes = intact.bytes.clone();
        let mut device = Memory { bytes, block_size: 512, left: 20_000 };
        for _ in 0..1 + round % 40 {
            // The boot block, the table and the directories are more interesting than contents.
            let limit = if numbers.below(3) == 0 { device.bytes.len() } else { 512 * 8 };
            let at = numbers.below(limit);
            device.bytes[at] = [numbers.below(256) as u8, 0, 0xff][numbers.below(3)];
        }
        if let Ok(session) = Session::find(&mut device, 512) {
            let volume = session.volume;
            exercise(&mut device, volume);
        }
    }
}

#[test]
fn failures_of_the_device_are_passed_on() {
    for left in 0..200 {
        let (mut device, volume) = sample();
        device.left = left;
        let result = write(&mut device, volume, "folder/another one", 0, &[5; 4000]);
        if result.is_ok() {
            assert!(left > 10);
            return;
        }
        assert_eq!(result, Err(Error::Device(())));
    }
    panic!("it needs more operations than it should");
}

#[test]
fn a_removed_file_is_noticed() {
    let (mut device, volume) = sample();
    let mut session = Session::new(&mut device, volume).expect("memory");
    let place = open(&mut session, "c").expect("open");
    session.remove("c", false).expect("removed");
    assert_eq!(session.read(place, 0, &mut [0; 4]), Err(Error::Number(errno::EBADF)));
    assert_eq!(session.write(place, 0, b"x", STAMP), Err(Error::Number(errno::EBADF)));
}
