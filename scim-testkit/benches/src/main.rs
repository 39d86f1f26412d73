//! How fast users are generated, beside a proptest strategy of the same struct written by hand:
//! `cargo run --release`, and without `--release` for what a test sees.
//!
//! Each round runs every contestant for a while, and a ratio compares times of one round, so what
//! else the machine does slows both; the median over the rounds is shown.

mod by_hand;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use scim_schema::rfc::User;
use scim_testkit::strategy::{Settings, Target, filtered, patched, resource, strategy};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 31;
const VALUES: u32 = 200;

type Contestant<'a> = (&'a str, Box<dyn FnMut(&mut TestRunner)>);

fn contestant<S: Strategy + 'static>(name: &str, strategy: S) -> Contestant<'_> {
    let run = move |runner: &mut TestRunner| {
        // nothing here rejects
        black_box(strategy.new_tree(runner).unwrap().current());
    };
    (name, Box::new(run))
}

fn main() {
    let target = Target::of::<User>().unwrap();
    let settings = Settings::default();
    let mut contestants = [
        contestant("by hand", by_hand::users()),
        contestant("strategy::<User>()", strategy::<User>()),
        contestant("resource (JSON)", resource(&target, &settings)),
        contestant("5 stored, 1 filter", filtered(&target, &settings, 10)),
        contestant("1 stored, 1 patch", patched(&target, &settings)),
    ];
    let mut runner = TestRunner::deterministic();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contestants.len()];
    for round in 0..ROUNDS {
        for turn in 0..contestants.len() {
            // nobody always runs after the same one
            let index = (round + turn) % contestants.len();
            let start = Instant::now();
            for _ in 0..VALUES {
                contestants[index].1(&mut runner);
            }
            times[index].push(start.elapsed());
        }
    }
    let by_hand: Vec<f64> = times[0].iter().map(Duration::as_secs_f64).collect();
    println!("| one value           |     µs | per second | ratio |");
    println!("|---------------------|-------:|-----------:|------:|");
    for ((name, _), times) in contestants.iter().zip(&times) {
        let times: Vec<f64> = times.iter().map(Duration::as_secs_f64).collect();
        let ratio = median(times.iter().zip(&by_hand).map(|(time, base)| time / base).collect());
        let one = median(times) / f64::from(VALUES);
        println!("| {name:19} | {:6.1} | {:10.0} | {ratio:5.2} |", one * 1e6, 1.0 / one);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
