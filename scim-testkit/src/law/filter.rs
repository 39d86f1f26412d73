//! Laws of filters.

use super::{Broken, Engine, Law};
use crate::oracle::{Shape, document, filter};
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::resource::ScimResource;

/// The law of [`agrees`].
pub static AGREES: Law = Law {
    name: "a filter matches what the RFC says it matches",
    requirements: &[
        "7644-3.4.2.2-04",
        "7644-3.4.2.2-05",
        "7644-3.4.2.2-06",
        "7644-3.4.2.2-07",
        "7644-3.4.2.2-10",
        "7644-3.4.2.2-11",
        "7644-3.4.2.2-12",
        "7644-3.4.2.2-13",
        "7644-3.4.2.2-14",
        "7644-3.4.2.2-15",
        "7644-3.4.2.2-16",
        "7644-3.4.2.2-17",
        "7644-3.4.2.2-18",
        "7644-3.4.2.2-19",
        "7644-3.4.2.2-20",
        "7644-3.4.2.2-21",
        "7644-3.4.2.2-22",
        "7644-3.4.2.2-23",
        "7644-3.4.2.2-24",
        "7644-3.4.2.2-25",
        "7644-3.4.2.2-26",
        "7644-3.4.2.2-27",
        "7644-3.4.2.2-30",
        "7644-3.4.2.2-31",
        "7644-3.4.2.2-33",
        "7644-3.4.2.2-41",
        "7644-3.4.2.2-42",
        "7644-3.4.2.2-43",
        "7644-3.4.2.2-44",
        "7644-3.4.2.2-47",
        "7644-3.4.2.2-48",
    ],
};

/// The law of [`agrees_at_the_root`].
pub static AGREES_AT_THE_ROOT: Law = Law {
    name: "at the root, an attribute that a type lacks has no value",
    requirements: &["7644-3.4.2.1-05", "7644-3.4.2.1-06", "7644-3.4.2.1-07"],
};

/// A filter matches what the oracle says it matches, or is refused as the oracle refuses it.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::User};
/// use scim_testkit::law::{Shipped, filter};
///
/// let user = User { user_name: "bjensen".into(), ..User::default() };
/// filter::agrees(&Shipped, &user, r#"userName co "JEN" and not (title pr)"#, Dialect::RFC)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn agrees<R: ScimResource>(
    engine: &dyn Engine<R>,
    resource: &R,
    text: &str,
    dialect: Dialect,
) -> Result<(), Broken> {
    let (shape, document) = (Shape::shared(resource), document(resource));
    let expected = filter::parse(text, &shape, dialect)
        .and_then(|filter| filter::matches(&filter, &shape, &document, dialect));
    let options = Options::default().dialect(dialect);
    compare(engine, &AGREES, resource, text, &options, expected)
}

/// As [`agrees`], of several filters.
pub(super) fn all_agree<R: ScimResource>(
    engine: &dyn Engine<R>,
    resource: &R,
    texts: &[String],
    dialect: Dialect,
) -> Result<(), Broken> {
    let (shape, document) = (Shape::shared(resource), document(resource));
    let options = Options::default().dialect(dialect);
    texts.iter().try_for_each(|text| {
        let expected = filter::parse(text, &shape, dialect)
            .and_then(|filter| filter::matches(&filter, &shape, &document, dialect));
        compare(engine, &AGREES, resource, text, &options, expected)
    })
}

/// The same in a search of several resource types.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::law::{Shipped, filter};
///
/// // groups have no `userName`; at the root that is no error
/// let group = Group { display_name: "Staff".into(), ..Group::default() };
/// filter::agrees_at_the_root(&Shipped, &group, r#"userName eq "bjensen""#, Dialect::RFC)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn agrees_at_the_root<R: ScimResource>(
    engine: &dyn Engine<R>,
    resource: &R,
    text: &str,
    dialect: Dialect,
) -> Result<(), Broken> {
    let (shape, document) = (Shape::shared(resource), document(resource));
    let expected = filter::parse(text, &shape, dialect)
        .and_then(|filter| filter::matches_at_root(&filter, &shape, &document, dialect));
    let options = Options::default().dialect(dialect).root();
    compare(engine, &AGREES_AT_THE_ROOT, resource, text, &options, expected)
}

fn compare<R: ScimResource>(
    engine: &dyn Engine<R>,
    law: &'static Law,
    resource: &R,
    text: &str,
    options: &Options<'_>,
    expected: Result<bool, crate::oracle::Refusal>,
) -> Result<(), Broken> {
    let actual = engine.matches(resource, text, options);
    let agree = match (&expected, &actual) {
        (Ok(expected), Ok(actual)) => expected == actual,
        (Err(expected), Err(actual)) => {
            actual.scim_type().is_some_and(|actual| expected.scim_type == actual.as_str())
        }
        _ => false,
    };
    if agree {
        return Ok(());
    }
    Err(Broken {
        law,
        request: text.to_owned(),
        resource: document(resource),
        expected: match expected {
            Ok(matches) => matches.to_string(),
            Err(refusal) => refusal.to_string(),
        },
        actual: match actual {
            Ok(matches) => matches.to_string(),
            Err(error) => error.detail().to_string(),
        },
    })
}

#[cfg(test)]
mod tests;
