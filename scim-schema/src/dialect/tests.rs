use super::{Dialect, Tolerance, UnknownDialect};

const ALL: [Tolerance; 12] = [
    Tolerance::Schemas,
    Tolerance::EmptyString,
    Tolerance::StringBoolean,
    Tolerance::FirstPrimary,
    Tolerance::ValuePathComparison,
    Tolerance::ExtensionWithoutUrn,
    Tolerance::Unmapped,
    Tolerance::PathKeys,
    Tolerance::CreateUnmatched,
    Tolerance::BareValue,
    Tolerance::Owned,
    Tolerance::JsonInRoles,
];

/// A deviation more or less is that one, and no other.
#[test]
fn each_point_is_by_itself() {
    for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
        for one in ALL {
            let (more, less) = (dialect.with(one), dialect.without(one));
            assert!(more.accepts(one) && !less.accepts(one), "{dialect}: {one:?}");
            assert_eq!(more.without(one), less);
            assert_eq!(less.with(one), more);
            assert_eq!((more.with(one), less.without(one)), (more, less));
            for other in ALL.into_iter().filter(|other| *other != one) {
                let before = dialect.accepts(other);
                assert_eq!((more.accepts(other), less.accepts(other)), (before, before));
            }
        }
    }
    assert_eq!(ALL.into_iter().fold(Dialect::RFC, Dialect::with).named("entra"), Dialect::ENTRA);
    assert!(ALL.into_iter().fold(Dialect::ENTRA, Dialect::without).is_strict());
}

/// What is shown is what is read, but for a name of one's own.
#[test]
fn names() {
    for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
        assert_eq!(dialect.to_string().parse(), Ok(dialect));
        assert_eq!(
            (dialect.to_string().as_str(), dialect.with(ALL[0]).name()),
            (dialect.name(), dialect.name())
        );
    }
    let own = Dialect::OKTA.named("acme");
    assert_eq!((own.name(), format!("{own:>5} {own:?}")), ("acme", " acme acme".to_owned()));
    assert_eq!(own.to_string().parse::<Dialect>(), Err(UnknownDialect));
    assert_ne!(own, Dialect::OKTA);
    assert_eq!(own.named("okta"), Dialect::OKTA);
}
