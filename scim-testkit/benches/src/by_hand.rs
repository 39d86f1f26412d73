//! A strategy of `rfc::User` as a developer writes it with proptest alone: the same shares and
//! sizes as `scim_testkit::strategy::Settings::default()`, and plain texts only.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use scim_schema::rfc::{
    Address, Email, EnterpriseUser, Entitlement, Im, Manager, Name, PhoneNumber, Photo, Role, User,
    X509Certificate,
};
use scim_schema::value::{Binary, Reference, Secret};

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9]{1,8}"
}

fn reference() -> impl Strategy<Value = Reference> {
    (0..1_000_u32).prop_map(|n| Reference::parse(&format!("https://example.com/{n}")).unwrap())
}

fn binary() -> impl Strategy<Value = Binary> {
    vec(any::<u8>(), 1..10).prop_map(|bytes| Binary::from_bytes(&bytes))
}

macro_rules! elements { ($($function:ident $name:ident $value:expr;)*) => { $(
    fn $function() -> impl Strategy<Value = Vec<$name>> {
        let element = (of($value), of(text()), of(text()), of(any::<bool>()));
        let element = element.prop_map(|(value, display, r#type, primary)| $name { value, display, r#type, primary });
        vec(element, 0..4).prop_map(|mut elements| {
            for element in elements.iter_mut().skip(1) {
                element.primary = element.primary.map(|_| false);
            }
            elements
        })
    }
)* } }

elements! {
    emails Email text();
    phone_numbers PhoneNumber text();
    ims Im text();
    photos Photo reference();
    entitlements Entitlement text();
    roles Role text();
    certificates X509Certificate binary();
}

fn addresses() -> impl Strategy<Value = Vec<Address>> {
    let element = (
        (of(text()), of(text()), of(text()), of(text())),
        (of(text()), of(text()), of(text()), of(any::<bool>())),
    );
    let element = element.prop_map(
        |(
            (formatted, street_address, locality, region),
            (postal_code, country, r#type, primary),
        )| {
            Address {
                formatted,
                street_address,
                locality,
                region,
                postal_code,
                country,
                r#type,
                primary,
            }
        },
    );
    vec(element, 0..4)
}

fn name() -> impl Strategy<Value = Name> {
    (of(text()), of(text()), of(text()), of(text()), of(text()), of(text())).prop_map(
        |(formatted, family_name, given_name, middle_name, honorific_prefix, honorific_suffix)| {
            Name {
                formatted,
                family_name,
                given_name,
                middle_name,
                honorific_prefix,
                honorific_suffix,
            }
        },
    )
}

fn enterprise() -> impl Strategy<Value = EnterpriseUser> {
    let manager = (of(text()), of(reference())).prop_map(|(value, reference)| Manager {
        value,
        reference,
        display_name: None,
    });
    (of(text()), of(text()), of(text()), of(text()), of(text()), of(manager)).prop_map(
        |(employee_number, cost_center, organization, division, department, manager)| {
            EnterpriseUser {
                employee_number,
                cost_center,
                organization,
                division,
                department,
                manager,
            }
        },
    )
}

/// Users.
pub(crate) fn users() -> impl Strategy<Value = User> {
    let simple = (
        (of(text()), text(), of(name()), of(text()), of(text()), of(reference())),
        (of(text()), of(text()), of(text()), of(text()), of(text()), of(any::<bool>())),
    );
    let lists = (
        emails(),
        phone_numbers(),
        ims(),
        photos(),
        addresses(),
        entitlements(),
        roles(),
        certificates(),
    );
    (simple, of(text()), lists, of(enterprise())).prop_map(
        |(simple, password, lists, enterprise)| {
            let (first, second) = simple;
            let (external_id, user_name, name, display_name, nick_name, profile_url) = first;
            let (title, user_type, preferred_language, locale, timezone, active) = second;
            let (
                emails,
                phone_numbers,
                ims,
                photos,
                addresses,
                entitlements,
                roles,
                x509_certificates,
            ) = lists;
            User {
                external_id,
                user_name,
                name,
                display_name,
                nick_name,
                profile_url,
                title,
                user_type,
                preferred_language,
                locale,
                timezone,
                active,
                password: password.map(Secret::new),
                emails,
                phone_numbers,
                ims,
                photos,
                addresses,
                entitlements,
                roles,
                x509_certificates,
                enterprise,
                ..User::default()
            }
        },
    )
}
