//! One case per rule: what a user sees when a declaration is wrong.

#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
