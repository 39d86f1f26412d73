//! Every statement of RFC 7643, RFC 7644 and RFC 9865 that an implementation must, should or may
//! follow, or that describes what it does: numbered, and in our own words.
//!
//! Tests and checks name the ids that they cover, such as `7644-3.5.2-04` (RFC, section, number).
//!
//! ```
//! use scim_testkit::requirement::{self, Level};
//!
//! let one = requirement::get("7644-3.5.2-24").unwrap();
//! assert_eq!((one.rfc(), one.section(), one.level), ("7644", "3.5.2", Level::Must));
//! assert_eq!(one.text, "PATCH is atomic");
//! assert_eq!(requirement::section("7644", "3.6").count(), 6);
//! ```

use std::fmt;
use std::sync::LazyLock;

static ALL: LazyLock<Vec<Requirement>> =
    LazyLock::new(|| TABLE.lines().skip(1).filter_map(Requirement::read).collect());

const TABLE: &str = include_str!("../requirements.tsv");

/// One numbered statement.
///
/// ```
/// let one = scim_testkit::requirement::get("7644-3.5.2-24").unwrap();
/// assert_eq!((one.rfc(), one.section()), ("7644", "3.5.2"));
/// assert_eq!(one.to_string(), "7644-3.5.2-24 MUST: PATCH is atomic");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// RFC, section and number, such as `7644-3.5.2-04`.
    pub id: &'static str,
    /// How much it binds.
    pub level: Level,
    /// Whom it binds.
    pub party: Party,
    /// Whether requests and responses show that it holds.
    pub testable: Testable,
    /// What it says.
    pub text: &'static str,
}

/// How much a statement binds, in the words of RFC 2119.
///
/// ```
/// use scim_testkit::requirement::{self, Level};
///
/// let binding = |level| matches!(level, Level::Must | Level::MustNot);
/// let must = requirement::all().iter().filter(|one| binding(one.level)).count();
/// assert!(must > 100, "{must} of {}", requirement::all().len());
/// assert_eq!(Level::MustNot.to_string(), "MUST NOT");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "RFC 2119 has no other")]
pub enum Level {
    /// MUST, SHALL or REQUIRED.
    Must,
    /// MUST NOT or SHALL NOT.
    MustNot,
    /// SHOULD or RECOMMENDED.
    Should,
    /// SHOULD NOT.
    ShouldNot,
    /// MAY or OPTIONAL.
    May,
    /// Said without such a word.
    Described,
}

/// Whom a statement binds.
///
/// ```
/// use scim_testkit::requirement::Party;
///
/// assert!(Party::Both.is_client() && Party::Both.is_service_provider());
/// assert!(!Party::SchemaAuthor.is_client() && !Party::Client.is_service_provider());
/// assert_eq!(Party::ServiceProvider.to_string(), "service provider");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Party {
    /// Who serves resources.
    ServiceProvider,
    /// Who asks for them.
    Client,
    /// Service providers and clients alike.
    Both,
    /// Who defines schemas.
    SchemaAuthor,
}

/// Whether requests and responses show that a statement holds.
///
/// ```
/// use scim_testkit::requirement::{self, Testable};
///
/// // what a test of requests and responses cannot be asked to cover
/// let unseen = requirement::all().iter().filter(|one| one.testable == Testable::No);
/// assert!(unseen.count() > 0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Testable {
    /// They do.
    Yes,
    /// They do for some of it, or on some service providers.
    Partly,
    /// They do not.
    No,
}

/// All of them, in the order of the RFCs.
///
/// ```
/// use scim_testkit::requirement;
///
/// let all = requirement::all();
/// assert!(all.iter().all(|one| requirement::get(one.id) == Some(one)), "no id is used twice");
/// ```
#[must_use]
pub fn all() -> &'static [Requirement] {
    &ALL
}

/// The requirement with an id; `None` for an id that does not exist.
///
/// ```
/// use scim_testkit::requirement;
///
/// assert!(requirement::get("7644-3.5.2-04").is_some());
/// assert!(requirement::get("7644-3.5.2-99").is_none());
/// ```
#[must_use]
pub fn get(id: &str) -> Option<&'static Requirement> {
    all().iter().find(|requirement| requirement.id == id)
}

/// The requirements of a section, without those of its subsections: `section("7644", "3.5.2")`.
///
/// ```
/// use scim_testkit::requirement;
///
/// let ids: Vec<&str> = requirement::section("7644", "3.6").map(|one| one.id).collect();
/// assert_eq!((ids.len(), ids[0]), (6, "7644-3.6-01"));
/// ```
pub fn section(rfc: &str, section: &str) -> impl Iterator<Item = &'static Requirement> {
    all().iter().filter(move |known| known.rfc() == rfc && known.section() == section)
}

/// The RFC, the section and the number of an id; `None` for what is not of that form. Says nothing
/// about whether there is such a requirement.
///
/// ```
/// use scim_testkit::requirement::split_id;
/// assert_eq!(split_id("7644-3.5.2-04"), Some(("7644", "3.5.2", "04")));
/// assert_eq!(split_id("7644-3.5.2-4"), None);
/// ```
#[must_use]
pub fn split_id(id: &str) -> Option<(&str, &str, &str)> {
    let (rfc, rest) = id.split_once('-')?;
    let (section, number) = rest.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let formed = matches!(rfc, "7643" | "7644" | "9865")
        && section.split('.').all(digits)
        && number.len() == 2
        && digits(number);
    formed.then_some((rfc, section, number))
}

impl Requirement {
    fn read(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        let id = columns.next()?;
        split_id(id)?;
        let level = match columns.next()? {
            "MUST" => Level::Must,
            "MUST NOT" => Level::MustNot,
            "SHOULD" => Level::Should,
            "SHOULD NOT" => Level::ShouldNot,
            "MAY" => Level::May,
            "DESC" => Level::Described,
            _ => return None,
        };
        let party = match columns.next()? {
            "service provider" => Party::ServiceProvider,
            "client" => Party::Client,
            "both" => Party::Both,
            "schema author" => Party::SchemaAuthor,
            _ => return None,
        };
        let testable = match columns.next()? {
            "yes" => Testable::Yes,
            "partly" => Testable::Partly,
            "no" => Testable::No,
            _ => return None,
        };
        let text = columns.next()?;
        columns.next().is_none().then_some(Self { id, level, party, testable, text })
    }

    /// The number of the RFC.
    #[must_use]
    pub fn rfc(&self) -> &'static str {
        split_id(self.id).map_or("", |(rfc, ..)| rfc)
    }

    /// The section of the RFC, such as `3.5.2`.
    #[must_use]
    pub fn section(&self) -> &'static str {
        split_id(self.id).map_or("", |(_, section, _)| section)
    }
}

impl Party {
    /// Whether it binds service providers.
    #[must_use]
    pub const fn is_service_provider(self) -> bool {
        matches!(self, Self::ServiceProvider | Self::Both)
    }

    /// Whether it binds clients.
    #[must_use]
    pub const fn is_client(self) -> bool {
        matches!(self, Self::Client | Self::Both)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Must => "MUST",
            Self::MustNot => "MUST NOT",
            Self::Should => "SHOULD",
            Self::ShouldNot => "SHOULD NOT",
            Self::May => "MAY",
            Self::Described => "described",
        })
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ServiceProvider => "service provider",
            Self::Client => "client",
            Self::Both => "both",
            Self::SchemaAuthor => "schema author",
        })
    }
}

/// `7644-3.5.2-24 MUST: PATCH is atomic`
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.id, self.level, self.text)
    }
}

#[cfg(test)]
mod tests;
