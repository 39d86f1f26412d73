use super::{Source, Zero};

/// A span within one that is to be the simplest ends nothing, and what follows is as it was.
#[test]
fn what_is_cleared_is_one_span() {
    let mut source = Source::replay(vec![1, 2, 3, 4], Zero::Span(0, 3));
    let within = source.span(|source| {
        let inner = source.span(|source| source.below(10));
        [inner, source.below(10), source.below(10)]
    });
    assert_eq!((within, source.below(10)), ([0, 0, 0], 4));

    let mut source = Source::replay(vec![1, 2, 3, 4], Zero::Span(1, 2));
    let within = source.span(|source| {
        let first = source.below(10);
        [first, source.span(|source| source.below(10)), source.below(10)]
    });
    assert_eq!((within, source.below(10)), ([1, 0, 3], 4));
}

/// What the settings leave out is not there, whatever choice stands in its place.
#[test]
fn what_never_happens_is_not_replayed() {
    let mut source = Source::replay(vec![1, 2], Zero::Nothing);
    assert_eq!((source.chance(0), source.chance(50), source.below(10)), (false, true, 2));
}
