//! Service providers that are wrong in one way that Okta or Entra ID would notice, and the suites of
//! these clients, which must; and the same provider without a fault, which none may fail.

mod entra;
mod groups;
mod honest;
mod import;
mod trial;
mod users;
mod wire;

use crate::fault::Fault;
use crate::table;
use std::collections::BTreeSet;

pub(crate) fn all() -> Vec<Fault> {
    [users::all(), groups::all(), wire::all(), import::all(), entra::all()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_fault_is_noticed() {
    let (faults, known) = (all(), table::read(&table::of_clients()));
    let blessed = std::env::var_os("BLESS").is_some();
    let caught = crate::trial::all(&faults, |fault| {
        let same = known.get(fault.id).and_then(|check| trial::by(fault, check));
        if blessed { same.or_else(|| trial::whole(fault)) } else { same }
    });
    if blessed {
        let text = table::clients(&faults, &caught);
        std::fs::write(table::of_clients(), text).unwrap();
    }
    let escaped = faults.iter().zip(&caught).filter(|(_, caught)| caught.is_none());
    let escaped: Vec<_> = escaped.map(|(fault, _)| (fault.id, known.get(fault.id))).collect();
    assert!(escaped.is_empty(), "not caught by the check in the table: {escaped:#?}");
}

#[test]
fn every_fault_has_an_id_of_its_own_and_is_in_the_table() {
    let (mut ids, known) = (BTreeSet::new(), table::read(&table::of_clients()));
    for fault in all() {
        assert!(ids.insert(fault.id), "{} twice", fault.id);
        assert!(known.contains_key(fault.id), "{} is not in the table: BLESS=1", fault.id);
    }
    assert!(ids.len() >= 30, "{}", ids.len());
    let stale: Vec<_> = known.keys().filter(|id| !ids.contains(id.as_str())).collect();
    assert!(stale.is_empty(), "in docs/OKTA_FAULTS.md, and no fault: {stale:?}");
}
