//! Ids between their text and their type.

use crate::message::ScimError;
use crate::resource::ScimResource;
use std::any::Any;
use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// The id that a text is. A text that does not parse, or that is another spelling of an id, names no
/// resource.
pub(super) fn parse<R: ScimResource>(text: &str) -> Result<R::Id, ScimError> {
    let id = text.parse().ok().filter(|id: &R::Id| is_written_so(id, text));
    id.ok_or_else(|| not_found::<R>(&text))
}

/// The text of an id.
pub(super) fn text<I: Display + 'static>(id: &I) -> Cow<'_, str> {
    // as most ids are texts already
    match (id as &dyn Any).downcast_ref::<String>() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(id.to_string()),
    }
}

#[cold]
pub(super) fn not_found<R: ScimResource>(id: &impl Display) -> ScimError {
    ScimError::not_found(&R::RESOURCE_TYPE.name, id)
}

/// Whether an id is written as just this text.
fn is_written_so(id: &impl Display, text: &str) -> bool {
    /// What is still to come.
    struct Rest<'t>(&'t str);

    impl Write for Rest<'_> {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    let mut rest = Rest(text);
    write!(rest, "{id}").is_ok() && rest.0.is_empty()
}

#[cfg(test)]
mod tests;
