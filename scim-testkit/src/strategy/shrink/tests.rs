use super::{Case, Step};
use crate::strategy::Generator;
use crate::strategy::source::{Kind, Record, Span, Zero};
use std::cell::RefCell;
use std::ops::Range;

/// A case of such choices, of which a step is next.
fn case(choices: &[u32], spans: &[(Range<usize>, Kind)], step: Step) -> Case<()> {
    let span =
        |(choices, kind): &(Range<usize>, Kind)| Span { choices: choices.clone(), kind: *kind };
    let best = Record { choices: choices.to_vec(), spans: spans.iter().map(span).collect() };
    Case {
        generator: Generator::new(|_| ()),
        tried: best.clone(),
        best,
        step,
        improved: false,
        value: RefCell::new(None),
    }
}

fn planned(case: &mut Case<()>) -> Option<Vec<u32>> {
    case.plan().map(|(choices, _)| choices)
}

/// Only what stands within a value takes its place, not what follows it.
#[test]
fn only_what_is_within_is_hoisted() {
    let within = [(0..3, Kind::Recursive), (1..3, Kind::Recursive)];
    let mut one = case(&[5, 1, 2], &within, Step::Hoist(0, 1));
    assert_eq!(planned(&mut one), Some(vec![1, 2]));

    let beside = [(0..2, Kind::Recursive), (2..3, Kind::Recursive)];
    let mut one = case(&[5, 1, 2], &beside, Step::Hoist(0, 1));
    assert_eq!(planned(&mut one), None);
    assert!(matches!(one.step, Step::Hoist(1, 2)), "{:?}", one.step);
}

/// What is the simplest already is not cleared, and elements are left out instead.
#[test]
fn only_values_that_say_something_are_cleared() {
    let spans = [(0..2, Kind::Value), (0..2, Kind::Element), (2..3, Kind::Value)];
    let mut one = case(&[1, 2, 0], &spans, Step::Clear(0));
    assert!(matches!(one.plan(), Some((_, Zero::Span(0, 2)))));
    for index in [1, 2] {
        one.step = Step::Clear(index);
        assert_eq!(planned(&mut one), None);
        assert!(matches!(one.step, Step::Clear(next) if next == index + 1), "{:?}", one.step);
    }
}

/// A letter is left out of a text that has another one, and its count with it.
#[test]
fn only_letters_of_several_are_left_out() {
    let text = |choices: &[u32], kind: Kind, place: usize| {
        let mut one = case(choices, &[(0..choices.len(), kind)], Step::Letter(0, place));
        let planned = planned(&mut one);
        let is_next = matches!(one.step, Step::Letter(1, 0));
        assert_eq!(is_next, planned.is_none(), "{:?}", one.step);
        planned
    };
    assert_eq!(text(&[2, 7, 8, 9], Kind::Counted, 0), Some(vec![1, 8, 9]));
    assert_eq!(text(&[2, 7, 8, 9], Kind::Counted, 1), Some(vec![1, 7, 9]));
    assert_eq!(text(&[2, 7, 8, 9], Kind::Counted, 3), None);
    assert_eq!(text(&[1, 7, 8], Kind::Counted, 0), Some(vec![0, 8]));
    assert_eq!(text(&[0, 7], Kind::Counted, 0), None);
    assert_eq!(text(&[2, 7, 8, 9], Kind::Value, 0), None);
}

/// A choice that is 0 already is passed over.
#[test]
fn only_choices_that_are_not_the_simplest_are_lowered() {
    let mut one = case(&[0, 5], &[], Step::Lower { choice: 0, passed: None });
    assert_eq!(planned(&mut one), None);
    assert!(matches!(one.step, Step::Lower { choice: 1, passed: None }), "{:?}", one.step);
    assert_eq!(planned(&mut one), Some(vec![0, 0]));
}
