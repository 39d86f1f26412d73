//! Keys and texts as bytes.

use crate::compare::Key;
use std::borrow::Cow;

pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

pub(super) fn put_key(out: &mut Vec<u8>, key: Option<&Key<'_>>) {
    match key {
        None => out.push(0),
        Some(Key::Boolean(value)) => out.push(1 + u8::from(*value)),
        Some(Key::Integer(value)) => {
            out.push(3);
            out.extend_from_slice(&value.to_be_bytes());
        }
        Some(Key::Decimal(value)) => {
            out.push(4);
            out.extend_from_slice(&value.to_bits().to_be_bytes());
        }
        Some(Key::Instant(seconds, nanos)) => {
            out.push(5);
            out.extend_from_slice(&seconds.to_be_bytes());
            out.extend_from_slice(&nanos.to_be_bytes());
        }
        Some(Key::Text(text)) => {
            out.push(6);
            put_bytes(out, text.as_bytes());
        }
    }
}

/// Bytes that are read from the front.
pub(super) struct Take<'a>(pub(super) &'a [u8]);

impl<'a> Take<'a> {
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*array)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest): (&'a [u8], _) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(bytes.to_vec()).ok()
    }

    /// A key, or that there is none.
    pub(super) fn key(&mut self) -> Option<Option<Key<'static>>> {
        Some(match self.byte()? {
            0 => None,
            1 => Some(Key::Boolean(false)),
            2 => Some(Key::Boolean(true)),
            3 => Some(Key::Integer(i128::from_be_bytes(self.array()?))),
            4 => Some(Key::Decimal(f64::from_bits(self.number()?))),
            5 => {
                let seconds = i64::from_be_bytes(self.array()?);
                Some(Key::Instant(seconds, u32::from_be_bytes(self.array()?)))
            }
            6 => Some(Key::Text(Cow::Owned(self.text()?))),
            _ => return None,
        })
    }
}
