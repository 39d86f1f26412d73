//! Service providers that are wrong in one way that Okta or Entra ID would notice, and the suites of
//! these clients, which must; and the same provider without a fault, which none may fail.

mod entra;
mod groups;
mod honest;
mod import;
mod scenarios;
mod spec;
mod trial;
mod users;
mod wire;

use crate::fault::Fault;
use crate::table;
use crate::trial::Caught;
use scim_testkit::{live, okta};
use std::collections::BTreeSet;

/// Checks that no server can fail here, and why.
const UNNOTICED: &[(&str, &str)] = &[
    ("okta.o13", "no request shows it"),
    ("okta.o31", "no request shows it"),
    ("okta.o27", "it warns of the server without a fault, where nothing is invented on write"),
    ("okta.o33", "it is about the URL: see `an_underscore_in_the_url_is_told`"),
    ("entra.e09-group", "it informs, whatever the server chose: the RFC lets groups share a name"),
    ("entra.validator.group-again", "likewise"),
];

pub(crate) fn all() -> Vec<Fault> {
    [users::all(), groups::all(), wire::all(), spec::all(), import::all(), entra::all()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_fault_is_noticed() {
    let (faults, known) = (all(), table::read(&table::of_clients()));
    let same = |fault: &Fault| known.get(fault.id).and_then(|check| trial::by(fault, check));
    let caught = if std::env::var_os("BLESS").is_some() {
        bless(&faults, same)
    } else {
        crate::trial::all(&faults, same)
    };
    let escaped = faults.iter().zip(&caught).filter(|(_, caught)| caught.is_none());
    let escaped: Vec<_> = escaped.map(|(fault, _)| (fault.id, known.get(fault.id))).collect();
    assert!(escaped.is_empty(), "not caught by the check in the table: {escaped:#?}");
}

/// Runs all suites on all faults, and writes who told of what.
fn bless(faults: &[Fault], same: impl Fn(&Fault) -> Option<Caught> + Sync) -> Vec<Option<Caught>> {
    let both = crate::trial::all(faults, |fault| {
        let told = trial::told(fault);
        (same(fault).or_else(|| trial::whole(fault, &told)), told)
    });
    let (caught, told): (Vec<_>, Vec<_>) = both.into_iter().unzip();
    let noticed = table::noticed(faults, &told, &table::read_checks(&table::of_clients()));
    let text = table::clients(faults, &caught, &noticed);
    std::fs::write(table::of_clients(), text).unwrap();
    caught
}

/// All checks of both clients.
fn checks() -> BTreeSet<&'static str> {
    let [legacy, flagged] = [false, true].map(scim_testkit::entra::suites);
    let suites = [okta::suite::ALL, legacy, flagged].concat();
    live::listed_in(&live::Options::new(), &suites).iter().map(|one| one.id).collect()
}

/// Each check tells of a server that is wrong in one way, where all suites run: that is how the
/// table was made. Here each is asked again, with the others that tell of the same server.
#[test]
fn every_check_notices_a_fault() {
    let (faults, known) = (all(), table::read_checks(&table::of_clients()));
    let but: BTreeSet<&str> = UNNOTICED.iter().map(|(check, _)| *check).collect();
    let lacks: Vec<_> = checks()
        .into_iter()
        .filter(|check| known.contains_key(*check) == but.contains(check))
        .collect();
    assert!(lacks.is_empty(), "notice no fault, or are excepted and do: BLESS=1: {lacks:#?}");
    let missed = crate::trial::all(&faults, |fault| {
        let of = known.iter().filter(|(_, noticed)| *noticed == fault.id);
        let of: Vec<&str> = of.map(|(check, _)| check.as_str()).collect();
        if of.is_empty() { Vec::new() } else { trial::missed(fault, &of) }
    });
    let missed: Vec<_> =
        faults.iter().zip(missed).filter(|(_, missed)| !missed.is_empty()).collect();
    let missed: Vec<_> = missed.iter().map(|(fault, missed)| (fault.id, missed)).collect();
    assert!(missed.is_empty(), "do not notice what the table says: {missed:#?}");
}

#[test]
fn every_fault_has_an_id_of_its_own_and_is_in_the_table() {
    if std::env::var_os("BLESS").is_some() {
        return; // the table is being written
    }
    let (mut ids, known) = (BTreeSet::new(), table::read(&table::of_clients()));
    for fault in all() {
        assert!(ids.insert(fault.id), "{} twice", fault.id);
        assert!(known.contains_key(fault.id), "{} is not in the table: BLESS=1", fault.id);
    }
    assert!(ids.len() >= 30, "{}", ids.len());
    let stale: Vec<_> = known.keys().filter(|id| !ids.contains(id.as_str())).collect();
    assert!(stale.is_empty(), "in docs/OKTA_FAULTS.md, and no fault: {stale:?}");
}
