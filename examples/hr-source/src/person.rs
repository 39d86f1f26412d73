//! A person, and what the HR system knows of the employment.

use scim_schema::value::DateTime;
use scim_schema::{ScimEnum, ScimExtension, ScimResource};

/// The URN of the extension.
pub const EMPLOYMENT: &str = "urn:example:hr:scim:schemas:extension:employment:2.0:User";

/// Someone who works here, will, or did.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
pub struct Person {
    /// Given by the store.
    #[scim(id)]
    pub id: String,
    /// What the person signs in with; an identity provider may change it.
    pub user_name: String,
    /// The given name.
    #[scim(path = "name.givenName")]
    pub given_name: Option<String>,
    /// The family name.
    #[scim(path = "name.familyName")]
    pub family_name: Option<String>,
    /// The address at work; whoever makes the mailbox writes it back.
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    pub email: Option<String>,
    /// The job.
    pub title: Option<String>,
    /// Whether the person may sign in: from the day they are seen until they leave.
    pub active: Option<bool>,
    /// The number of the employee.
    #[scim(path = "EnterpriseUser:employeeNumber")]
    pub employee_number: Option<String>,
    /// The department.
    #[scim(path = "EnterpriseUser:department")]
    pub department: Option<String>,
    /// When and how they are employed.
    #[scim(extension)]
    pub employment: Option<Employment>,
    /// When the person was entered.
    #[scim(path = "meta.created")]
    pub created: DateTime,
    /// When the person was last changed, by someone or by the calendar.
    #[scim(path = "meta.lastModified")]
    pub last_modified: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: u64,
}

/// When and how someone is employed.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:hr:scim:schemas:extension:employment:2.0:User", name = "Employment")]
pub struct Employment {
    /// When the first working day begins, with the UTC offset of the place of work.
    pub hire_date: Option<DateTime>,
    /// When the employment ends.
    pub termination_date: Option<DateTime>,
    /// Where it stands; the calendar moves it.
    pub status: Option<Status>,
}

/// Where an employment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ScimEnum)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Status {
    /// Agreed, and too far away to be seen.
    Planned,
    /// Seen, and not begun.
    PreHire,
    /// Begun.
    Employed,
    /// Ended, or called off after it was seen.
    Ended,
}

impl Status {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::PreHire => "preHire",
            Self::Employed => "employed",
            Self::Ended => "ended",
        }
    }
}
