//! Images: what the builder makes reads back, verifies, and never panics when damaged.

use amphis_bytecode::builder::{CodeParts, ImageBuf, ImageBuilder};
use amphis_bytecode::constant::{ConstantView, ConstantWriter, Scalar};
use amphis_bytecode::image::{Capture, CodeFlags, Handler, Image, ImageError, feature};
use amphis_bytecode::instruction::{encode, encode_long, encode_wide};
use amphis_bytecode::lines::{LineWriter, Position};
use amphis_bytecode::{Intrinsic, Op, VerifyError, disassemble, verify};

fn intrinsic(which: Intrinsic, a: u8, b: u8) -> u32 {
    encode(Op::Intrinsic, a, b, which as u8)
}

fn push(parts: &mut CodeParts, words: &[u32]) {
    parts.instructions.try_extend_from_slice(words).unwrap();
}

/// A module with a function with a cell, and a generator that captures it.
fn sample() -> ImageBuf {
    let mut builder = ImageBuilder::new(b"sample.py", feature::ALL).unwrap();
    let mut writer = ConstantWriter::new();
    let names: Vec<u32> =
        ["<module>", "f", "g", "x", "y", "print"].iter().map(|n| builder.string(n.as_bytes()).unwrap()).collect();

    let mut generator = CodeParts { name: names[2], qualname: names[2], register_count: 9, ..CodeParts::default() };
    generator.flags = CodeFlags::GENERATOR | CodeFlags::OPTIMIZED | CodeFlags::NESTED;
    generator.captures.try_push((Capture::Local(0), names[3])).unwrap();
    generator.sites.try_push(names[5]).unwrap();
    push(
        &mut generator,
        &[
            intrinsic(Intrinsic::MakeGenerator, 0, 0),
            0,
            encode_wide(Op::LoadFree, 0, 0),
            encode(Op::Yield, 0, 1, 0),
            encode_wide(Op::LoadGlobal, 2, 0),
            encode(Op::GeneratorCall, 2, 0, 0),
            encode(Op::LoadMethod, 3, 2, 0),
            encode(Op::GeneratorCallMethod, 3, 1, 0),
            encode(Op::Return, 3, 0, 0),
        ],
    );
    let generator = builder.add_code(&generator).unwrap();

    let mut function = CodeParts { name: names[1], qualname: names[1], register_count: 12, ..CodeParts::default() };
    function.flags = CodeFlags::OPTIMIZED;
    function.first_line = 1;
    function.argument_count = 2;
    function.positional_only_count = 1;
    function.near_local_count = 2;
    function.locals.try_extend_from_slice(&[names[3], names[4]]).unwrap();
    function.cells.try_push(0).unwrap();
    writer.scalar(Scalar::Code(generator)).unwrap();
    let code = function.constants.add(writer.words()).unwrap();
    writer.clear();
    writer.scalar(Scalar::Str(names[4])).unwrap();
    let docstring = function.constants.add(writer.words()).unwrap();
    function.docstring = Some(docstring);
    writer.clear();
    let start = writer.begin(false).unwrap();
    writer.scalar(Scalar::Str(names[3])).unwrap();
    writer.end(start, 1);
    let keywords = function.constants.add(writer.words()).unwrap();
    push(
        &mut function,
        &[
            encode(Op::MakeCell, 0, 0, 0),
            encode(Op::LoadCell, 2, 0, 0) | 0x80,
            encode(Op::AddImm, 2, 2, 1),
            encode(Op::StoreCell, 2, 0, 0),
            encode(Op::JumpLtImm, 2, 10, 1),
            encode_long(Op::Loop, -5).unwrap(),
            encode(Op::ForPrepare, 2, 1, 0),
            encode_long(Op::Jump, 2).unwrap(),
            encode_wide(Op::CheckBound, 5, docstring as u16),
            encode(Op::Unpack, 6, 5, 3),
            encode(Op::ForNext, 2, 5, 0),
            -4i32 as u32,
            encode_wide(Op::MakeFunction, 3, code as u16),
            encode(Op::CallKeywords, 3, 2, 0),
            keywords,
            encode(Op::Return, 3, 0, 0),
            intrinsic(Intrinsic::PushHandled, 2, 3),
            0,
            intrinsic(Intrinsic::UnpackStar, 4, 2),
            1 | 2 << 16,
            intrinsic(Intrinsic::Reraise, 2, 0),
            0,
        ],
    );
    function.handlers.try_push(Handler { start: 1, end: 16, target: 16, register: 2 }).unwrap();
    let mut lines = LineWriter::new(1);
    lines.push(0, Position { line: 1, column: 0, end_line: 2, end_column: 4 }).unwrap();
    lines.push(6, Position { line: 3, ..Position::default() }).unwrap();
    function.lines = lines.finish();
    let function = builder.add_code(&function).unwrap();

    let mut module = CodeParts { name: names[0], qualname: names[0], register_count: 3, ..CodeParts::default() };
    module.flags = CodeFlags::MODULE | CodeFlags::NAMESPACE;
    module.argument_count = 1;
    module.near_local_count = 1;
    module.locals.try_push(names[3]).unwrap();
    module.sites.try_push(names[1]).unwrap();
    for scalar in [
        Scalar::Code(function),
        Scalar::Int(-5),
        Scalar::BigInt(true, &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
        Scalar::Float(1.5),
        Scalar::Complex(0.0, -1.0),
        Scalar::Bytes(b"abcde"),
        Scalar::Bool(true),
        Scalar::None,
        Scalar::Ellipsis,
        Scalar::Int(-5),
    ] {
        writer.clear();
        writer.scalar(scalar).unwrap();
        module.constants.add(writer.words()).unwrap();
    }
    writer.clear();
    let outer = writer.begin(true).unwrap();
    let inner = writer.begin(false).unwrap();
    writer.end(inner, 0);
    writer.scalar(Scalar::Int(1 << 40)).unwrap();
    writer.end(outer, 2);
    module.constants.add(writer.words()).unwrap();
    push(
        &mut module,
        &[
            encode_wide(Op::MakeFunction, 1, 0),
            encode_wide(Op::StoreName, 1, 0),
            encode_wide(Op::LoadConst, 1, 9),
            encode(Op::Return, 1, 0, 0),
        ],
    );
    let module = builder.add_code(&module).unwrap();
    builder.finish(module).unwrap()
}

fn changed(image: &ImageBuf, find: u32, replace: u32) -> ImageBuf {
    let mut bytes = image.as_bytes().to_vec();
    let position = image.words().iter().position(|&word| word == find).expect("the word to change");
    bytes[position * 4..position * 4 + 4].copy_from_slice(&replace.to_ne_bytes());
    ImageBuf::from_bytes(&bytes).unwrap().unwrap()
}

#[test]
fn sample_verifies_and_reads_back() {
    let buffer = sample();
    let image = buffer.image();
    verify(image).unwrap();
    assert_eq!(image.filename(), b"sample.py");
    assert_eq!(image.code_count(), 3);
    let module = image.main().unwrap();
    assert_eq!(module.name(), b"<module>");
    assert_eq!(module.constant_count(), 10, "equal constants are one");
    assert!(matches!(module.constant(1), Some(ConstantView::Int(-5))));
    assert!(matches!(module.constant(2), Some(ConstantView::BigInt { negative: true, magnitude: [1, .., 9] })));
    assert!(matches!(module.constant(5), Some(ConstantView::Bytes(b"abcde"))));
    let Some(ConstantView::FrozenSet(mut items)) = module.constant(9) else { panic!("a frozen set") };
    assert_eq!(items.len(), 2);
    assert!(matches!(items.next(), Some(ConstantView::Tuple(inner)) if inner.is_empty()));
    assert!(matches!(items.next(), Some(ConstantView::Int(0x100_0000_0000))));
    let function = image.code(1).unwrap();
    assert_eq!(function.parameter_count(), 2);
    assert_eq!(function.position(7).line, 3);
    assert_eq!(function.position(5).end_column, 4);
    assert_eq!(function.find_handler(3).unwrap().target, 16);
    assert!(function.find_handler(16).is_none());
    let mut text = String::new();
    disassemble::image(&mut text, image).unwrap();
    assert!(text.contains("LoadMethod"), "{text}");
    assert!(text.contains("CallKeywords         r3, args 2, (\"x\")"), "{text}");
    assert!(text.contains("PushHandled          r2, r3"), "{text}");
}

#[test]
fn faults_are_found() {
    let image = sample();
    let cases = [
        (encode(Op::LoadCell, 2, 0, 0) | 0x80, encode(Op::LoadCell, 12, 0, 0), "register out of bounds"),
        (encode(Op::LoadCell, 2, 0, 0) | 0x80, encode(Op::LoadCell, 2, 1, 0), "not a register of a cell"),
        (encode(Op::AddImm, 2, 2, 1), encode(Op::AddImm, 0, 2, 1), "register of a cell used as another"),
        (encode(Op::MakeCell, 0, 0, 0), encode(Op::Nop, 0, 0, 0), "cell not made in the prologue"),
        (encode(Op::LoadMethod, 3, 2, 0), encode(Op::LoadMethod, 6, 2, 0), "call window out of bounds"),
        (encode(Op::GeneratorCall, 2, 0, 0), encode(Op::Call, 2, 0, 0), "plain call in a generator"),
        (encode_long(Op::Jump, 2).unwrap(), encode_long(Op::Jump, 3).unwrap(), "jump to no instruction"),
        (encode_long(Op::Loop, -5).unwrap(), encode_long(Op::Jump, -5).unwrap(), "backward jump that does not poll"),
        (encode(Op::Unpack, 6, 5, 3), encode(Op::Unpack, 10, 5, 3), "registers out of bounds"),
        (encode_wide(Op::LoadConst, 1, 9), encode_wide(Op::LoadConst, 1, 10), "wrong kind of constant"),
        (encode_wide(Op::MakeFunction, 1, 0), encode_wide(Op::MakeFunction, 1, 1), "wrong kind of constant"),
        (encode_wide(Op::StoreName, 1, 0), encode_wide(Op::StoreName, 1, 1), "site out of bounds"),
        (encode_wide(Op::LoadFree, 0, 0), encode_wide(Op::LoadFree, 0, 1), "free variable out of bounds"),
        (encode(Op::Return, 1, 0, 0), encode(Op::Move, 1, 0, 0), "execution can run off the end"),
        (encode(Op::CallKeywords, 3, 2, 0), encode(Op::CallKeywords, 3, 0, 0), "more names than arguments"),
        (1 | 2 << 16, 1 | 7 << 16, "registers out of bounds"),
        (intrinsic(Intrinsic::MakeGenerator, 0, 0), encode(Op::CallKeywords, 0, 0, 0), "generator does not begin"),
    ];
    for (find, replace, expected) in cases {
        match verify(changed(&image, find, replace).image()) {
            Err(VerifyError::Invalid { reason, .. }) => assert!(reason.starts_with(expected), "{reason} / {expected}"),
            other => panic!("{other:?}, but expected: {expected}"),
        }
    }
}

/// Small deterministic random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Reads everything an image offers.
fn exercise(image: Image<'_>) {
    let _ = verify(image);
    struct Discard(usize);
    impl std::fmt::Write for Discard {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0 = self.0.checked_sub(text.len()).ok_or(std::fmt::Error)?;
            Ok(())
        }
    }
    let _ = disassemble::image(&mut Discard(100_000), image);
    for index in 0..image.code_count().min(10) as u32 {
        if let Some(code) = image.code(index) {
            let _ = code.find_handler(3);
            let _ = code.position(1000);
            let _ = code.local_register(code.locals().len());
        }
    }
}

#[test]
fn other_floats_are_refused() {
    let image = sample();
    let mut bytes = image.as_bytes().to_vec();
    // The feature byte.
    bytes[6] ^= feature::FLOAT32;
    let refused = ImageBuf::from_bytes(&bytes).unwrap().err();
    assert_eq!(refused, Some(ImageError::Floats));
}

#[test]
fn damaged_images_do_not_panic() {
    let original = sample();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..60_000 {
        let mut bytes = original.as_bytes().to_vec();
        for _ in 0..1 + random.below(4) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] = random.below(256) as u8,
                1 => bytes[at] ^= 1 << random.below(8),
                2 => bytes[at & !3..(at & !3) + 4].copy_from_slice(&(random.below(64) as u32).to_ne_bytes()),
                _ => bytes[at & !3..(at & !3) + 4].copy_from_slice(&u32::MAX.to_ne_bytes()),
            }
        }
        if random.below(8) == 0 {
            bytes.truncate(random.below(bytes.len()));
        }
        if let Ok(Ok(buffer)) = ImageBuf::from_bytes(&bytes).map(|made| made.map_err(drop)) {
            exercise(buffer.image());
        }
    }
}
