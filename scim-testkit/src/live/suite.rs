//! A client's own tests: what they are made of.

use super::series::Series;
use super::{Audit, Check};

/// A client's own tests, which [`run_suites`](super::run_suites) runs in the place of those of the
/// RFCs.
///
/// ```
/// use scim_testkit::okta::suite;
///
/// let names: Vec<&str> = suite::ALL.iter().map(|suite| suite.name()).collect();
/// assert_eq!(names, ["spec", "crud", "import", "entitlements", "quirks"]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Suite {
    pub(super) name: &'static str,
    pub(super) client: Client,
    pub(super) series: &'static [Series],
    pub(super) checks: &'static [&'static [Check]],
    pub(super) audits: &'static [Audit],
    pub(super) unchecked: &'static [Unchecked],
}

/// How a client's requests look, where a check does not say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client {
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) media_type: &'static str,
}

/// What a client does, or asks for, that no request shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unchecked {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) reason: &'static str,
}

impl Suite {
    /// A suite with nothing in it.
    #[must_use]
    pub(crate) const fn new(name: &'static str) -> Self {
        let client = Client::PLAIN;
        Self { name, client, series: &[], checks: &[], audits: &[], unchecked: &[] }
    }

    /// Whose requests look like those of a client. Of several suites in a run the first one's
    /// counts.
    #[must_use]
    pub(crate) const fn client(mut self, client: Client) -> Self {
        self.client = client;
        self
    }

    /// With requests in one order.
    #[must_use]
    pub(crate) const fn series(mut self, series: &'static [Series]) -> Self {
        self.series = series;
        self
    }

    /// With checks.
    #[must_use]
    pub(crate) const fn checks(mut self, checks: &'static [&'static [Check]]) -> Self {
        self.checks = checks;
        self
    }

    /// With rules for all answers.
    #[must_use]
    pub(crate) const fn audits(mut self, audits: &'static [Audit]) -> Self {
        self.audits = audits;
        self
    }

    /// With what no request shows, which reports tell as skipped.
    #[must_use]
    pub(crate) const fn unchecked(mut self, unchecked: &'static [Unchecked]) -> Self {
        self.unchecked = unchecked;
        self
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl Client {
    /// Nothing of its own.
    pub(super) const PLAIN: Self = Self { headers: &[], media_type: "application/scim+json" };

    /// A client that sends headers of its own, and bodies of a media type.
    #[must_use]
    pub(crate) const fn new(
        media_type: &'static str,
        headers: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { headers, media_type }
    }
}

impl Unchecked {
    /// What no request shows, and why not.
    #[must_use]
    pub(crate) const fn new(id: &'static str, title: &'static str, reason: &'static str) -> Self {
        Self { id, title, reason }
    }
}
