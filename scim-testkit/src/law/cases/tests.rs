use super::Cases;
use crate::law::wrong::{Team, Wrong, broken};
use crate::law::{Engine as _, Shipped, frame};
use crate::strategy::Generator;
use scim_schema::dialect::Dialect;
use scim_schema::rfc::Group;
use scim_schema::value::DateTime;
use std::collections::{BTreeMap, BTreeSet};

fn dialects(cases: Cases<Group>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    let all = Generator::new(move |source| cases.draw_dialect(source));
    for dialect in all.samples().take(400) {
        *counts.entry(dialect.name()).or_default() += 1;
    }
    counts
}

#[test]
fn half_of_those_who_ask_have_a_dialect() {
    let cases = Cases::<Group>::new().unwrap();
    let counts = dialects(cases.clone());
    let about = |dialect: Dialect, count: usize| {
        (count - 40..count + 40).contains(&counts.get(dialect.name()).copied().unwrap_or_default())
    };
    let clients = about(Dialect::OKTA, 100) && about(Dialect::ENTRA, 100);
    assert!(clients && about(Dialect::RFC, 200), "{counts:?}");
    let counts = dialects(cases.dialect(Dialect::ENTRA));
    assert_eq!(counts, BTreeMap::from([(Dialect::ENTRA.name(), 400)]));
}

/// What a store sets is set, and nothing else.
#[test]
fn a_base_is_as_a_store_makes_it() {
    let cases = Cases::<Team>::new().unwrap();
    let teams: Vec<Team> = cases.bases().samples().take(200).collect();
    let never = DateTime::default();
    for team in &teams {
        assert!(team.id > 0 && team.version > 0, "{team:?}");
        assert!(team.created != never && team.modified != never, "{team:?}");
        assert!(team.display_name.is_empty() && team.budget.is_none(), "{team:?}");
    }
    let ids: BTreeSet<u32> = teams.iter().map(|team| team.id).collect();
    assert!(ids.len() > 4, "{ids:?}");
}

/// A store may order numbers as such or as texts.
#[test]
fn ids_of_one_list_are_different_numbers_of_one_length() {
    let lists = Cases::<Team>::new().unwrap().some(8, 8);
    for list in lists.samples().take(100) {
        let ids: BTreeSet<u32> = list.iter().map(|team| team.id).collect();
        assert_eq!(ids.len(), 8, "{ids:?}");
        assert!(ids.iter().all(|id| id.to_string().len() == 4), "{ids:?}");
    }
}

#[test]
fn one_id_in_eight_has_what_a_uri_escapes() {
    let groups = Cases::<Group>::new().unwrap();
    let odd = groups.bases().samples().take(400).filter(|group| group.id.contains('/')).count();
    assert!((20..=90).contains(&odd), "{odd} of 400");
}

#[test]
fn what_scim_does_not_map_is_seen_where_a_resource_can_be_shown() {
    let engine = Wrong::<Team>::Replace(|stored, body, dialect| {
        let mut edited = Shipped.replace(stored, body, dialect)?;
        edited.resource.row += 1;
        Ok(edited)
    });
    let cases = Cases::<Team>::new().unwrap();
    assert_eq!(broken(&frame::PUT_FRAME, &cases, &engine), None);
    let cases = cases.show(|team| format!("row {}", team.row));
    let broken = broken(&frame::PUT_FRAME, &cases, &engine).unwrap();
    assert_eq!((&*broken.expected, &*broken.actual), ("row 0", "row 1"));
}
