use super::{is_written_so, text};
use std::fmt::{self, Display};

/// What is written in several pieces, as most types are.
struct Pieces<'p>(&'p [&'p str]);

impl Display for Pieces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| f.write_str(piece))
    }
}

/// An id is compared as its text would be, without one being made.
#[test]
fn a_text_is_compared_as_it_is_written() {
    let of = |pieces: &[&str], with: &str| is_written_so(&Pieces(pieces), with);
    for pieces in [&["a-b"][..], &["a", "-", "b"], &["", "a-", "", "b"], &[], &[""], &["a-ba-b"]] {
        for with in ["a-b", "", "a", "a-", "a-bb", "A-b", "xa-b", "-b", "a-ba-b"] {
            assert_eq!(of(pieces, with), pieces.concat() == with, "{pieces:?} {with}");
        }
    }
    for number in ["7", "07", "+7", "-7", "70", ""] {
        assert_eq!(is_written_so(&7, number), number == "7");
    }
    assert_eq!((&*text(&"a".to_owned()), &*text(&7)), ("a", "7"));
}
