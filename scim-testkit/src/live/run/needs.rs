//! Whether a server has what a check needs.

use crate::live::Need;
use crate::live::run::Shared;
use scim_schema::ScimExtension;
use scim_schema::rfc::EnterpriseUser;

impl Need {
    /// Why it is not there; `None` if it is.
    pub(in crate::live) fn unmet(self, shared: &Shared<'_>) -> Option<String> {
        let discovery = &shared.discovery;
        // what a server does not say it may well have
        let config = discovery.config.as_ref();
        let declared = |name: &str, supported: Option<bool>| {
            (supported == Some(false)).then(|| format!("the server declares `{name}` false"))
        };
        let there = |is: bool, what: &str| (!is).then(|| format!("there is no {what}"));
        match self {
            Self::Patch => declared("patch.supported", config.map(|c| c.patch.supported)),
            Self::Filter => declared("filter.supported", config.map(|c| c.filter.supported)),
            Self::Sort => declared("sort.supported", config.map(|c| c.sort.supported)),
            Self::Etag => declared("etag.supported", config.map(|c| c.etag.supported)),
            Self::Bulk => declared("bulk.supported", config.map(|c| c.bulk.supported)),
            Self::Cursor => (!discovery.pages_by_cursor())
                .then(|| "the server does not declare `pagination.cursor`".to_owned()),
            Self::Index => {
                declared("pagination.index", discovery.pagination().map(|pages| pages.index))
            }
            Self::Credentials => there(shared.target.has_credentials(), "token to try without"),
            Self::User => there(discovery.user().is_some(), "resource type with the schema User"),
            Self::Group => {
                there(discovery.group().is_some(), "resource type with the schema Group")
            }
            Self::Enterprise => {
                let urn = &EnterpriseUser::SCHEMA.id;
                let is = discovery.user().is_some_and(|user| {
                    user.extensions().iter().any(|one| one.schema.id.eq_ignore_ascii_case(urn))
                });
                there(is, "enterprise extension of users")
            }
            Self::TwoTypes => there(discovery.kinds.len() > 1, "second resource type"),
            Self::Config => there(config.is_some(), "readable `/ServiceProviderConfig`"),
            Self::ResourceTypes => {
                there(!discovery.resource_types_json.is_empty(), "readable `/ResourceTypes`")
            }
            Self::Schemas => there(!discovery.schemas_json.is_empty(), "readable `/Schemas`"),
        }
    }
}
