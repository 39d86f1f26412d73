//! What is known while a body is read.

use super::seen::{Blanks, Seen};
use crate::changes::{ChangedPath, Changes};
use crate::dialect::{Dialect, Tolerance};
use crate::limits::Limits;
use crate::message::ScimError;
use crate::resource::Descriptor;
use crate::schema::{Attribute, Type};
use serde::de;
use std::borrow::Cow;

/// What a body does to attributes that it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// POST: defaults apply; what the application prepared stays.
    Create,
    /// PUT: what can be unassigned is (RFC 7644 section 3.5.1), but for `active`, secrets and
    /// what says `on_omit = "keep"`: omitted is not null.
    Replace,
    /// PATCH: what is left out stays, and parts of what is required may be left out.
    Patch,
}

pub(crate) struct Reading<'l> {
    pub(crate) descriptor: Descriptor,
    pub(super) mode: Mode,
    pub(crate) dialect: Dialect,
    pub(crate) changes: Changes,
    /// Whether changes are the enclosing list's, which records them itself.
    pub(crate) quiet: bool,
    /// Whether an element goes to a slot that another went to before.
    pub(super) slot_again: bool,
    /// Whether the value that is written is a part of one that was just made, which has no value yet
    /// that must stay.
    pub(crate) new: bool,
    /// Whether a part of such a value was null, which it is anyway.
    pub(super) null: bool,
    /// What is blank in the new value that was read last, and in the elements of the list that is read.
    pub(super) blank: Seen,
    pub(super) blanks: Blanks,
    /// Counts what changed, so that a level knows whether anything below it did.
    pub(crate) writes: u64,
    /// The structured error behind the text that serde carries.
    pub(super) error: Option<ScimError>,
    elements: usize,
    pub(crate) limits: &'l Limits,
}

impl<'l> Reading<'l> {
    pub(crate) fn new(
        descriptor: Descriptor,
        mode: Mode,
        dialect: Dialect,
        limits: &'l Limits,
    ) -> Self {
        Self {
            descriptor,
            mode,
            dialect,
            changes: Changes::default(),
            quiet: false,
            slot_again: false,
            new: false,
            null: false,
            blank: Seen::NONE,
            blanks: Blanks::default(),
            writes: 0,
            error: None,
            elements: 0,
            limits,
        }
    }

    /// Whether elements of a list may say in a text that they are the primary one.
    pub(crate) fn takes_primary_text(&self, list: &Attribute) -> bool {
        self.dialect.accepts(Tolerance::StringBoolean)
            && list.sub_attribute("primary").is_some_and(|sub| sub.r#type == Type::Boolean)
    }

    /// Keeps the error and answers a text for serde.
    #[cold]
    pub(super) fn fail<E: de::Error>(&mut self, error: impl Into<ScimError>) -> E {
        self.error = Some(error.into());
        E::custom("refused")
    }

    /// Adds a segment to the path of the error that is passing.
    #[inline]
    pub(super) fn at<T, E>(
        &mut self,
        answer: Result<T, E>,
        segment: impl FnOnce() -> Cow<'static, str>,
    ) -> Result<T, E> {
        if answer.is_err() {
            self.error = self.error.take().map(|error| error.at(segment()));
        }
        answer
    }

    #[inline]
    pub(crate) fn changed(&mut self, changed: bool, path: ChangedPath) {
        self.changed_at(changed, || path);
    }

    /// The same of what came with the whole that it is a part of, recorded already perhaps.
    pub(super) fn changed_with(&mut self, changed: bool, path: ChangedPath) {
        if changed {
            self.writes += 1;
            self.changes.record_once(path);
        }
    }

    /// The same with the path made only if it is recorded.
    #[inline]
    pub(super) fn changed_at(&mut self, changed: bool, path: impl FnOnce() -> ChangedPath) {
        if changed {
            self.writes += 1;
            match (self.quiet, self.mode) {
                (true, _) => {}
                // several operations may change the same
                (false, Mode::Patch) => self.changes.record_once(path()),
                (false, _) => self.changes.record(path()),
            }
        }
    }

    /// The same of a part of a slot, which several elements may name.
    #[inline]
    pub(super) fn slot_changed(&mut self, changed: bool, path: ChangedPath) {
        if changed {
            self.writes += 1;
            match (self.quiet, self.slot_again) {
                (true, _) => {}
                (false, true) => self.changes.record_again(path),
                (false, false) => self.changes.record(path),
            }
        }
    }

    /// Charges one element of a multi-valued attribute.
    pub(super) fn charge_element<E: de::Error>(&mut self) -> Result<(), E> {
        self.elements += 1;
        if self.elements > self.limits.elements {
            let limit = self.limits.elements;
            return Err(self.fail(ScimError::too_large(format!(
                "the body has more than {limit} elements; send them in several requests"
            ))));
        }
        Ok(())
    }
}
