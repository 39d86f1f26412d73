//! The sections of the RFCs, as reports are ordered by.

use crate::live::Outcome;
use crate::requirement::split_id;
use std::collections::BTreeMap;

/// A section, and the checks whose first requirement is of it.
#[derive(Debug)]
pub(super) struct Section<'r> {
    pub(super) rfc: &'static str,
    pub(super) number: &'static str,
    pub(super) checks: Vec<&'r Outcome>,
}

/// The sections that have checks, in the order of the RFCs; checks of no section last.
pub(super) fn sections(outcomes: &[Outcome]) -> Vec<Section<'_>> {
    let mut sections: BTreeMap<(&str, Vec<u32>), Section<'_>> = BTreeMap::new();
    for outcome in outcomes {
        let first = outcome.requirements.first().and_then(|id| split_id(id));
        let (rfc, number) = first.map_or(("", ""), |(rfc, number, _)| (rfc, number));
        let order = number.split('.').filter_map(|part| part.parse().ok()).collect();
        // what is of no RFC comes last
        let key = (if rfc.is_empty() { "~" } else { rfc }, order);
        let section = sections.entry(key);
        section.or_insert_with(|| Section { rfc, number, checks: Vec::new() }).checks.push(outcome);
    }
    sections.into_values().collect()
}

impl Section<'_> {
    /// `RFC 7644, 3.5.2: modifying with PATCH`
    pub(super) fn heading(&self) -> String {
        if self.rfc.is_empty() {
            return "Beside the RFCs".to_owned();
        }
        match title(self.rfc, self.number) {
            "" => format!("RFC {}, {}", self.rfc, self.number),
            title => format!("RFC {}, {}: {title}", self.rfc, self.number),
        }
    }
}

/// What a section is about.
pub(super) fn title(rfc: &str, section: &str) -> &'static str {
    match (rfc, section) {
        ("7643", "1.2" | "2" | "2.1" | "2.2") => "attributes",
        ("7643", number) if number.starts_with("2.3") => "data types",
        ("7643", "2.4") => "multi-valued attributes",
        ("7643", "2.5") => "unassigned and null values",
        ("7643", "3" | "3.2" | "3.3") => "resources",
        ("7643", "3.1") => "common attributes",
        ("7643", number) if number.starts_with("4.1") => "users",
        ("7643", "4.2") => "groups",
        ("7643", "4.3") => "enterprise users",
        ("7643", "5") => "service provider configuration",
        ("7643", "6") => "resource types",
        ("7643", "7") => "schemas",
        ("7643", "8") => "representations",
        ("7644", number) if number == "2" || number.starts_with("2.") => "authentication",
        ("7644", "3.1") => "media types and messages",
        ("7644", "3.2") => "endpoints and methods",
        ("7644", "3.3" | "3.3.1") => "creating resources",
        ("7644", "3.4" | "3.4.1") => "reading resources",
        ("7644", "3.4.2" | "3.4.2.1") => "querying resources",
        ("7644", "3.4.2.2") => "filtering",
        ("7644", "3.4.2.3") => "sorting",
        ("7644", "3.4.2.4") => "pages",
        ("7644", "3.4.2.5") => "attributes asked for",
        ("7644", "3.4.3") => "querying with POST",
        ("7644", "3.5" | "3.5.1") => "replacing with PUT",
        ("7644", "3.5.2") => "modifying with PATCH",
        ("7644", "3.5.2.1") => "PATCH add",
        ("7644", "3.5.2.2") => "PATCH remove",
        ("7644", "3.5.2.3") => "PATCH replace",
        ("7644", "3.6") => "deleting resources",
        ("7644", number) if number.starts_with("3.7") => "bulk operations",
        ("7644", "3.8") => "data formats",
        ("7644", "3.9") => "partial responses",
        ("7644", "3.10") => "attribute notation",
        ("7644", "3.11") => "/Me",
        ("7644", "3.12") => "status codes and errors",
        ("7644", "3.13") => "versions of the protocol",
        ("7644", "3.14") => "versions of resources",
        ("7644", "4") => "discovery",
        ("7644", "5") => "preparing strings",
        ("7644", "6") => "tenants",
        ("7644", number) if number.starts_with('7') => "security",
        ("9865", "4") => "pagination configuration",
        ("9865", _) => "cursor pages",
        _ => "",
    }
}
