//! The discovery endpoints (RFC 7644 section 4).

use super::answer;
use super::cursor::Cursors;
use super::endpoint::Answer;
use crate::discovery::{Discovery, json};
use crate::limits::Limits;
use crate::message::ScimError;
use crate::query::Parameters;
use crate::resource::{Descriptor, Flags, Kind, Node};
use crate::schema::{
    AuthenticationScheme, BulkConfig, FilterConfig, PaginationConfig, SecurityEventsConfig,
    ServiceProviderConfig, Supported,
};
use http::StatusCode;
use std::borrow::Cow;

/// What the service offers, as far as it is switched on.
pub(super) fn config(
    types: &[Descriptor],
    limits: &Limits,
    bulk: bool,
    cursors: Option<&Cursors>,
    schemes: Cow<'static, [AuthenticationScheme]>,
) -> ServiceProviderConfig {
    let page = u64::try_from(limits.page).unwrap_or(u64::MAX);
    let any = |test: fn(&Node) -> bool| Supported {
        supported: types.iter().any(|known| known.nodes.iter().any(test)),
    };
    ServiceProviderConfig {
        patch: Supported { supported: !types.is_empty() },
        bulk: if bulk { bulk_config(limits) } else { BulkConfig::default() },
        change_password: any(|node| node.name() == "password" && !node.flags.has(Flags::READ_ONLY)),
        etag: any(has_version),
        filter: FilterConfig { supported: true, max_results: page },
        sort: Supported { supported: true },
        pagination: Some(PaginationConfig {
            cursor: cursors.is_some(),
            index: true,
            // where it was the only one before (9865-2.4-03)
            default_pagination_method: Some(Cow::Borrowed("index")),
            default_page_size: Some(page),
            max_page_size: Some(page),
            cursor_timeout: cursors.map(|cursors| cursors.timeout.as_secs()),
        }),
        authentication_schemes: schemes,
        ..ServiceProviderConfig::new()
    }
}

/// What is told of changes, if anything is.
pub(super) fn security_events(uris: Vec<Cow<'static, str>>) -> Option<SecurityEventsConfig> {
    let async_request = Cow::Borrowed("none");
    (!uris.is_empty()).then_some(SecurityEventsConfig { async_request, event_uris: uris })
}

fn bulk_config(limits: &Limits) -> BulkConfig {
    BulkConfig {
        supported: true,
        max_operations: u64::try_from(limits.bulk_operations).unwrap_or(u64::MAX),
        max_payload_size: u64::try_from(limits.bulk_payload).unwrap_or(u64::MAX),
    }
}

fn has_version(node: &Node) -> bool {
    match node.kind {
        Kind::Version(_) => true,
        Kind::Group(nodes) => nodes.iter().any(has_version),
        _ => false,
    }
}

/// A filter could be meant to hide what is answered, so it is refused; other parameters are
/// ignored (RFC 7644 section 4).
pub(super) fn refuse_filter(parameters: &Parameters) -> Result<(), ScimError> {
    match parameters.get("filter") {
        Ok(None) => Ok(()),
        _ => Err(ScimError::new(403, "discovery cannot be filtered; leave out `filter`")),
    }
}

/// `/ServiceProviderConfig`.
pub(super) fn service_provider_config(config: &ServiceProviderConfig, base: &str) -> Answer {
    Ok(answer::json(StatusCode::OK, json(&config.document(base))))
}

/// `/Schemas`, and one of them.
pub(super) fn schemas(discovery: &Discovery, urn: Option<&str>, base: &str) -> Answer {
    let bytes = match urn {
        None => discovery.schemas_json(base),
        Some(urn) => {
            let found = discovery.schema(urn);
            json(&found.ok_or_else(|| ScimError::not_found("Schema", urn))?.document(base))
        }
    };
    Ok(answer::json(StatusCode::OK, bytes))
}

/// `/ResourceTypes`, and one of them.
pub(super) fn resource_types(discovery: &Discovery, name: Option<&str>, base: &str) -> Answer {
    let bytes = match name {
        None => discovery.resource_types_json(base),
        Some(name) => {
            let found = discovery.resource_type(name);
            json(&found.ok_or_else(|| ScimError::not_found("ResourceType", name))?.document(base))
        }
    };
    Ok(answer::json(StatusCode::OK, bytes))
}
