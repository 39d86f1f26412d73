//! The generated code of a typical struct, to read and to hold its size.

use crate::attr::Derive;
use proc_macro2::TokenStream;
use quote::quote;

fn expand(derive: Derive, input: TokenStream) -> String {
    let tokens = crate::structure(derive, &syn::parse2(input).unwrap());
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

/// A line for each test run with `BLESS=1` that changed the file.
fn assert_expected(name: &str, found: &str) {
    let path = format!("{}/tests/expected/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == found,
        "{path} differs: run the tests with BLESS=1 and read the change\n{found}"
    );
}

#[test]
fn a_flat_struct_of_ten_fields() {
    let expansion = expand(
        Derive::Resource,
        quote! {
            #[scim(rfc = "User", extension = "EnterpriseUser")]
            struct Member {
                #[scim(id)]
                id: Uuid,
                #[scim(path = "externalId")]
                okta_id: Option<String>,
                #[scim(path = "userName")]
                login: String,
                #[scim(path = "name.givenName")]
                first_name: String,
                #[scim(path = "name.familyName")]
                last_name: String,
                #[scim(path = r#"emails[type eq "work"].value"#, primary)]
                email: String,
                #[scim(path = "active", with = "deactivation")]
                deactivated_at: Option<DateTime>,
                #[scim(path = "EnterpriseUser:department")]
                department: Option<String>,
                #[scim(path = "meta.lastModified")]
                updated_at: DateTime,
                #[scim(version)]
                revision: u64,
            }
        },
    );
    assert_expected("flat", &expansion);
    let (lines, attributes) = (expansion.lines().count(), 10);
    assert!(lines <= 60 + 8 * attributes, "{lines} lines for {attributes} attributes");
}

#[test]
fn a_complex_value() {
    let expansion = expand(
        Derive::Complex,
        quote! {
            #[scim(rfc = "User.emails")]
            struct Email {
                value: String,
                r#type: Option<EmailType>,
                #[scim(default)]
                primary: bool,
            }
        },
    );
    assert_expected("complex", &expansion);
}

/// What cannot be derived has its errors, and impls that keep others from following.
#[test]
fn errors_come_with_impls() {
    let tokens = crate::structure(
        Derive::Resource,
        &syn::parse2(quote! {
            #[scim(rfc = "User")]
            struct Member {
                #[scim(path = "usrName")]
                login: String,
                #[scim(pth = "title")]
                title: String,
            }
        })
        .unwrap(),
    );
    let text = tokens.to_string();
    assert_eq!(text.matches("compile_error").count(), 3, "{text}");
    for message in ["did you mean `userName`?", "did you mean `path`?", "#[scim(id)]"] {
        assert!(text.contains(message), "{message} in {text}");
    }
    assert!(text.contains("impl __scim :: ScimResource for Member"));
}
