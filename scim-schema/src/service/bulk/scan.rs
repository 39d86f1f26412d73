//! Finding what may be a reference in JSON text. Each name and each path is looked up in the schema
//! once, when it is read, and none is kept: a string costs its own length, however long the names
//! around it are (7644-3.7.4-01).

use super::path;
use super::place::{Place, Spot};
use crate::cost::step;
use crate::json::{self, Text};
use std::borrow::Cow;
use std::ops::Range;

/// A string that is where a reference can be, and may be one by its form.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) value: String,
}

/// The strings that may be references, in their order. Names of members are none.
pub(super) fn references(text: &str, place: Place) -> impl Iterator<Item = Found> {
    let spot = place.spot();
    let (root, targets) = match (place, spot) {
        (Place::Patch(_), Some(root)) => (Some(At::Message), targets(text, root)),
        (_, spot) => (spot.map(At::Spot), Vec::new()),
    };
    let scan = Scan { tokens: Tokens::new(text), spot, root, around: Vec::new() };
    scan.found(targets.into_iter())
}

/// What names have led to, those of a PATCH included.
#[derive(Clone, Copy)]
enum At {
    /// The body of a PATCH.
    Message,
    Operations,
    /// The path of an operation.
    Path,
    Spot(Spot),
}

struct Scan<'a> {
    tokens: Tokens<'a>,
    /// What paths begin at.
    spot: Option<Spot>,
    root: Option<At>,
    /// What the member at hand of each object around leads to; `None` is nothing of the schema.
    around: Vec<Option<At>>,
}

impl Scan<'_> {
    /// With where each operation of a PATCH writes.
    fn found(
        mut self,
        mut targets: impl Iterator<Item = Option<Spot>>,
    ) -> impl Iterator<Item = Found> {
        let mut target = None;
        // of one path, in their order
        let mut compared = Vec::new().into_iter();
        std::iter::from_fn(move || {
            loop {
                if let Some(found) = compared.next() {
                    return Some(found);
                }
                match self.tokens.token()? {
                    Token::Open => {
                        if matches!(self.at(), Some(At::Operations)) {
                            target = targets.next().flatten();
                        }
                        self.around.push(None);
                    }
                    Token::Close => drop(self.around.pop()),
                    Token::Name(range) => {
                        let at = self.named(&range, target);
                        if let Some(last) = self.around.last_mut() {
                            *last = at;
                        }
                    }
                    Token::Text(range) => match self.at() {
                        Some(At::Spot(spot)) if spot.has_reference() => {
                            if let Some(value) = self.tokens.reference(&range) {
                                return Some(Found { range, value });
                            }
                        }
                        Some(At::Path) => compared = self.compared(&range).into_iter(),
                        _ => {}
                    },
                }
            }
        })
    }

    /// What the filter of a path compares with references.
    fn compared(&self, path: &Range<usize>) -> Vec<Found> {
        let Some((text, root)) = self.tokens.text.get(path.clone()).zip(self.spot) else {
            return Vec::new();
        };
        path::compared(text, path.start, root)
    }

    /// What a value at hand is.
    fn at(&self) -> Option<At> {
        self.around.last().map_or(self.root, |at| *at)
    }

    /// What a name in the object at hand leads to.
    fn named(&self, name: &Range<usize>, target: Option<Spot>) -> Option<At> {
        let object = match self.around.as_slice() {
            [.., around, _] => *around,
            _ => self.root,
        };
        match object? {
            At::Message => self.tokens.is(name, "operations").then_some(At::Operations),
            At::Operations if self.tokens.is(name, "value") => target.map(At::Spot),
            At::Operations => self.tokens.is(name, "path").then_some(At::Path),
            At::Path => None,
            At::Spot(spot) => spot.below(&self.tokens.decoded(name)?).map(At::Spot),
        }
    }
}

/// Where each operation of a PATCH writes: its path may come after its value.
fn targets(text: &str, root: Spot) -> Vec<Option<Spot>> {
    let mut targets = Vec::new();
    let mut tokens = Tokens::new(text);
    let (mut depth, mut is_operations, mut is_path) = (0_usize, false, false);
    while let Some(token) = tokens.token() {
        match (token, depth) {
            (Token::Open, _) => {
                depth += 1;
                if depth == 2 && is_operations {
                    targets.push(Some(root));
                }
            }
            (Token::Close, _) => depth = depth.saturating_sub(1),
            (Token::Name(name), 1) => is_operations = tokens.is(&name, "operations"),
            (Token::Name(name), 2) => is_path = is_operations && tokens.is(&name, "path"),
            (Token::Text(path), 2) if is_path => {
                let path = tokens.decoded(&path);
                if let Some(last) = targets.last_mut() {
                    // some clients mean no path by an empty one
                    *last = path.and_then(|path| match &*path {
                        "" => Some(root),
                        path => root.below(path),
                    });
                }
            }
            _ => {}
        }
    }
    targets
}

/// What the scan looks at in JSON text.
enum Token {
    /// An object begins.
    Open,
    Close,
    /// A string before a colon.
    Name(Range<usize>),
    /// Another string.
    Text(Range<usize>),
}

struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Self {
        step(text.len() / 32);
        Self { text, at: 0 }
    }

    /// The next of them.
    fn token(&mut self) -> Option<Token> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let start = self.at + rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}'))?;
        let (first, rest) = self.text.as_bytes().get(start..)?.split_first()?;
        self.at = start + 1;
        match first {
            b'{' => return Some(Token::Open),
            b'}' => return Some(Token::Close),
            _ => {}
        }
        let mut escaped = false;
        let length = rest.iter().position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        })?;
        self.at += length + 1;
        let after = self.text.get(self.at..)?.trim_start();
        let kind = if after.starts_with(':') { Token::Name } else { Token::Text };
        Some(kind(start..self.at))
    }

    fn string(&self, range: &Range<usize>) -> Option<Text<'a>> {
        json::string(self.text, range.start).ok().map(|(text, _)| text)
    }

    fn decoded(&self, range: &Range<usize>) -> Option<Cow<'a, str>> {
        self.string(range).map(Text::decode)
    }

    /// Whether a string is this name.
    fn is(&self, range: &Range<usize>, name: &str) -> bool {
        self.string(range).is_some_and(|text| text.is(name))
    }

    /// A string that may be a reference by its form.
    fn reference(&self, range: &Range<usize>) -> Option<String> {
        let json = self.text.get(range.clone())?;
        if !json.contains("bulkId:") && !json.contains('\\') {
            return None;
        }
        self.decoded(range).filter(|value| value.contains("bulkId:")).map(Cow::into_owned)
    }
}
