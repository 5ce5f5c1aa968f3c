//! Prints the programs of seeds: `cargo run -p amphis-progen --example program -- FIRST [COUNT]`. Several are separated by
//! zero bytes.

use amphis_progen::{bytes_of_seed, program};

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().unwrap_or(0));
    let (first, count) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(1));
    for seed in first..first + count {
        if seed > first {
            print!("\0");
        }
        print!("{}", program(&bytes_of_seed(seed)));
    }
}
