use super::code;

#[test]
fn a_code_span_is_longer_than_any_in_it() {
    for (text, expected) in [
        ("found ![x](https://image.example/) @all", "`found ![x](https://image.example/) @all`"),
        ("found `a`", "`` found `a` ``"),
        ("`a```\n# b", "```` `a``` # b ````"),
    ] {
        assert_eq!(code(text), expected);
    }
}
