//! Filters (RFC 7644 section 3.4.2.2).

pub(super) mod logic;
pub(super) mod name;
pub(super) mod operator;
pub(super) mod place;
pub(super) mod refused;
pub(super) mod typed;

use super::subject::{expect, made};
use crate::live::{Attr, Made, Session, Stop};

/// A resource with a text, and the text in two parts around a tag: `Alpha TAG Omega`.
fn with_text(s: &mut Session<'_>, attribute: &Attr) -> Result<(Made, String, String), Stop> {
    let tag = s.unique();
    let text = format!("Alpha {tag} Omega");
    let made = made(s, &[(attribute, text.clone().into())])?;
    Ok((made, text, tag))
}

/// Each filter on one resource, and whether it matches.
fn each(s: &mut Session<'_>, made: &Made, filters: &[(String, bool)]) -> Result<(), Stop> {
    for (filter, found) in filters {
        expect(s, made, filter, *found)?;
    }
    Ok(())
}
