//! Which names are suggested for one that names nothing.

use super::with_suggestion;
use proptest::prelude::*;

/// How many letters to insert, leave out, replace or exchange with the next, by the definition.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let ([first, rest_a @ ..], [other, rest_b @ ..]) = (a, b) else {
        return a.len().max(b.len());
    };
    let differ = usize::from(!first.eq_ignore_ascii_case(other));
    let one = (1 + distance(rest_a, b)).min(1 + distance(a, rest_b));
    let one = one.min(differ + distance(rest_a, rest_b));
    match (a, b) {
        ([a, b, rest_a @ ..], [c, d, rest_b @ ..])
            if a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) =>
        {
            one.min(1 + distance(rest_a, rest_b))
        }
        _ => one,
    }
}

proptest! {
    /// A name is suggested where no more than a third of its letters differ, and the nearest of these is.
    #[test]
    fn near_names_are_suggested(name in "[abAB]{0,6}", known in prop::collection::vec("[abAB]{1,6}", 1..3)) {
        let text = with_suggestion(String::new(), &name, known.iter().map(String::as_str));
        let far = |known: &String| distance(name.as_bytes(), known.as_bytes());
        let near: Vec<_> = known.iter().filter(|known| far(known) <= known.len() / 3).collect();
        let nearest = near.iter().copied().min_by_key(|known| (far(known), *known));
        let expected = nearest.map(|known| format!("; did you mean `{known}`?"));
        prop_assert_eq!(text, expected.unwrap_or_default());
    }
}

/// Some of each kind of difference, and what is not near: letters that are left out or exchanged cost
/// what they do, and a name that is too short to be near hides none that is.
#[test]
fn names_that_are_near() {
    for (name, known, expected) in [
        ("xabcdef", &["abcdef"][..], Some("abcdef")),
        ("xyabcdeg", &["abcdef"], None),
        ("acb", &["abc"], Some("abc")),
        ("cqa", &["czq"], None),
        ("qac", &["zqc"], None),
        ("abc", &["ab", "abx"], Some("abx")),
        ("xb", &["ab", "xbc"], Some("xbc")),
    ] {
        let text = with_suggestion(String::new(), name, known.iter().copied());
        let expected = expected.map(|known| format!("; did you mean `{known}`?"));
        assert_eq!(text, expected.unwrap_or_default(), "{name}");
    }
}
