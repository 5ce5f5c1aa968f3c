//! Tests of the hash table against a plain list of pairs.

use super::*;
use crate::testing::{int, ok, str, test_vm};
use std::format;
use std::vec::Vec;

/// A generator of pseudo-random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn check(vm: &mut Vm, dict: Ref<Dict>, model: &[(Value, Value)]) {
    let pairs: Vec<_> = dict.iter().collect();
    assert_eq!(dict.len(), model.len());
    assert!(pairs.iter().zip(model).all(|(a, b)| a.0 == b.0 && a.1 == b.1) && pairs.len() == model.len());
    for &(key, value) in model {
        let found = vm.dict_get(dict, key);
        assert!(ok(vm, found) == Some(value));
    }
}

fn run(keys: &[Value], steps: usize, seed: u64) {
    let mut vm = test_vm();
    let mut random = Random(seed);
    let dict = vm.new_dict(0);
    let dict = ok(&mut vm, dict);
    let mut model: Vec<(Value, Value)> = Vec::new();
    for step in 0..steps {
        let key = keys[random.below(keys.len() as u64) as usize];
        let at = model.iter().position(|pair| pair.0 == key);
        match random.below(10) {
            0..=4 => {
                let value = int(step as i32);
                let done = vm.dict_set(dict, key, value);
                ok(&mut vm, done);
                match at {
                    Some(at) => model[at].1 = value,
                    None => model.push((key, value)),
                }
            }
            5..=7 => {
                let removed = vm.dict_remove(dict, key);
                let removed = ok(&mut vm, removed);
                assert!(removed == at.map(|at| model.remove(at).1));
            }
            8 => {
                let found = vm.dict_get(dict, key);
                assert!(ok(&mut vm, found) == at.map(|at| model[at].1));
            }
            _ => {
                if let Some((index, key, value)) = dict.last_entry() {
                    assert!(model.pop().is_some_and(|pair| pair.0 == key && pair.1 == value));
                    dict.remove_at(&mut vm, index);
                }
            }
        }
        if step % 64 == 0 {
            check(&mut vm, dict, &model);
        }
    }
    check(&mut vm, dict, &model);
}

#[test]
fn small_tables() {
    let keys: Vec<Value> = (0..10).map(int).collect();
    for seed in 0..50 {
        run(&keys, 500, seed);
    }
}

#[test]
fn indexed_tables() {
    let keys: Vec<Value> = (-50..150).map(int).collect();
    for seed in 0..10 {
        run(&keys, 4000, seed);
    }
}

#[test]
fn str_keys() {
    let mut vm = test_vm();
    let keys: Vec<Value> = (0..60).map(|n| str(&mut vm, &format!("key{n}"))).collect();
    for seed in 0..10 {
        run(&keys, 3000, seed);
    }
    let dict = vm.new_dict(0);
    let dict = ok(&mut vm, dict);
    for (n, &key) in keys.iter().enumerate() {
        let done = vm.dict_set(dict, key, int(n as i32));
        ok(&mut vm, done);
        let twin = str(&mut vm, &format!("key{n}"));
        let found = vm.dict_get(dict, twin);
        assert!(ok(&mut vm, found) == Some(int(n as i32)));
    }
}

#[test]
fn every_index_width() {
    let mut vm = test_vm();
    let dict = vm.new_dict(0);
    let dict = ok(&mut vm, dict);
    for n in 0..150_000 {
        let done = vm.dict_set(dict, int(n * 7), int(n));
        ok(&mut vm, done);
    }
    for n in 0..150_000 {
        let found = vm.dict_get(dict, int(n * 7));
        assert!(ok(&mut vm, found) == Some(int(n)));
        let missing = vm.dict_get(dict, int(n * 7 + 1));
        assert!(ok(&mut vm, missing).is_none());
    }
    for n in 0..149_000 {
        let removed = vm.dict_remove(dict, int(n * 7));
        assert!(ok(&mut vm, removed) == Some(int(n)));
    }
    assert_eq!(dict.len(), 1000);
    let copy = vm.copy_table(Kind::Dict, dict);
    let copy = ok(&mut vm, copy);
    assert_eq!(copy.used(), 1000);
    for n in 149_000..150_000 {
        let found = vm.dict_get(copy, int(n * 7));
        assert!(ok(&mut vm, found) == Some(int(n)));
    }
}

#[test]
fn one_key_at_a_time() {
    let mut vm = test_vm();
    let dict = vm.new_dict(100);
    let dict = ok(&mut vm, dict);
    for n in 0..10_000 {
        let done = vm.dict_set(dict, int(n), int(n));
        ok(&mut vm, done);
        let removed = vm.dict_remove(dict, int(n));
        assert!(ok(&mut vm, removed) == Some(int(n)));
    }
    assert!(dict.is_empty());
    assert!(vm.dict_get(dict, int(3)).is_ok_and(|found| found.is_none()));
}

#[test]
fn hashes_of_ints() {
    for number in [0i64, 1, -1, -2, 1 << 29, 1 << 30, -(1 << 29)] {
        let Some(value) = SmallInt::try_from(number).ok().and_then(Value::from_small_int) else { continue };
        assert_eq!(known_hash(value), Some(fold_hash(hash_i64(number) as i64)));
    }
    #[cfg(target_pointer_width = "64")]
    for number in [(1i64 << 61) - 1, 1 << 61, (1 << 60) - 1, 1 << 60, -(1 << 60), -(1 << 61)] {
        let value = Value::from_small_int(number);
        assert_eq!(value.and_then(known_hash), Some(fold_hash(hash_i64(number) as i64)));
    }
}
