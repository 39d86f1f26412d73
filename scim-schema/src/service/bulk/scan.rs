//! Finding what may be a reference in JSON text, in one pass.

use super::place::Place;
use crate::cost::step;
use std::ops::Range;

/// A string that is where a reference can be, and may be one by its form.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) value: String,
}

/// Names within one another that lead to a reference: of a PATCH `Operations`, `value`, a URN, an
/// attribute and `value`.
const DEEPEST: usize = 5;

/// The strings that may be references, in their order. Names of members are none.
pub(super) fn references(text: &str, place: Place) -> Vec<Found> {
    let mut scan = Scan::new(text, place);
    step(text.len() / 32);
    let (mut begin, mut escaped) = (None, false);
    for (index, byte) in text.bytes().enumerate() {
        let Some(start) = begin else {
            match byte {
                b'"' => {
                    scan.string();
                    begin = Some(index);
                }
                // what stands before a colon is a name
                b':' => {
                    if let Some(name) = scan.names.last_mut() {
                        *name = scan.last.take().unwrap_or_default();
                    }
                }
                b'{' => scan.open(),
                b'}' => scan.close(),
                _ => {}
            }
            continue;
        };
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                begin = None;
                scan.last = Some(start..index + 1);
            }
            _ => {}
        }
    }
    scan.string();
    scan.found()
}

struct Scan<'a> {
    text: &'a str,
    place: Place,
    /// The name that each object around is at.
    names: Vec<Range<usize>>,
    /// The last string, which is a name if a colon follows.
    last: Option<Range<usize>>,
    candidates: Vec<Candidate>,
    /// Of a PATCH: the path of each operation so far.
    paths: Vec<Option<String>>,
}

/// What may be a reference, if the path of its operation says so.
struct Candidate {
    found: Found,
    names: Vec<String>,
    /// The operation of a PATCH that it is in.
    operation: Option<usize>,
}

impl<'a> Scan<'a> {
    const fn new(text: &'a str, place: Place) -> Self {
        Self {
            text,
            place,
            names: Vec::new(),
            last: None,
            candidates: Vec::new(),
            paths: Vec::new(),
        }
    }

    fn open(&mut self) {
        self.names.push(0..0);
        if self.is_operation() {
            self.paths.push(None);
        }
    }

    fn close(&mut self) {
        self.string();
        self.names.pop();
    }

    /// Whether the object at hand is an operation of a PATCH.
    fn is_operation(&self) -> bool {
        let is_patch = matches!(self.place, Place::Patch(_));
        is_patch && self.names.len() == 2 && self.is_at(0, "operations")
    }

    /// Whether an object is at the member of this name.
    fn is_at(&self, object: usize, name: &str) -> bool {
        let at = self.names.get(object).and_then(|range| self.decoded(range));
        at.is_some_and(|at| at.eq_ignore_ascii_case(name))
    }

    fn decoded(&self, range: &Range<usize>) -> Option<String> {
        serde_json::from_str(self.text.get(range.clone())?).ok()
    }

    /// A string has ended that is no name.
    fn string(&mut self) {
        let Some(range) = self.last.take() else { return };
        if self.is_operation() && self.is_at(1, "path") {
            let path = self.decoded(&range);
            if let Some(last) = self.paths.last_mut() {
                *last = path;
            }
            return;
        }
        let Some(json) = self.text.get(range.clone()) else { return };
        if self.names.len() > DEEPEST || !json.contains("bulkId:") && !json.contains('\\') {
            return;
        }
        let Some(value) = self.decoded(&range).filter(|value| value.contains("bulkId:")) else {
            return;
        };
        let names: Option<Vec<_>> = self.names.iter().map(|name| self.decoded(name)).collect();
        if let Some(names) = names {
            let operation = self.paths.len().checked_sub(1);
            self.candidates.push(Candidate { found: Found { range, value }, names, operation });
        }
    }

    fn found(self) -> Vec<Found> {
        let Self { place, candidates, paths, .. } = self;
        let is_reference = |candidate: &Candidate| {
            let names: Vec<&str> = candidate.names.iter().map(String::as_str).collect();
            if !matches!(place, Place::Patch(_)) {
                return place.has_reference(&names);
            }
            let [operations, value, below @ ..] = &*names else { return false };
            let path = candidate.operation.and_then(|operation| paths.get(operation));
            let path = path.and_then(Option::as_deref);
            let names: Vec<&str> = path.into_iter().chain(below.iter().copied()).collect();
            operations.eq_ignore_ascii_case("operations")
                && value.eq_ignore_ascii_case("value")
                && place.has_reference(&names)
        };
        candidates.into_iter().filter(is_reference).map(|candidate| candidate.found).collect()
    }
}
