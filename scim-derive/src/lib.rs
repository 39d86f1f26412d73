//! The derive macros of `scim-schema`, one way: `attr` (syntax), `model` (the attribute tree), `check`
//! (rules), `emit` (tokens). Nothing parses after the first, nothing makes tokens before the last.

mod attr;
mod check;
mod ctxt;
mod emit;
mod enumeration;
mod model;
mod newtype;
mod path;
mod rfc;
mod suggest;

use attr::{Container, Derive};
use ctxt::Ctxt;
use model::Model;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct with named fields a SCIM resource.
///
/// ```
/// use scim_schema::ScimResource;
///
/// /// A member of a workspace.
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User", extension = "EnterpriseUser")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(path = "userName")]
///     login: String,
///     #[scim(path = "name.givenName")]
///     first_name: Option<String>,
///     #[scim(path = r#"emails[type eq "work"].value"#, primary)]
///     email: Option<String>,
///     #[scim(path = "EnterpriseUser:department")]
///     department: Option<String>,
///     #[scim(skip)]
///     billing_notes: String,
/// }
/// assert_eq!(Member::RESOURCE_TYPE.endpoint, "/Users");
/// assert!(Member::SCHEMA.attribute("emails.value").is_some());
/// assert!(Member::SCHEMA.attribute("title").is_none(), "what is not mapped is not published");
/// ```
///
#[doc = include_str!("../ATTRIBUTES.md")]
#[proc_macro_derive(ScimResource, attributes(scim))]
pub fn scim_resource(input: TokenStream) -> TokenStream {
    structure(Derive::Resource, &parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct the value of a complex attribute, or a part of a resource to embed with
/// `#[scim(flatten)]`. The struct must implement `Default`.
///
/// ```
/// use scim_schema::{ScimComplex, ScimResource};
///
/// #[derive(Clone, Default, ScimComplex)]
/// #[scim(rfc = "User.emails")]
/// struct Email {
///     value: Option<String>,
///     r#type: Option<String>,
/// }
///
/// #[derive(Clone, Default, ScimComplex)]
/// #[scim(rfc = "User")]
/// struct Preferences {
///     locale: Option<String>,
/// }
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     user_name: String,
///     emails: Vec<Email>,
///     #[scim(flatten)]
///     preferences: Preferences,
/// }
/// assert!(Member::SCHEMA.attribute("locale").is_some());
/// ```
///
/// With `rfc = "User.emails"` it has the sub-attributes of an attribute of the RFC, with
/// `rfc = "User"` it is a part of that schema, and with neither its attributes are your own. All keys
/// are listed at [`ScimResource`](macro@ScimResource#every-key-of-scim).
#[proc_macro_derive(ScimComplex, attributes(scim))]
pub fn scim_complex(input: TokenStream) -> TokenStream {
    structure(Derive::Complex, &parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct a schema extension (RFC 7643 section 3.3), for a field with
/// `#[scim(extension)]`. The struct must implement `Default`.
///
/// ```
/// use scim_schema::ScimExtension;
///
/// /// Where a person parks.
/// #[derive(Clone, Default, ScimExtension)]
/// #[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking")]
/// struct Parking {
///     /// The lot, as its sign has it.
///     lot: Option<String>,
/// }
/// assert_eq!(Parking::SCHEMA.name, "Parking");
/// assert_eq!(Parking::SCHEMA.attribute("lot").map(|lot| &*lot.description), Some("The lot, as its sign has it."));
/// ```
///
/// With `rfc = "EnterpriseUser"` it is that of the RFC. All keys are listed at
/// [`ScimResource`](macro@ScimResource#every-key-of-scim).
#[proc_macro_derive(ScimExtension, attributes(scim))]
pub fn scim_extension(input: TokenStream) -> TokenStream {
    structure(Derive::Extension, &parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum a string with canonical values (RFC 7643 section 7).
///
/// ```
/// use scim_schema::ScimEnum;
/// use scim_schema::resource::{Scalar, ScimValue};
///
/// #[derive(Debug, PartialEq, ScimEnum)]
/// enum State {
///     InUse,
///     #[scim(rename = "lost")]
///     Gone,
/// }
/// assert_eq!(State::from_scalar(Scalar::String("INUSE")), Ok(State::InUse));
/// assert_eq!(State::CANONICAL_VALUES, ["inUse", "lost"]);
/// let error = State::from_scalar(Scalar::String("sold")).unwrap_err();
/// assert_eq!(error.to_string(), "expected one of `inUse`, `lost`");
/// ```
///
/// Values compare without case, unless the enum has `#[scim(case_exact)]`. An enum with a variant
/// `#[scim(other)] Other(String)` is open: that one holds any other text.
#[proc_macro_derive(ScimEnum, attributes(scim))]
pub fn scim_enum(input: TokenStream) -> TokenStream {
    enumeration::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct with one field a value as its field is.
///
/// ```
/// use scim_schema::{ScimResource, ScimValue};
///
/// #[derive(Clone, Default, ScimValue)]
/// struct Login(String);
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     user_name: Login,
/// }
/// ```
#[proc_macro_derive(ScimValue, attributes(scim))]
pub fn scim_value(input: TokenStream) -> TokenStream {
    newtype::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// The RFC's attributes as consts of `scim-schema`, which alone can call this.
#[doc(hidden)]
#[proc_macro]
pub fn __rfc_tables(_: TokenStream) -> TokenStream {
    rfc::tokens::tables().into()
}

fn structure(derive: Derive, input: &DeriveInput) -> proc_macro2::TokenStream {
    let cx = Ctxt::new();
    let container = Container::parse(&cx, derive, input);
    let model = Model::build(&cx, &container);
    if container.has_names {
        check::check(&cx, &model);
    }
    match cx.check() {
        Ok(()) => emit::emit(&model),
        Err(mut errors) => {
            // a union can have no default, which the stub needs
            if !matches!(input.data, syn::Data::Union(_)) {
                errors.extend(emit::stub::stub(&container));
            }
            errors
        }
    }
}
