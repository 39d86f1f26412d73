//! The record: every contestant under criterion, then the table of ratios.

use criterion::Criterion;
use std::time::Duration;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for mut race in scim_benches::races(&[]) {
        let mut group = criterion.benchmark_group(race.name);
        for contestant in race.contestants() {
            group.bench_function(contestant.name, |bencher| bencher.iter(|| contestant.run()));
        }
        group.finish();
    }
    criterion.final_summary();
    // `cargo test --benches` only wants to know that everything runs
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!();
    for mut race in scim_benches::races(&[]) {
        println!("{}", race.run());
    }
    for note in scim_benches::notes() {
        println!("{note}");
    }
}
