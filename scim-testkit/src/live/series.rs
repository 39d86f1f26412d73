//! Requests in one order, as clients' own tests send them: an outcome for each assertion.

mod expect;

pub(crate) use expect::Expect;

use super::{Answer, Level, Session, Stop, Verdict};
use std::collections::BTreeMap;

/// Requests in one order, each with what is asserted of its answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Series {
    pub(super) steps: &'static [Step],
    pub(super) prepare: fn(&mut Session<'_>, &mut Variables) -> Verdict,
    pub(super) reads: bool,
}

/// A request, what later ones take from its answer, and what is asserted of that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(super) act: fn(&mut Session<'_>, &mut Variables) -> Result<Answer, Stop>,
    pub(super) saves: &'static [(&'static str, &'static str)],
    pub(super) assertions: &'static [Assertion],
}

/// What is asserted of one answer. A failure tells its id.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Assertion {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) level: Level,
    pub(super) expect: Expect,
}

/// What steps tell later ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Variables(BTreeMap<&'static str, String>);

impl Series {
    /// Steps that need nothing before.
    #[must_use]
    pub(crate) const fn new(steps: &'static [Step]) -> Self {
        Self { steps, prepare: |_, _| Ok(()), reads: false }
    }

    /// With what is done before the first step; where that ends early, so do all assertions.
    #[must_use]
    pub(crate) const fn prepare(
        mut self,
        prepare: fn(&mut Session<'_>, &mut Variables) -> Verdict,
    ) -> Self {
        self.prepare = prepare;
        self
    }

    /// Writes nothing.
    #[must_use]
    pub(crate) const fn reads(mut self) -> Self {
        self.reads = true;
        self
    }

    pub(super) fn assertions(&self) -> impl Iterator<Item = &'static Assertion> + use<> {
        self.steps.iter().flat_map(|step| step.assertions)
    }
}

impl Step {
    /// A request that gives an answer, and what is asserted of that.
    #[must_use]
    pub(crate) const fn new(
        act: fn(&mut Session<'_>, &mut Variables) -> Result<Answer, Stop>,
        assertions: &'static [Assertion],
    ) -> Self {
        Self { act, saves: &[], assertions }
    }

    /// Gives later steps variables: a name, and the JSON pointer of its text in the answer.
    #[must_use]
    pub(crate) const fn saves(mut self, saves: &'static [(&'static str, &'static str)]) -> Self {
        self.saves = saves;
        self
    }
}

impl Assertion {
    /// An assertion at the level [`Level::Must`].
    #[must_use]
    pub(crate) const fn new(id: &'static str, title: &'static str, expect: Expect) -> Self {
        Self { id, title, level: Level::Must, expect }
    }

    /// A failure is a warning.
    #[must_use]
    pub(crate) const fn should(mut self) -> Self {
        self.level = Level::Should;
        self
    }
}

impl Variables {
    /// Sets a variable.
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.insert(name, value.into());
    }

    /// A variable.
    ///
    /// # Errors
    /// Skips where no step before had an answer that gives it.
    pub(crate) fn get(&self, name: &str) -> Result<&str, Stop> {
        let found = self.0.get(name).map(String::as_str);
        found.ok_or_else(|| Stop::skipped(format!("no answer before gave `{name}`")))
    }

    pub(super) fn save(&mut self, saves: &[(&'static str, &'static str)], answer: &Answer) {
        for (name, pointer) in saves {
            let found = answer.json().pointer(pointer).and_then(|value| value.as_str());
            if let Some(text) = found.filter(|text| !text.is_empty()) {
                self.set(name, text);
            }
        }
    }

    /// A text with the values of variables in the places of their names in braces.
    pub(super) fn fill(&self, template: &str) -> Result<String, Stop> {
        match template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => self.get(name).map(str::to_owned),
            None => Ok(template.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests;
