//! The laws of searches, of a database.

use crate::database::Asked;
use crate::engine::InDatabase;
use crate::layout::Layout;
use crate::models::{Badge, Member};
use proptest::test_runner::{Config, TestRunner};
use scim_schema::rfc::{Group, User};
use scim_schema::{ScimComplex, ScimResource};
use scim_testkit::law::{Cases, Law, check, filter, logic, order, search};
use scim_testkit::strategy::Settings;

const LAWS: &[&Law] = &[
    &filter::AGREES,
    &filter::AGREES_AT_THE_ROOT,
    &search::SORT_AGREES,
    &search::SEARCH_AGREES,
    &logic::DE_MORGAN,
    &logic::DOUBLE_NEGATION,
    &order::TOTAL,
    &order::AGREES_WITH_FILTERS,
    &order::PAGES,
];

/// Slots of which a field says whether it is the primary one.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Reached {
    #[scim(id)]
    id: String,
    user_name: String,
    #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
    desk: String,
    #[scim(path = r#"phoneNumbers[type eq "home"].value"#)]
    home: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "home"].primary"#)]
    home_first: Option<bool>,
    #[scim(path = r#"ims[type eq "work"]"#)]
    chat: Option<Chat>,
    #[scim(path = r#"ims[type eq "home"]"#)]
    home_chat: Option<Chat>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.ims")]
struct Chat {
    value: Option<String>,
    primary: Option<bool>,
}

/// What the laws say of the evaluator, the database does as well: it selects the same rows, in the
/// same order, as the oracle.
fn agree<R: ScimResource + Default>(asked: Asked, layout: Layout) {
    let engine = InDatabase::<R>::new(asked, layout);
    let cases = Cases::<R>::new().unwrap().settings(Settings::awkward());
    let cases_of_each = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config =
        Config { failure_persistence: None, ..Config::with_cases(cases_of_each.unwrap_or(8)) };
    for law in LAWS {
        let check = check(law, &cases).unwrap();
        let mut runner = TestRunner::new(config.clone());
        if let Err(broken) = check.run(&engine, &mut runner) {
            panic!("{layout:?}: {broken}");
        }
    }
}

macro_rules! models { ($($name:ident: $model:ty;)*) => { $(
    mod $name {
        use super::*;

        #[test]
        fn on_sqlite() {
            agree::<$model>(Asked::sqlite(), Layout::Tables);
        }

        #[test]
        fn on_sqlite_in_json() {
            agree::<$model>(Asked::sqlite(), Layout::Json);
        }

        #[test]
        fn on_postgres() {
            let schema = concat!("scim_", stringify!($name));
            if let Some(asked) = Asked::postgres(schema) {
                agree::<$model>(asked, Layout::Tables);
            }
        }

        #[test]
        fn on_postgres_in_json() {
            let schema = concat!("scim_", stringify!($name), "_json");
            if let Some(asked) = Asked::postgres(schema) {
                agree::<$model>(asked, Layout::Json);
            }
        }
    }
)* } }

models! {
    users: User;
    groups: Group;
    members: Member;
    badges: Badge;
    reached: Reached;
}
