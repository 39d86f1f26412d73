//! Filters: parsed, resolved and evaluated on a struct.
//!
//! A parsed expression is the baseline of parsing, as the peers stop there; what a server does,
//! [`Filter::parse`], resolves it against the resource type as well.

use crate::flat::{Member, member};
use crate::peers;
use crate::race::Race;
use scim_schema::filter::syntax::Expression;
use scim_schema::filter::{Filter, Options};
use std::hint::black_box;

const NINE_TERMS: &str = r#"userName sw "marta" and (active eq true or title pr) and not (displayName co "test") and meta.lastModified gt "2024-01-01T00:00:00Z" and (emails.value ew "example.com" or emails.type eq "work") and name.familyName eq "Quintero Vega" and locale ne "de-DE""#;
const URN_PATH: &str =
    r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "Hydrology""#;

fn hundred_terms() -> String {
    let terms: Vec<_> = (0..100).map(|n| format!(r#"externalId eq "00u{n:017}""#)).collect();
    terms.join(" or ")
}

pub(crate) fn races() -> Vec<Race> {
    vec![
        parse("filter, parse: short", r#"userName eq "marta.quintero@example.com""#),
        parse("filter, parse: 9 terms", NINE_TERMS),
        parse("filter, parse: URN path", URN_PATH),
        parse("filter, parse: 100 terms with or", &hundred_terms()),
        attributes(),
        slots(),
        values(),
    ]
}

fn parse(name: &'static str, text: &str) -> Race {
    let own = || text.to_owned();
    let (parsed, resolved) = (own(), own());
    let race = Race::new(name, "Expression::parse", move || {
        black_box(Expression::parse(black_box(&parsed), &Options::default()).unwrap());
    })
    .beside("Filter::parse, resolved", move || {
        black_box(Filter::<Member>::parse(black_box(&resolved)).unwrap());
    });
    peers::parse(race, text)
}

/// Three terms on attributes of their own fields, and the same rule written by hand: case is
/// folded as far as ASCII goes, by bytes, with the constants folded before.
fn attributes() -> Race {
    let text = r#"title co "hydro" and active eq true and locale eq "EN-us""#;
    let by_hand = |member: &Member| {
        let title = member.title.as_deref().unwrap_or_default().as_bytes();
        title.windows(5).any(|part| part.eq_ignore_ascii_case(b"hydro"))
            && member.enabled
            && member.locale.as_deref().is_some_and(|locale| locale.eq_ignore_ascii_case("en-us"))
    };
    let (written, resolved) = (member(), member());
    let filter = Filter::<Member>::parse(text).unwrap();
    assert!(by_hand(&written) && filter.matches(&resolved));
    Race::new("filter, evaluate: attributes", "closure written by hand", move || {
        black_box(by_hand(black_box(&written)));
    })
    .target("Filter::matches", 3.0, move || {
        black_box(filter.matches(black_box(&resolved)));
    })
}

/// What a slot costs beside an attribute that holds the same text.
fn slots() -> Race {
    let plain = Filter::<Member>::parse(r#"userName eq "Marta.Quintero@example.com""#).unwrap();
    let slot = r#"emails[type eq "work" and value eq "Marta.Quintero@example.com"]"#;
    let slot = Filter::<Member>::parse(slot).unwrap();
    let (one, other) = (member(), member());
    assert!(plain.matches(&one) && slot.matches(&other));
    Race::new("filter, evaluate: a slot", "Filter::matches, userName", move || {
        black_box(plain.matches(black_box(&one)));
    })
    .target("Filter::matches, emails[type eq \"work\"]", 1.2, move || {
        black_box(slot.matches(black_box(&other)));
    })
}

/// The struct beside the JSON of the same resource.
fn values() -> Race {
    let text = r#"userName eq "marta.quintero@example.com""#;
    let (filter, resource) = (Filter::<Member>::parse(text).unwrap(), member());
    let json = crate::flat::json(&resource);
    let race =
        Race::new("filter, evaluate: on a Value", "Filter::matches, the struct", move || {
            black_box(filter.matches(black_box(&resource)));
        });
    peers::evaluate(race, text, &json)
}
