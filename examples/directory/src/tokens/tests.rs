use super::{Token, Tokens, of_flags, read};

fn tokens(texts: &[&str]) -> Tokens {
    Tokens::new(texts.iter().map(|text| text.parse().unwrap()).collect())
}

#[test]
fn a_prefix_is_a_dialect() {
    let tokens = tokens(&["plain", "okta:one", "entra:two", "rfc:okta:three", "app:five"]);
    let application = |token: &str| tokens.find(token).map(|token| token.application);
    assert_eq!((application("five"), application("one")), (Some(true), Some(false)));
    let dialect = |token: &str| tokens.find(token).map(|token| token.dialect().name());
    assert_eq!(dialect("plain"), Some("rfc"));
    assert_eq!(dialect("one"), Some("okta"));
    assert_eq!(dialect("two"), Some("entra"));
    assert_eq!(dialect("okta:three"), Some("rfc"));
    assert_eq!(dialect("okta:one"), None);
    // a misspelt dialect would be part of a token of another one, and what is before may be secret
    for text in ["otka:hunter2", "foo:", ":hunter2", "hunter2:x", "Okta:hunter2"] {
        let error = text.parse::<Token>().unwrap_err().to_string();
        assert!(error.ends_with("and `rfc:` before a token that has a `:`"), "{error}");
        assert!(
            error.starts_with("what is before the `:` is no dialect; write `rfc:`, "),
            "{error}"
        );
    }
}

#[test]
fn a_token_is_of_one_client() {
    let given = of_flags(["okta:one", "two"]).unwrap();
    let error = of_flags(["okta:one", "two", "entra:one"]).unwrap_err();
    assert_eq!(error.to_string(), "a token is given twice; give each client its own");
    let told = |text: &str| read(text, &given).unwrap_err().to_string();
    assert_eq!(
        told("acme rfc three\n\nbeta okta three"),
        "line 3: the token is that of line 1 already; give each client its own"
    );
    assert_eq!(
        told("acme rfc two"),
        "line 1: the token is that of a `--token` already; give each client its own"
    );
    assert_eq!(read("acme rfc three", &given).unwrap().len(), 1);
}

#[test]
fn a_file_has_tokens() {
    for text in ["", "\n", "# acme okta one\n"] {
        let error = read(text, &[]).unwrap_err().to_string();
        assert_eq!(error, "no token is in it; add a line `TENANT DIALECT TOKEN`");
    }
}

#[test]
fn a_file_names_tenants() {
    let tokens = read(
        "# for two\n\nacme okta one#1 # the first\nacme app own\n  beta rfc two subject=babs # B\n",
        &[],
    )
    .unwrap();
    let tokens = Tokens::new(tokens);
    assert_eq!(tokens.tenants(), ["acme", "beta"]);
    assert_eq!(tokens.find("one#1").map(Token::tenant), Some("acme"));
    assert_eq!(tokens.find("own").map(|token| token.application), Some(true));
    assert_eq!(tokens.find("two").map(Token::tenant), Some("beta"));
    assert_eq!(tokens.find("two").and_then(Token::subject), Some("babs"));
    assert_eq!(tokens.find("one#1").and_then(Token::subject), None);
}

#[test]
fn errors_say_where_and_never_what() {
    for (text, message) in [
        ("acme okta", "line 1: expected a tenant, a dialect and a token"),
        (
            "# x\nacme google hunter2",
            "line 2: expected the dialect `rfc`, `okta` or `entra`, or `app`",
        ),
        (
            "acme rfc hunter2 x",
            "line 1: expected nothing but `subject=USERNAME` after the token, which has no spaces",
        ),
    ] {
        assert_eq!(read(text, &[]).unwrap_err().to_string(), message);
    }
    for text in ["", "okta:", "a b", "sécret"] {
        let error = text.parse::<Token>().unwrap_err().to_string();
        assert_eq!(error, "expected a token of visible ASCII characters without spaces");
    }
    assert!(!format!("{:?}", "hunter2".parse::<Token>().unwrap()).contains("hash"));
}
