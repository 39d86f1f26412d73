//! The macro, and what it takes.

/// Tests that a model, as it is derived, follows RFC 7643 and RFC 7644: a module of tests, one for
/// each law, on generated resources and requests.
///
/// ```
/// # mod members {
/// use scim_schema::ScimResource;
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     #[scim(path = "userName")]
///     login: String,
///     #[scim(path = r#"emails[type eq "work"].value"#, primary)]
///     email: Option<String>,
/// }
///
/// // conformance::a_patch_changes_what_the_rfc_says_it_changes_and_nothing_else and others
/// scim_testkit::conformance!(Member);
/// # }
/// ```
///
/// The model is `Debug`, as a failure shows it, and `Default`, unless `strategy` says how new
/// resources begin. Requests are of no tenant: a store is asked with
/// [`Context::tenant`](scim_schema::service::Context::tenant) `None`.
///
/// A module with another name, for a second type in the same place, and options:
///
/// ```
/// # mod groups {
/// use proptest::prelude::*;
/// use scim_schema::service::MemoryStore;
/// use scim_schema::{ScimResource, dialect::Dialect};
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "Group")]
/// struct Team {
///     #[scim(id)]
///     id: String,
///     display_name: String,
///     #[scim(skip)]
///     budget: u32,
/// }
///
/// fn teams() -> impl Strategy<Value = Team> {
///     (1..100_u32).prop_map(|budget| Team { budget, ..Team::default() })
/// }
///
/// scim_testkit::conformance!(mod teams: Team,
///     // what SCIM does not map, or only a server sets, is as this strategy says
///     strategy = teams(),
///     // an empty store of your own for each case
///     store = MemoryStore::new(),
///     // all clients are Okta
///     dialect = Dialect::OKTA,
///     // what a store refuses though the schema allows it is not asked of it
///     only = ("displayName", vec!["Finance", "Support"]),
///     // cases of each law, 256 by default; PROPTEST_CASES overrides it
///     cases = 64,
/// );
/// # }
/// ```
///
/// | option | its value | without it |
/// |---|---|---|
/// | `strategy` | a [`Strategy`](crate::proptest::strategy::Strategy) of what new resources begin as; the first option, where the model is not `Default` | default ones |
/// | `store` | an empty [`Store`](scim_schema::service::Store), made for each case; its new resources begin like those | a [`MemoryStore`](scim_schema::service::MemoryStore) |
/// | `wait` | a function that waits for an [`Answer`](crate::Answer), where a store needs a runtime: by its `block_on` | the test's thread waits |
/// | `dialect` | the [`Dialect`](scim_schema::dialect::Dialect) of all clients | a client has the RFC's, Okta's or Entra ID's |
/// | `only` | the path of an attribute, and the values that requests give it; for each such attribute | what its type allows |
/// | `without` | the path of an attribute that requests neither give nor name; for each such attribute | all are |
/// | `settings` | [`Settings`](crate::strategy::Settings): what is generated how often | its default |
/// | `cases` | cases of each law; `PROPTEST_CASES` overrides it | 256 |
///
/// And Okta's [use cases](crate::okta::scenarios), played by a simulated org in both modes against
/// a service in the same process: a module `okta` of tests. A user type goes with the RFC's groups,
/// a group type with the RFC's users. Those of [Entra ID](crate::entra::scenarios) likewise.
///
/// ```
/// # mod members {
/// use scim_schema::ScimResource;
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     #[scim(path = "userName")]
///     login: String,
///     #[scim(path = "name.givenName")]
///     first_name: String,
///     #[scim(path = "name.familyName")]
///     last_name: String,
///     #[scim(path = r#"emails[type eq "work"].value"#, primary)]
///     email: Option<String>,
///     #[scim(default = true)]
///     active: bool,
/// }
///
/// // okta::create, okta::deprovision and others
/// scim_testkit::conformance!(Member, okta);
/// // entra::provision, entra::restore and others
/// scim_testkit::conformance!(Member, entra);
/// # }
/// ```
///
/// These need no `Debug`, `Default` only without a `store`, and have options of their own:
///
/// | option | of | its value |
/// |---|---|---|
/// | `store` | both | as above, made for each use case |
/// | `wait` | both | likewise, for a [`Waiting`](crate::live::Waiting) |
/// | `events` | `okta` | what takes the events that came since it was asked last: [`Options::events`](crate::okta::Options::events) |
/// | `signs_in` | `okta` | whether a `userName` and a password sign a user in: [`Options::signs_in`](crate::okta::Options::signs_in) |
///
/// See [`conformance`](mod@crate::conformance) for how to read a failure.
#[macro_export]
macro_rules! conformance {
    (mod $name:ident: $type:ty, okta $(, $option:ident = $value:expr)* $(,)?) => {
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "for the types of the options")]
            use super::*;

            #[track_caller]
            fn play(scenario: &str) {
                $crate::conformance::okta::<$type>()$(.$option(|| $value))*.play(scenario);
            }

            $crate::__okta_tests!();
        }
    };
    (mod $name:ident: $type:ty, entra $(, $option:ident = $value:expr)* $(,)?) => {
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "for the types of the options")]
            use super::*;

            #[track_caller]
            fn play(scenario: &str) {
                $crate::conformance::entra::<$type>()$(.$option(|| $value))*.play(scenario);
            }

            $crate::__entra_tests!();
        }
    };
    ($type:ty, entra $(, $option:ident = $value:expr)* $(,)?) => {
        $crate::conformance!(mod entra: $type, entra $(, $option = $value)*);
    };
    ($type:ty, okta $(, $option:ident = $value:expr)* $(,)?) => {
        $crate::conformance!(mod okta: $type, okta $(, $option = $value)*);
    };
    (mod $name:ident: $type:ty $(, $option:ident = $value:expr)* $(,)?) => {
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "for the types of the options")]
            use super::*;

            #[track_caller]
            fn check(test: &str) {
                $crate::conformance::of::<$type>()
                    $(.$option(|| $value))*
                    .check(test, $crate::conformance::Place {
                        directory: ::core::env!("CARGO_MANIFEST_DIR"),
                        module: ::core::module_path!(),
                    });
            }

            $crate::__conformance_tests!();
        }
    };
    ($type:ty $(, $option:ident = $value:expr)* $(,)?) => {
        $crate::conformance!(mod conformance: $type $(, $option = $value)*);
    };
}
