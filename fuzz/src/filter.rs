//! Filters: parsed, evaluated as the oracle evaluates them, written again.

use super::subject::{Subject, Subjects, hold, on_model};
use scim_schema::filter::syntax::Expression;
use scim_schema::filter::{Filter, Options};
use scim_testkit::law::{self, Shipped};

/// A filter that is longer is parsed, but not compared: the oracle has no limits.
const COMPARED: usize = 1_500;

/// The text of a filter.
pub fn filter(input: &[u8]) {
    let Some((subject, text)) = Subject::of(input) else { return };
    let Ok(text) = str::from_utf8(text) else { return };
    on_model!(subject, check(subject, text));
}

/// Whether a filter reaches no limit.
pub fn is_compared(text: &str) -> bool {
    let nested = text.bytes().filter(|byte| matches!(byte, b'(' | b'[')).count();
    text.len() <= COMPARED && nested < 60
}

fn check<R: Subjects>(subject: Subject, text: &str) {
    let resource = R::of(subject.seed);
    let options = Options::default().dialect(subject.dialect);
    if is_compared(text) {
        for agrees in [law::filter::agrees, law::filter::agrees_at_the_root] {
            hold(agrees(&Shipped, resource, text, subject.dialect));
        }
    }
    let Ok(expression) = Expression::parse(text, &options) else {
        assert!(Filter::<R>::parse_with(text, &options).is_err(), "{text}");
        return;
    };
    // written again it is the same filter
    let written = expression.to_string();
    let again = match Expression::parse(&written, &options) {
        Ok(again) => again,
        // it may be longer than what it was written from
        Err(error) if written.len() > 8_000 => return drop(error),
        Err(error) => panic!("{text}\n{written}\n{error}"),
    };
    assert_eq!(written, again.to_string(), "{text}");
    let matches = |text: &str| {
        Filter::<R>::parse_with(text, &options).ok().map(|filter| filter.matches(resource))
    };
    assert_eq!(matches(text), matches(&written), "{text}\n{written}");
}
