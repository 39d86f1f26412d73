//! Discovery (RFC 7644 section 4, RFC 7643 sections 5 to 7).

use super::{Check, Need, Verdict};
use crate::live::{Session, Stop};

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "discovery.endpoints",
        "each resource type has an endpoint that answers a list",
        &["7643-6-07", "7644-3.4.2-04"],
        endpoints,
    )
    .reads()
    .each_type(),
    Check::new(
        "discovery.schema-of-type",
        "the schema of each resource type is described",
        &["7643-6-08", "7643-6-10"],
        schemas,
    )
    .reads()
    .needs(&[Need::ResourceTypes, Need::Schemas]),
];

fn endpoints(s: &mut Session<'_>) -> Verdict {
    s.list(&[("count", "1")])?.expect_list()?;
    Ok(())
}

fn schemas(s: &mut Session<'_>) -> Verdict {
    let discovery = s.discovery();
    for declared in &discovery.resource_types_json {
        let extensions = declared.get("schemaExtensions").and_then(|list| list.as_array());
        let extensions = extensions.into_iter().flatten().filter_map(|one| one.get("schema"));
        for urn in declared.get("schema").into_iter().chain(extensions) {
            let is = |id: &str| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(id));
            if !discovery.schemas.iter().any(|schema| is(&schema.id)) {
                return Err(Stop::failed(format!("{urn} at `/Schemas`"), "no such schema"));
            }
        }
    }
    Ok(())
}
