//! The element that a value path describes, where it chooses none.

use super::{Op, PatchOperation};
use crate::dialect::Tolerance;
use crate::filter::Options;
use crate::filter::syntax::{Expression, Literal, Operator, PatchPath};
use crate::read::Reading;
use std::collections::HashMap;

/// A sub-attribute and its value as JSON.
pub(super) type Equal = (String, String);

impl PatchOperation<'_> {
    /// What an element is created with where the filter chooses none: `add` creates the element
    /// that comparisons by `eq` describe; in a dialect `replace` does, too.
    pub(super) fn creates(&self, reading: &Reading<'_>) -> Option<Vec<Equal>> {
        match self.op {
            Op::Add => {}
            Op::Replace if reading.dialect.accepts(Tolerance::CreateUnmatched) => {}
            Op::Replace | Op::Remove => return None,
        }
        self.describes(reading).filter(|equals| is_possible(equals))
    }

    /// The comparisons of the filter, if that describes an element: it is nothing but `eq` and `and`.
    pub(super) fn describes(&self, reading: &Reading<'_>) -> Option<Vec<Equal>> {
        // rare, so that it is read again only then
        let options = Options::default().dialect(reading.dialect).limits(*reading.limits);
        let text = self.path.decode();
        let path = PatchPath::parse_for(&text, &reading.descriptor, &options).ok()?;
        equals(&path.filter?)
    }
}

/// Whether an element can have all of these: no part has two values.
fn is_possible(equals: &[Equal]) -> bool {
    let mut known = HashMap::new();
    equals.iter().all(|(name, equal)| {
        let first: &mut &String = known.entry(name.to_ascii_lowercase()).or_insert(equal);
        *first == equal
    })
}

/// The comparisons of a filter that is nothing but `eq` and `and`.
fn equals(expression: &Expression<'_>) -> Option<Vec<Equal>> {
    let terms = match expression {
        Expression::And(terms) => terms.as_slice(),
        term => std::slice::from_ref(term),
    };
    let equal = |term: &Expression<'_>| {
        let Expression::Comparison(comparison) = term else { return None };
        let json = match &comparison.value {
            _ if comparison.operator != Operator::Eq => return None,
            Literal::Null => return None,
            Literal::Boolean(value) => value.to_string(),
            Literal::Number(text) => (*text).to_owned(),
            Literal::String(text) => serde_json::to_string(text).ok()?,
        };
        Some((comparison.attribute.attribute().to_owned(), json))
    };
    terms.iter().map(equal).collect()
}
