//! Edits: a request's body, applied to a resource as often as it takes.

use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::message::ScimError;
use crate::read::{Mode, resource};
use crate::resource::ScimResource;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A body that was not applied yet.
struct Body<R> {
    text: Arc<str>,
    dialect: Dialect,
    limits: Limits,
    resource: PhantomData<fn() -> R>,
}

impl<R> Clone for Body<R> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            dialect: self.dialect,
            limits: self.limits,
            resource: PhantomData,
        }
    }
}

impl<R: ScimResource> Body<R> {
    fn new(body: &[u8], dialect: &Dialect, limits: Limits) -> Result<Self, ScimError> {
        if body.len() > limits.body {
            return Err(ScimError::too_large(format!(
                "the body has more than {} bytes",
                limits.body
            )));
        }
        let text = str::from_utf8(body).map_err(|error| {
            ScimError::invalid_syntax(format!(
                "the body is not UTF-8 from byte {}",
                error.valid_up_to()
            ))
        })?;
        Ok(Self { text: text.into(), dialect: *dialect, limits, resource: PhantomData })
    }

    fn apply_to(&self, target: &mut R, mode: Mode) -> Result<Changes, ScimError> {
        resource(target, R::descriptor(), &self.text, mode, self.dialect, &self.limits)
    }

    fn apply(&self, target: &R, mode: Mode) -> Result<(R, Changes), ScimError> {
        let mut edited = target.clone();
        let changes = self.apply_to(&mut edited, mode)?;
        Ok((edited, changes))
    }
}

macro_rules! edit { ($(#[$doc:meta])* $name:ident, $mode:expr) => {
    $(#[$doc])*
    pub struct $name<R>(Body<R>);

    impl<R: ScimResource> $name<R> {
        /// The edit that a request's body describes. It is parsed while it is applied.
        ///
        /// # Errors
        /// A body that is too large (`413`) or not UTF-8 (`400 invalidSyntax`).
        pub fn new(body: impl AsRef<[u8]>, dialect: &Dialect) -> Result<Self, ScimError> {
            Self::with_limits(body, dialect, Limits::DEFAULT)
        }

        /// The same within other bounds.
        ///
        /// # Errors
        /// A body that is too large (`413`) or not UTF-8 (`400 invalidSyntax`).
        pub fn with_limits(
            body: impl AsRef<[u8]>,
            dialect: &Dialect,
            limits: Limits,
        ) -> Result<Self, ScimError> {
            Body::new(body.as_ref(), dialect, limits).map(Self)
        }

        /// Applies it to a copy. It can be applied any number of times, as a compare-and-swap
        /// loop does.
        ///
        /// # Errors
        /// What the body does that it may not: its path, status and scimType say.
        pub fn apply(&self, resource: &R) -> Result<(R, Changes), ScimError> {
            self.0.apply(resource, $mode)
        }

        /// Applies it in place. After an error the resource may be half edited: drop it.
        ///
        /// # Errors
        /// What the body does that it may not: its path, status and scimType say.
        pub fn apply_to(&self, resource: &mut R) -> Result<Changes, ScimError> {
            self.0.apply_to(resource, $mode)
        }
    }

    impl<R> Clone for $name<R> {
        fn clone(&self) -> Self {
            Self(self.0.clone())
        }
    }

    impl<R> fmt::Debug for $name<R> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            // a body may hold a password
            f.debug_struct(stringify!($name)).field("bytes", &self.0.text.len()).finish_non_exhaustive()
        }
    }
} }

edit! {
    /// A POST (RFC 7644 section 3.3): edits a blank resource that the application prepared, with
    /// its identifier and timestamps.
    Create, Mode::Create
}

edit! {
    /// A PUT (RFC 7644 section 3.5.1): edits the stored resource. What the body leaves out is
    /// unassigned where a client could unassign it, but for `active`, secrets and what says
    /// `on_omit = "keep"`; what is not mapped stays.
    Replace, Mode::Replace
}

/// An edit of a stored resource.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Edit<R: ScimResource> {
    /// A PUT.
    Replace(Replace<R>),
}

impl<R: ScimResource> Edit<R> {
    /// Applies it to a copy. It can be applied any number of times, as a compare-and-swap loop
    /// does.
    ///
    /// # Errors
    /// What the request does that it may not: its path, status and scimType say.
    pub fn apply(&self, resource: &R) -> Result<(R, Changes), ScimError> {
        match self {
            Self::Replace(replace) => replace.apply(resource),
        }
    }

    /// Applies it in place. After an error the resource may be half edited: drop it.
    ///
    /// # Errors
    /// What the request does that it may not: its path, status and scimType say.
    pub fn apply_to(&self, resource: &mut R) -> Result<Changes, ScimError> {
        match self {
            Self::Replace(replace) => replace.apply_to(resource),
        }
    }
}
