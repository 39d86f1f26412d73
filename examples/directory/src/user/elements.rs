//! The attributes of users with several values. Each value is a row of its own, which it keeps
//! as long as it has the same `value`.

use crate::database::{Element, Nullable, Statement, weigh};
use scim_schema::ScimComplex;
use scim_schema::value::Binary;
use sqlx::FromRow;

/// A value with a display text, a type and a mark: the shape that six of them share.
macro_rules! values { ($($(#[$doc:meta])* $name:ident $rfc:literal $table:literal $($with:literal)?;)*) => { $(
    $(#[$doc])*
    #[derive(Debug, Clone, Default, PartialEq, ScimComplex, FromRow)]
    #[scim(rfc = $rfc)]
    pub struct $name {
        /// The row.
        #[scim(skip)]
        #[sqlx(rename = "id")]
        pub row: Option<i64>,
        /// The value itself.
        $(#[scim(with = $with)])?
        pub value: Option<String>,
        /// The text to show.
        pub display: Option<String>,
        /// What it is for.
        pub r#type: Option<String>,
        /// Whether it is the preferred one.
        pub primary: Option<bool>,
    }

    weigh!($name: value, display, r#type);

    impl Element for $name {
        const TABLE: &'static str = $table;
        const COLUMNS: &'static [&'static str] = &["value", "display", "type", "primary"];

        fn row(&self) -> Option<i64> {
            self.row
        }

        fn bind(&self, statement: Statement) -> Statement {
            statement
                .bind(self.value.as_deref())
                .bind(self.display.as_deref())
                .bind(self.r#type.as_deref())
                .bind(self.primary)
        }
    }
)* } }

values! {
    /// An email address.
    Email "User.emails" "user_emails";
    /// A telephone number.
    PhoneNumber "User.phoneNumbers" "user_phone_numbers";
    /// An instant messaging address.
    Im "User.ims" "user_ims";
    /// The address of a picture.
    Photo "User.photos" "user_photos" "super::uri";
    /// Something the user was granted.
    Entitlement "User.entitlements" "user_entitlements";
    /// A role.
    Role "User.roles" "user_roles";
}

/// A certificate.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex, FromRow)]
#[scim(rfc = "User.x509Certificates")]
pub struct Certificate {
    /// The row.
    #[scim(skip)]
    #[sqlx(rename = "id")]
    pub row: Option<i64>,
    /// The certificate in DER form.
    #[sqlx(try_from = "Nullable")]
    pub value: Option<Binary>,
    /// The text to show.
    pub display: Option<String>,
    /// What it is for.
    pub r#type: Option<String>,
    /// Whether it is the preferred one.
    pub primary: Option<bool>,
}

weigh!(Certificate: value, display, r#type);

impl Element for Certificate {
    const TABLE: &'static str = "user_x509_certificates";
    const COLUMNS: &'static [&'static str] = &["value", "display", "type", "primary"];

    fn row(&self) -> Option<i64> {
        self.row
    }

    fn bind(&self, statement: Statement) -> Statement {
        statement
            .bind(self.value.as_ref().map(Binary::as_str))
            .bind(self.display.as_deref())
            .bind(self.r#type.as_deref())
            .bind(self.primary)
    }
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex, FromRow)]
#[scim(rfc = "User.addresses")]
pub struct Address {
    /// The row.
    #[scim(skip)]
    #[sqlx(rename = "id")]
    pub row: Option<i64>,
    /// The whole address.
    pub formatted: Option<String>,
    /// Street and house.
    pub street_address: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The state or province.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// What it is for.
    pub r#type: Option<String>,
    /// Whether it is the preferred one.
    pub primary: Option<bool>,
}

weigh!(Address: formatted, street_address, locality, region, postal_code, country, r#type);

impl Element for Address {
    const TABLE: &'static str = "user_addresses";
    const COLUMNS: &'static [&'static str] = &[
        "formatted",
        "street_address",
        "locality",
        "region",
        "postal_code",
        "country",
        "type",
        "primary",
    ];

    fn row(&self) -> Option<i64> {
        self.row
    }

    fn bind(&self, statement: Statement) -> Statement {
        statement
            .bind(self.formatted.as_deref())
            .bind(self.street_address.as_deref())
            .bind(self.locality.as_deref())
            .bind(self.region.as_deref())
            .bind(self.postal_code.as_deref())
            .bind(self.country.as_deref())
            .bind(self.r#type.as_deref())
            .bind(self.primary)
    }
}

/// A group the user is in. Never written: the groups hold their members.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex, FromRow)]
#[scim(rfc = "User.groups")]
pub struct GroupMembership {
    /// The id of the group.
    pub value: String,
    /// The URI of the group.
    #[scim(path = "$ref")]
    #[sqlx(skip)]
    pub reference: String,
    /// The name of the group.
    pub display: String,
    /// `direct`, or `indirect` through another group.
    pub r#type: String,
}

weigh!(GroupMembership: value, display, r#type);
