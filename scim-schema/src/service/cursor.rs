//! Cursors (RFC 9865): what a client sends back to get the next page, signed and with an end.
//!
//! A cursor holds the places in the order that a page ended at, so nothing is kept between
//! requests and every server with the key can go on. It stays short whatever resources are sorted by:
//! of a long text it has a digest, and the text itself is looked up again. Its signature covers the
//! tenant, the subject, the endpoint, the filter and the order as well: elsewhere it is as invalid as a
//! forged one, with the same message (9865-5-01, -04, -05).

mod bytes;

use crate::compare::Key;
use crate::message::{ScimError, ScimType, SearchRequest};
use crate::query::{Position, invalid_cursor};
use crate::value::InvalidValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::{Take, put_bytes, put_key};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The key that cursors are signed with: the same on all servers of a service.
///
/// Cursors of another key are invalid, so a changed key makes clients begin their lists again.
/// Whoever has a cursor can read in it what the last resource of the page is sorted by, where that is
/// no longer than 256 bytes; behind a longer text a list goes on only while that resource keeps it,
/// and is `400 expiredCursor` else.
///
/// ```
/// use scim_schema::service::CursorKey;
///
/// assert!(CursorKey::new("too short").is_err());
/// let key = CursorKey::new([7; 32])?;
/// assert_eq!(format!("{key:?}"), "CursorKey(..)");
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
#[derive(Clone)]
pub struct CursorKey(Hmac<Sha256>);

impl CursorKey {
    /// A key of 32 random bytes or more, from the configuration.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, InvalidValue> {
        const LEAST: usize = 32;
        let secret = secret.as_ref();
        let key = Hmac::new_from_slice(secret).ok().filter(|_| secret.len() >= LEAST);
        key.map(Self).ok_or(InvalidValue::new("a key of at least 32 bytes"))
    }

    fn mac(&self, bound: &Bound<'_>, payload: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(&bound.bytes());
        mac.update(payload);
        mac
    }
}

impl fmt::Debug for CursorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CursorKey(..)")
    }
}

/// What pages by cursor need.
pub(super) struct Cursors {
    pub(super) key: CursorKey,
    pub(super) timeout: Duration,
    pub(super) now: fn() -> SystemTime,
}

/// What a cursor is good for.
#[derive(Clone, Copy)]
pub(super) struct Bound<'a> {
    pub(super) tenant: Option<&'a str>,
    /// Who may see other resources than others do, and is told how many the first page found.
    pub(super) subject: Option<&'a str>,
    /// The endpoint; of a search at the root all of them.
    pub(super) endpoints: &'a str,
    pub(super) request: &'a SearchRequest,
}

impl Bound<'_> {
    /// Each part with its length, so that no two are the same. Case is ignored in what the request
    /// gives, as it is in names.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"scim cursor".to_vec();
        let SearchRequest { filter, sort_by, sort_order, .. } = self.request;
        for part in [self.tenant, self.subject, Some(self.endpoints)] {
            bytes.push(u8::from(part.is_some()));
            put_bytes(&mut bytes, part.unwrap_or_default().as_bytes());
        }
        for part in [filter, sort_by, sort_order] {
            bytes.push(u8::from(part.is_some()));
            let text = part.as_deref().unwrap_or_default().to_ascii_lowercase();
            put_bytes(&mut bytes, text.as_bytes());
        }
        bytes
    }
}

/// How far a search has come in the resources of one type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reached {
    /// Nothing was answered yet.
    Start,
    /// All up to here.
    Place(Position),
    /// All up to the resource with this id, if what it is sorted by, a long text, still has this
    /// digest.
    Long { id: String, digest: [u8; 32] },
    /// All.
    End,
}

impl Reached {
    /// The place of the resource that a page ended at, as it is now.
    ///
    /// # Errors
    /// `400 expiredCursor` when it has another, or the resource is gone.
    pub(super) fn found(digest: &[u8; 32], place: Option<Position>) -> Result<Self, ScimError> {
        let is_same = |place: &Position| match &place.key {
            Some(Key::Text(text)) => self::digest(text) == *digest,
            _ => false,
        };
        place.filter(is_same).map(Self::Place).ok_or_else(|| {
            ScimError::bad_request(
                ScimType::ExpiredCursor,
                "the resource that the page ended at has changed; begin again with an empty `cursor`",
            )
        })
    }
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// So long a text is in a cursor itself: those of all types fit into a URI.
const LONGEST: usize = 256;
const VERSION: u8 = 3;
const TAG: usize = 16;
/// Stands for a total that no store told.
const UNKNOWN: u64 = u64::MAX;

impl Cursors {
    /// The cursor of the page that comes next: where each type has come to, with pages of so many,
    /// of so many in all.
    pub(super) fn seal(
        &self,
        bound: &Bound<'_>,
        count: usize,
        total: Option<u64>,
        reached: &[Reached],
    ) -> String {
        let mut bytes = vec![VERSION];
        let expires = self.seconds().saturating_add(self.timeout.as_secs());
        bytes.extend_from_slice(&expires.to_be_bytes());
        bytes.extend_from_slice(&u64::try_from(count).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend_from_slice(&total.unwrap_or(UNKNOWN).to_be_bytes());
        for one in reached {
            match one {
                Reached::Start => bytes.push(0),
                Reached::Place(Position { key: Some(Key::Text(text)), id })
                    if text.len() > LONGEST =>
                {
                    put_long(&mut bytes, id, &digest(text));
                }
                Reached::Place(place) => {
                    bytes.push(1);
                    put_key(&mut bytes, place.key.as_ref());
                    put_bytes(&mut bytes, place.id.as_bytes());
                }
                Reached::Long { id, digest } => put_long(&mut bytes, id, digest),
                Reached::End => bytes.push(2),
            }
        }
        let tag = self.key.mac(bound, &bytes).finalize().into_bytes();
        bytes.extend(tag.iter().take(TAG));
        // unreserved characters only (9865-2-02)
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// How many there were in all when the first page was read, if that was known, and where so many
    /// types have come to, by a cursor of this search.
    pub(super) fn open(
        &self,
        bound: &Bound<'_>,
        cursor: &str,
        count: usize,
        types: usize,
    ) -> Result<(Option<u64>, Vec<Reached>), ScimError> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid_cursor())?;
        let (payload, tag) = bytes
            .len()
            .checked_sub(TAG)
            .and_then(|at| bytes.split_at_checked(at))
            .ok_or_else(invalid_cursor)?;
        // in constant time
        let verified = self.key.mac(bound, payload).verify_truncated_left(tag);
        verified.map_err(|_| invalid_cursor())?;
        let Signed { expires, count: counted, total, reached } =
            read(payload).ok_or_else(invalid_cursor)?;
        if reached.len() != types {
            return Err(invalid_cursor());
        }
        if expires < self.seconds() {
            return Err(ScimError::bad_request(
                ScimType::ExpiredCursor,
                format!(
                    "the cursor is older than {} seconds; begin again with an empty `cursor`",
                    self.timeout.as_secs()
                ),
            ));
        }
        if counted != u64::try_from(count).unwrap_or(u64::MAX) {
            return Err(ScimError::bad_request(
                ScimType::InvalidCount,
                format!("the first page had a `count` of {counted}; give the same for the next"),
            ));
        }
        Ok(((total != UNKNOWN).then_some(total), reached))
    }

    fn seconds(&self) -> u64 {
        (self.now)().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
    }
}

fn put_long(bytes: &mut Vec<u8>, id: &str, digest: &[u8; 32]) {
    bytes.push(3);
    put_bytes(bytes, id.as_bytes());
    bytes.extend_from_slice(digest);
}

struct Signed {
    expires: u64,
    count: u64,
    total: u64,
    reached: Vec<Reached>,
}

/// What was signed.
fn read(payload: &[u8]) -> Option<Signed> {
    let mut rest = Take(payload);
    if rest.byte()? != VERSION {
        return None;
    }
    let (expires, count, total) = (rest.number()?, rest.number()?, rest.number()?);
    let mut reached = Vec::new();
    while !rest.0.is_empty() {
        reached.push(match rest.byte()? {
            0 => Reached::Start,
            1 => Reached::Place(Position { key: rest.key()?, id: rest.text()? }),
            2 => Reached::End,
            3 => Reached::Long { id: rest.text()?, digest: rest.array()? },
            _ => return None,
        });
    }
    Some(Signed { expires, count, total, reached })
}

#[cfg(test)]
mod tests;
