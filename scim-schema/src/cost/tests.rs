//! Bounds on work, counted: what a request costs grows as the request and its answer do, whatever
//! it says. No clock is looked at, so a slow machine proves the same.
//!
//! Counted are allocations, their bytes, the most bytes held at once, and steps: elements looked at,
//! conditions asked, bytes compared. Input that is twice as large may cost 2.2 times as much.

#![expect(
    clippy::type_complexity,
    clippy::unwrap_used,
    reason = "tests: tables of functions, values that are right"
)]

#[cfg(feature = "http1")]
mod answers;
#[cfg(feature = "http1")]
mod bulk;
#[cfg(feature = "http1")]
mod discovered;
#[cfg(feature = "http1")]
mod due;
mod edits;
#[cfg(feature = "http1")]
mod events;
mod filters;
mod memory;
mod patches;
#[cfg(feature = "http1")]
mod requests;
mod schemas;
mod searches;
#[cfg(feature = "http1")]
mod service;
#[cfg(feature = "sea-query1")]
mod sql;
mod writes;

use super::counted::steps;
use crate::rfc::{Group, Member};
use std::hint::black_box;

/// The smaller of two inputs has so many parts.
const PARTS: usize = 400;

/// A name, and what is made of so many parts.
type Made = (&'static str, fn(usize) -> String);

/// What something costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    pub(super) allocations: u64,
    pub(super) bytes: u64,
    pub(super) peak: u64,
    pub(super) steps: u64,
}

/// What this costs, apart from what it is given.
pub(super) fn cost<T>(run: impl FnOnce() -> T) -> Cost {
    let before = steps();
    let counted = allocation_counter::measure(|| {
        black_box(run());
    });
    Cost {
        allocations: counted.count_total,
        bytes: counted.bytes_total,
        peak: counted.bytes_max,
        steps: steps() - before,
    }
}

/// What is made of so many parts costs as much as that.
#[track_caller]
pub(super) fn linear<I, T>(name: &str, make: impl Fn(usize) -> I, run: impl Fn(&I) -> T) {
    let costs = [PARTS, 2 * PARTS].map(|parts| {
        let input = make(parts);
        // what is made once for all, is made
        black_box(run(&input));
        cost(|| run(&input))
    });
    grows(name, costs, 2.2);
}

/// From the first to the second cost at most by this factor, and by what costs nothing.
#[track_caller]
pub(super) fn grows(name: &str, [small, large]: [Cost; 2], factor: f64) {
    let counts: [(&str, fn(Cost) -> u64, u64); 4] = [
        ("allocations", |cost| cost.allocations, 40),
        ("bytes", |cost| cost.bytes, 4_000),
        ("peak", |cost| cost.peak, 4_000),
        ("steps", |cost| cost.steps, 40),
    ];
    for (what, count, free) in counts {
        let (a, b) = (count(small), count(large));
        #[expect(clippy::cast_precision_loss, reason = "they are small")]
        let most = a as f64 * factor;
        #[expect(clippy::cast_precision_loss, reason = "they are small")]
        let over = b.saturating_sub(free) as f64;
        assert!(over <= most, "{name}: {a} {what}, {b} of twice as much\n{small:?}\n{large:?}");
    }
}

/// Parts with this between them.
fn joined(parts: usize, by: &str, part: impl Fn(usize) -> String) -> String {
    (0..parts).map(part).collect::<Vec<_>>().join(by)
}

/// Parts with commas between them.
fn list(parts: usize, part: impl Fn(usize) -> String) -> String {
    joined(parts, ",", part)
}

/// A group with so many members.
fn group_of(members: usize) -> Group {
    let member = |index: usize| Member { value: Some(index.to_string()), ..Member::default() };
    Group { members: (0..members).map(member).collect(), ..Group::default() }
}

/// The counters count, and what is quadratic is seen.
#[test]
fn quadratic_work_is_seen() {
    let quadratic = |parts: &usize| (0..*parts).map(|part| "x".repeat(part)).collect::<Vec<_>>();
    let costs = [PARTS, 2 * PARTS].map(|parts| cost(|| quadratic(&parts)));
    assert!(costs.iter().all(|cost| cost.allocations >= 399 && cost.peak > 40_000));
    let seen = std::panic::catch_unwind(|| linear("quadratic", |parts| parts, quadratic));
    assert!(seen.is_err());
    let seen = std::panic::catch_unwind(|| {
        linear("steps", |parts| parts, |parts| (0..*parts).for_each(crate::cost::step));
    });
    assert!(seen.is_err());
}

/// Going past a value of a text is a step, and one more for each 32 bytes of it.
#[test]
fn bytes_that_are_scanned_are_counted() {
    let scanned =
        |text: &str| cost(|| crate::json::Scanner::new(text).value().unwrap().len()).steps;
    assert_eq!(scanned("1"), 1);
    assert_eq!(scanned(&format!("\"{}\"", "x".repeat(62))), 1 + 2);
}
