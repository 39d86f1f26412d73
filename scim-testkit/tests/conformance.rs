//! Models of this repository.

mod models;

use models::{Badge, Member};
use scim_schema::rfc::{Group, User};

scim_testkit::conformance!(mod users: User);
scim_testkit::conformance!(mod groups: Group);
scim_testkit::conformance!(mod members: Member);
scim_testkit::conformance!(mod badges: Badge);

scim_testkit::conformance!(Member, okta);
scim_testkit::conformance!(mod groups_of_okta: Group, okta);
scim_testkit::conformance!(Member, entra);
scim_testkit::conformance!(mod groups_of_entra: Group, entra);

/// All options, under lints as strict as a user's may be.
mod strict {
    #![deny(warnings, clippy::pedantic)]

    use proptest::prelude::*;
    use scim_schema::ScimResource;
    use scim_schema::dialect::Dialect;
    use scim_schema::service::MemoryStore;
    use scim_testkit::strategy::Settings;

    /// Not a default one, so that only the strategy gives it.
    #[derive(Debug, Clone, ScimResource)]
    #[scim(rfc = "Group")]
    struct Team {
        #[scim(id)]
        id: u32,
        display_name: String,
        #[scim(skip)]
        budget: u32,
    }

    fn teams() -> impl Strategy<Value = Team> {
        (1..100_u32).prop_map(|budget| Team { id: 0, display_name: String::new(), budget })
    }

    /// Stores that need a runtime are asked by it.
    fn futures(answer: scim_testkit::Answer) -> http::Response<String> {
        let mut answer = answer;
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        loop {
            if let std::task::Poll::Ready(answer) = answer.as_mut().poll(&mut context) {
                return answer;
            }
        }
    }

    scim_testkit::conformance!(
        Team,
        strategy = teams(),
        store = MemoryStore::with_blank(|| Team { id: 0, display_name: String::new(), budget: 1 }),
        wait = |answer| futures(answer),
        dialect = Dialect::OKTA,
        cases = 32,
        settings = Settings::awkward(),
    );

    #[test]
    fn bases_are_of_the_strategy() {
        let bases = scim_testkit::strategy::Generator::of(teams);
        let cases = scim_testkit::law::Cases::on(&bases).unwrap();
        assert!(cases.models().samples().take(20).all(|team| team.budget > 0 && team.id > 0));
    }
}
