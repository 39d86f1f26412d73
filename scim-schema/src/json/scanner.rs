//! A text taken apart into the texts of its values.

use super::{Text, number, string};
use crate::cost::step;

/// The text is not JSON, or nested too deep: what of it is wrong, `read::malformed` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

type Result<T> = std::result::Result<T, Malformed>;

/// Objects and arrays within one another: as many as `serde_json` reads.
const DEPTH: usize = 127;

/// Goes through a JSON text, and leaves its values as they stand there.
///
/// What it has gone past is known to be JSON.
pub(crate) struct Scanner<'j> {
    text: &'j str,
    at: usize,
    /// How many more objects and arrays may open.
    depth: usize,
    /// Whether an object or array was just opened, so that no comma comes.
    first: bool,
}

impl<'j> Scanner<'j> {
    pub(crate) const fn new(text: &'j str) -> Self {
        Self { text, at: 0, depth: DEPTH, first: false }
    }

    /// Goes into an object or array, by its opening bracket; `false` if no such is here.
    #[inline]
    pub(crate) fn open(&mut self, bracket: u8) -> Result<bool> {
        if self.peek() != Some(bracket) {
            return Ok(false);
        }
        self.depth = self.depth.checked_sub(1).ok_or(Malformed)?;
        self.at += 1;
        self.first = true;
        Ok(true)
    }

    /// Goes to the value of the next member of an object; `None` is its end.
    pub(crate) fn member(&mut self) -> Result<Option<Text<'j>>> {
        if !self.more(b'}')? {
            return Ok(None);
        }
        let name = self.string()?;
        if self.peek() != Some(b':') {
            return Err(Malformed);
        }
        self.at += 1;
        Ok(Some(name))
    }

    /// Goes to the next element of an array; `false` is its end.
    #[inline]
    pub(crate) fn element(&mut self) -> Result<bool> {
        self.more(b']')
    }

    /// Goes past a value.
    pub(crate) fn value(&mut self) -> Result<&'j str> {
        self.peek();
        let start = self.at;
        self.skip()?;
        step(1 + (self.at - start) / 32);
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Goes past a string; `None` if no such is here.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<Option<Text<'j>>> {
        if self.peek() == Some(b'"') { self.string().map(Some) } else { Ok(None) }
    }

    /// Whether nothing is left.
    pub(crate) fn end(&mut self) -> Result<()> {
        if self.peek().is_none() { Ok(()) } else { Err(Malformed) }
    }

    #[inline]
    fn more(&mut self, close: u8) -> Result<bool> {
        let next = self.peek();
        let first = std::mem::take(&mut self.first);
        if next == Some(close) {
            self.at += 1;
            self.depth += 1;
            return Ok(false);
        }
        if first {
            return Ok(true);
        }
        if next != Some(b',') {
            return Err(Malformed);
        }
        self.at += 1;
        Ok(true)
    }

    /// As deep as `DEPTH` allows and no deeper.
    fn skip(&mut self) -> Result<()> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => {
                self.open(b'{')?;
                while self.member()?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'[') => {
                self.open(b'[')?;
                while self.element()? {
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => {
                self.at += number(self.rest().as_bytes()).ok_or(Malformed)?;
                Ok(())
            }
            _ => {
                let rest = self.rest();
                let word = ["true", "false", "null"].into_iter().find(|w| rest.starts_with(w));
                self.at += word.ok_or(Malformed)?.len();
                Ok(())
            }
        }
    }

    #[inline]
    fn string(&mut self) -> Result<Text<'j>> {
        if self.peek() != Some(b'"') {
            return Err(Malformed);
        }
        let (text, end) = string(self.text, self.at).map_err(|_| Malformed)?;
        self.at = end;
        Ok(text)
    }

    fn rest(&self) -> &'j str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next byte that is no space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at).copied() {
                Some(next) if next > b' ' => return Some(next),
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                next => return next,
            }
        }
    }
}
