//! The names of the tests: the sentences of the laws.

macro_rules! names { ($($name:ident)*) => {
    /// The names of the tests that [`conformance!`](crate::conformance!) makes.
    pub const NAMES: &[&str] = &[$(stringify!($name)),*];

    #[doc(hidden)]
    #[macro_export]
    macro_rules! __conformance_tests { () => {
        $(#[test] fn $name() { check(::core::stringify!($name)); })*
    } }
} }

names! {
    a_post_holds_what_the_rfc_says_it_holds
    a_put_replaces_what_the_rfc_says_it_replaces_and_nothing_else
    a_patch_changes_what_the_rfc_says_it_changes_and_nothing_else
    a_filter_matches_what_the_rfc_says_it_matches
    at_the_root_an_attribute_that_a_type_lacks_has_no_value
}
