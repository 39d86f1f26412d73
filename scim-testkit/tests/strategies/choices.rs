//! What generators draw from: each choice in its bounds, and as likely as any other.

use crate::thing::percent;
use scim_testkit::strategy::Generator;
use std::collections::BTreeSet;

/// A value of too many choices ends with the simplest ones.
#[test]
fn what_is_past_all_choices_is_the_simplest() {
    let long = Generator::new(|source| {
        for _ in 0..1 << 16 {
            source.below(2);
        }
        (source.below(u32::MAX), source.chance(99), source.between(7..=9))
    });
    for last in long.samples().take(5) {
        assert_eq!(last, (0, false, 7));
    }
}

/// Settings that leave a thing out, or have it always, change nothing of what is drawn after it.
#[test]
fn what_is_certain_takes_no_choice() {
    let asked =
        Generator::new(|source| (source.chance(0), source.chance(100), source.below(1_000)));
    let certain = Generator::new(|source| (false, true, source.below(1_000)));
    for seed in 0..100 {
        assert_eq!(asked.sample(seed), certain.sample(seed));
    }
}

#[test]
fn every_number_of_a_range_is_drawn() {
    let numbers = Generator::new(|source| source.between(5..=8));
    let drawn: BTreeSet<u32> = numbers.samples().take(500).collect();
    assert_eq!(Vec::from_iter(drawn), [5, 6, 7, 8]);
    assert_eq!(Generator::new(|source| source.between(5..=5)).sample(1), 5);
}

/// Of a wide choice each bit is as often 0 as 1.
#[test]
fn every_bit_is_drawn_evenly() {
    let numbers = Generator::new(|source| source.below(u32::MAX));
    let drawn: Vec<u32> = numbers.samples().take(3_000).collect();
    for bit in 0..32_u32 {
        let share = percent(&drawn, |number| (*number >> bit) & 1 == 1);
        assert!((40..=60).contains(&share), "{bit}: {share} %");
    }
}
