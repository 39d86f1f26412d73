//! The use cases of Entra ID, on the server without a fault and on servers that are wrong in one way.

use crate::fault::{Fault, does, takes};
use crate::server::Answer;
use crate::trial::{for_client as target, leaked};
use scim_schema::dialect::Dialect;
use scim_testkit::entra::{self, Options, Scenario, play, scenarios};
use scim_testkit::live::{Options as Run, Status};
use serde_json::Value;

use super::wire::{is_user, keep, wanted};

#[test]
fn the_server_without_a_fault_passes_all() {
    let options = Options::from(&Run::new().allow_writes(true));
    let report = play(&target(Dialect::ENTRA, None), &options).unwrap();
    assert_eq!(report.summary.passed, 2 * scenarios().len(), "{}", report.to_text(false));
    assert!(report.left.is_empty(), "{:?}", report.left);
}

/// The use case, with the flag or without, and a part of what it says.
type Row = (&'static str, bool, &'static str, Fault);

/// Of the faults for the suites, one; and some that only a use case shows.
fn rows() -> Vec<Row> {
    let all = super::all();
    let known = |id: &str| *all.iter().find(|fault| fault.id == id).unwrap();
    vec![
        ("provision", false, "alone", known("entra.case-filter")),
        ("provision", true, "status", known("entra.absent-element")),
        ("restore", false, "`active` to be false", known("entra.text-truthy")),
        (
            "restore",
            true,
            "alone",
            does("scenario.hidden", "", "searches do not find who is disabled", |server, asked| {
                let mut answer = server.ask(&asked);
                if wanted(&asked).is_some() && is_user(&asked) {
                    keep(&mut answer, |user| user["active"] != false);
                }
                answer
            }),
        ),
        (
            "restore",
            true,
            "`displayName`",
            takes(
                "scenario.first",
                "",
                "of a PATCH of a user only the last operation is applied",
                |asked| {
                    if is_user(asked) {
                        asked.operations(|operations| {
                            let last = operations.pop();
                            *operations = last.into_iter().collect();
                        });
                    }
                },
            ),
        ),
        ("groups", false, "members", known("entra.remove-all")),
        ("groups", true, "members", known("entra.flag.remove-all")),
        ("groups", true, "404", known("entra.group-stays")),
        ("delete", false, "404", known("entra.deleted-stays")),
        (
            "delete",
            true,
            "status 404",
            does(
                "scenario.gone",
                "",
                "what was deleted is deleted again with 204",
                |server, asked| {
                    let answer = server.ask(&asked);
                    let again = asked.is("DELETE") && answer.status == 404;
                    if again { Answer::new(204, Value::Null) } else { answer }
                },
            ),
        ),
        (
            "delete",
            true,
            "to stay",
            does(
                "scenario.members",
                "",
                "with a user all members of a group go",
                |server, asked| {
                    let gone = asked.is("GET") && asked.is_one() && !is_user(&asked);
                    let mut answer = server.ask(&asked);
                    if gone && server.recall("deleted").is_some() {
                        answer.one(|group| drop(group.remove("members")));
                    }
                    if asked.is("DELETE") && is_user(&asked) {
                        server.remember("deleted", true);
                    }
                    answer
                },
            ),
        ),
    ]
}

#[test]
fn each_notices_what_is_wrong() {
    let mut escaped = Vec::new();
    let rows = rows();
    for (name, flag, says, fault) in &rows {
        let options = Options::from(&Run::new().allow_writes(true)).scenario(name).flag(*flag);
        let report = play(&target(Dialect::ENTRA, Some(leaked(fault))), &options).unwrap();
        let id = entra::scenario(name).map(|one| one.id(*flag)).unwrap();
        let outcome = report.get(id).unwrap();
        if outcome.status != Status::Failed || !outcome.message.contains(says) {
            escaped.push((fault.id, id, outcome.status, outcome.message.clone()));
        }
    }
    assert!(escaped.is_empty(), "{escaped:#?}");
    for scenario in scenarios().iter().map(Scenario::name) {
        for flag in [false, true] {
            let has = rows.iter().any(|(name, with, ..)| *name == scenario && *with == flag);
            assert!(has, "nothing is wrong for `{scenario}`, {flag}");
        }
    }
}

#[test]
fn a_scenario_that_is_none_is_told() {
    let unknown = play(&target(Dialect::ENTRA, None), &Options::new().scenario("nothing"));
    assert!(unknown.unwrap_err().to_string().starts_with("`nothing` is no scenario"));
}
