use super::sibling;
use crate::strategy::Source;
use std::collections::BTreeSet;

/// A text with a character that UTF-16 has in another order is near one with another character, and
/// near what any other text is near.
#[test]
fn siblings_of_high_characters_are_those_of_any_text_as_well() {
    let drawn: BTreeSet<String> =
        (0..400).map(|seed| sibling(&mut Source::random(seed), "anna\u{ffee}")).collect();
    for text in ["anna\u{10400}", "ANNA\u{ffee}", "anna"] {
        assert!(drawn.contains(text), "{text}: {drawn:?}");
    }
}
