//! Servers that are wrong in one way each, which a person who looks at Okta would notice.

mod advanced;
mod plain;

use super::staff::honest;
use super::wrong::{Change, fully, plainly};
use scim_testkit::live::Status;
use scim_testkit::okta::{self, Mode};
use serde_json::json;
use std::fs;
use std::path::Path;

/// What is wrong, the scenario and the mode that notice, and part of what they say.
type Row = (&'static str, &'static str, Mode, &'static str, Change);

#[test]
fn each_is_noticed_by_the_scenario_that_it_breaks() {
    let mut escaped = Vec::new();
    let plain = plain::FAULTS.iter().map(|(fault, scenario, mode, says, change)| {
        (fault, scenario, mode, says, plainly(scenario, *mode, *change))
    });
    let full = advanced::FAULTS.iter().map(|(fault, scenario, mode, says, change)| {
        (fault, scenario, mode, says, fully(scenario, *mode, *change, honest))
    });
    let told = advanced::EVENTS.iter().map(|(fault, mode, says, feed)| {
        (fault, &"real-time", mode, says, fully("real-time", *mode, |_, _| {}, *feed))
    });
    let mut rows = Vec::new();
    for (fault, scenario, mode, says, outcome) in plain.chain(full).chain(told) {
        rows.push(format!("| {fault} | `{}.{scenario}` |", mode.name()));
        if outcome.status != Status::Failed || !outcome.message.contains(says) {
            escaped.push(format!("{fault}: {}: {}", outcome.status, outcome.message));
        }
    }
    assert!(escaped.is_empty(), "{escaped:#?}");
    for scenario in okta::scenarios() {
        let id = format!(".{}`", scenario.name());
        assert!(
            rows.iter().any(|row| row.contains(&id)),
            "nothing is wrong for `{}`",
            scenario.name()
        );
    }
    listed(&rows);
}

/// `docs/SCENARIO_FAULTS.md` has these.
fn listed(rows: &[String]) {
    let text = format!(
        "# Servers that a scenario finds to be wrong\n\n\
         Made by `BLESS=1 cargo test -p scim-testkit --test live faults`. Each row is a service provider \
         in memory that is wrong in one way (`scim-testkit/tests/live/okta/faults.rs`), and the scenario \
         of `scim-testkit okta --scenario` that fails on it. The same server without a fault passes \
         every scenario.\n\n| what it does | noticed by |\n|---|---|\n{}\n",
        rows.join("\n"),
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/SCENARIO_FAULTS.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, text).unwrap();
    } else {
        assert_eq!(fs::read_to_string(path).unwrap(), text, "BLESS=1 writes it anew");
    }
}

/// A server that filters by no time gets full imports, and is told so.
#[test]
fn a_server_that_refuses_times_gets_full_imports() {
    let refuses: Change = |asked, answered| {
        if asked.query.contains("lastModified") {
            answered.instead(
                400,
                json!({"detail": "no such filter", "scimType": "invalidFilter",
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "400"}),
            );
        }
    };
    let outcome = plainly("incremental", Mode::Put, refuses);
    assert_eq!(outcome.status, Status::Informed, "{}", outcome.message);
    assert!(outcome.message.contains("imports are full"), "{}", outcome.message);
}
