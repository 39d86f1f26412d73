//! Models of this repository.

#[path = "conformance/blank.rs"]
mod blank;
#[path = "conformance/by_hand.rs"]
mod by_hand;
#[rustfmt::skip] // the lines of the guide, which are longer
#[path = "conformance/guide.rs"]
mod guide;
#[path = "conformance/kept.rs"]
mod kept;
#[path = "conformance/mixed.rs"]
mod mixed;
mod models;
#[path = "conformance/requested.rs"]
mod requested;
#[path = "conformance/wide.rs"]
mod wide;

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

/// What is embedded has its numbers behind those of the struct around it: in a resource, in an element, in an extension.
mod embedded {
    use scim_schema::value::DateTime;
    use scim_schema::{ScimComplex, ScimExtension, ScimResource};

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Row {
        user_name: String,
        #[scim(flatten)]
        person: Person,
        #[scim(flatten)]
        times: Times,
        emails: Vec<Mail>,
        #[scim(extension)]
        seat: Option<Seat>,
        #[scim(path = "meta.created")]
        created: DateTime,
        #[scim(path = "meta.lastModified")]
        modified: DateTime,
        #[scim(id)]
        id: u32,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User")]
    struct Person {
        title: Option<String>,
        #[scim(path = "name.givenName")]
        given: Option<String>,
        #[scim(path = "name.familyName")]
        family: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
        desk: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "mobile"].value"#, primary)]
        mobile: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "mobile"].display"#)]
        mobile_note: Option<String>,
        #[scim(path = r#"addresses[type eq "work"]"#)]
        office: Option<Place>,
        ims: Vec<Chat>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User")]
    struct Times {
        locale: Option<String>,
        timezone: Option<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User.emails")]
    struct Mail {
        primary: Option<bool>,
        #[scim(flatten)]
        told: Told,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User.emails")]
    struct Told {
        value: Option<String>,
        r#type: Option<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User.addresses")]
    struct Place {
        locality: Option<String>,
        country: Option<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User.ims")]
    struct Chat {
        value: Option<String>,
        display: Option<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Seat", name = "Seat")]
    struct Seat {
        row: Option<i32>,
        #[scim(flatten)]
        room: Room,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Room {
        building: Option<String>,
        floor: Option<i32>,
        doors: Vec<String>,
    }

    scim_testkit::conformance!(Row, cases = 48);
}

/// Slots with fields of their own that say which element is the primary one.
mod primaries {
    use scim_schema::{ScimComplex, ScimResource};

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Row {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(path = r#"addresses[type eq "work"]"#)]
        office: Option<Place>,
        #[scim(path = r#"addresses[type eq "home"]"#)]
        home: Option<Place>,
        #[scim(path = r#"emails[type eq "work"].value"#)]
        mail: Option<String>,
        #[scim(path = r#"emails[type eq "work"].primary"#)]
        mail_first: Option<bool>,
        #[scim(path = r#"emails[type eq "home"].value"#)]
        home_mail: Option<String>,
        #[scim(path = r#"emails[type eq "home"].primary"#)]
        home_first: Option<bool>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User.addresses")]
    struct Place {
        locality: Option<String>,
        primary: Option<bool>,
    }

    scim_testkit::conformance!(Row, cases = 48);
}

/// Text in a `Box`, and an extension that is held as it is, with a group and slots in it: what
/// unassigns it unassigns each of its fields.
mod bare {
    use scim_schema::{ScimExtension, ScimResource};

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Row {
        user_name: Box<str>,
        title: Box<str>,
        nick_name: Option<Box<str>>,
        #[scim(extension)]
        seat: Seat,
        #[scim(id)]
        id: u32,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Place", name = "Place")]
    struct Seat {
        number: Option<i32>,
        #[scim(path = "desk.floor")]
        floor: Option<i32>,
        #[scim(path = "desk.room")]
        room: Box<str>,
        #[scim(path = r#"phones[type eq "desk"].value"#)]
        desk_phone: Option<String>,
        #[scim(path = r#"phones[type eq "mobile"].value"#)]
        mobile: Box<str>,
        doors: Vec<Box<str>>,
    }

    scim_testkit::conformance!(Row, cases = 48);
}

/// One slot, chosen by being the primary element.
mod chosen {
    use scim_schema::ScimResource;

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Row {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(path = "emails[primary eq true].value")]
        email: Option<String>,
        #[scim(path = "emails[primary eq true].type")]
        kind: Option<String>,
    }

    scim_testkit::conformance!(Row, cases = 48);
}

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
