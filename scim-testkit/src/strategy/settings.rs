//! What is generated how often, and how large.

/// What is generated how often, and how large.
///
/// Shares are in percent, and a share of 0 leaves the thing out. The defaults give resources that
/// a server accepts and gives back as they were sent; [`Settings::awkward`] adds what is allowed
/// and often handled wrong.
///
/// ```
/// use scim_testkit::strategy::{Settings, Target, resource};
///
/// let groups = Target::of::<scim_schema::rfc::Group>()?;
/// let large = Settings::default().elements(50).optional(90);
/// let group = resource(&groups, &large).sample(1);
/// assert!(group["displayName"].is_string());
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
///
/// Everything can be left out, or made more of:
///
/// ```
/// use scim_testkit::strategy::{Settings, Target, resource};
///
/// let users = Target::of::<scim_schema::rfc::User>()?;
/// // plain ones: short ASCII texts, and nothing that servers handle wrong
/// let plain = Settings::default()
///     .extensions(0).many(0).long(0).characters(5).unicode(0).odd(0).other_values(0)
///     .empty(0).nulls(0).respelled(0).read_only(0);
/// let body = resource(&users, &plain).sample(1);
/// assert!(body.to_string().is_ascii());
/// // more of what requests have: deep filters, long patches, long sequences
/// let long = Settings::awkward().depth(5).operations(10).requests(50);
/// assert_ne!(long, Settings::awkward());
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    pub(super) optional: u32,
    pub(super) extensions: u32,
    pub(super) elements: usize,
    pub(super) many: u32,
    pub(super) characters: u32,
    pub(super) unicode: u32,
    pub(super) odd: u32,
    pub(super) long: u32,
    pub(super) empty: u32,
    pub(super) other_values: u32,
    pub(super) nulls: u32,
    pub(super) respelled: u32,
    pub(super) read_only: u32,
    pub(super) depth: u32,
    pub(super) operations: usize,
    pub(super) requests: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            optional: 50,
            extensions: 50,
            elements: 3,
            many: 1,
            characters: 8,
            unicode: 20,
            odd: 10,
            long: 2,
            empty: 0,
            other_values: 20,
            nulls: 0,
            respelled: 0,
            read_only: 0,
            depth: 3,
            operations: 4,
            requests: 20,
        }
    }
}

macro_rules! settings { ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
    impl Settings { $(
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self, $name: $type) -> Self {
            self.$name = $name;
            self
        }
    )* }
} }

settings! {
    /// The share of optional attributes that have a value: 50.
    optional: u32,
    /// The share of resources with each optional extension: 50.
    extensions: u32,
    /// The most elements of a multi-valued attribute: 3. About half as many is the mean.
    elements: usize,
    /// The share of multi-valued attributes with more than ten elements, or more than a hundred,
    /// whatever the most is otherwise: 1.
    many: u32,
    /// The most characters of an ordinary text: 8.
    characters: u32,
    /// The share of texts with characters beyond ASCII: 20.
    unicode: u32,
    /// The share of values that are correct and seldom seen: 10. Texts that look like filters, or
    /// need escapes; case pairs that fold to different lengths; numbers at a bound; date-times
    /// with offsets, leap seconds and long fractions; unpadded base64; relative references.
    odd: u32,
    /// The share of texts of some hundred characters: 2.
    long: u32,
    /// The share of optional texts that are empty: 0, as RFC 7643 leaves open whether `""` is a
    /// value.
    empty: u32,
    /// The share of values that are not among the `canonicalValues`, which suggest and do not
    /// close (RFC 7643 section 7): 20. Where a model is known to refuse others there are none.
    other_values: u32,
    /// The share of optional attributes that are given as `null` or `[]`, which is the same as
    /// leaving them out (RFC 7643 section 2.5): 0.
    nulls: u32,
    /// The share of names in another case, which names ignore (RFC 7643 section 2.1): 0.
    respelled: u32,
    /// The share of readOnly attributes that a body has, to be ignored (RFC 7644 section 3.3): 0.
    read_only: u32,
    /// The most levels of `and`, `or`, `not` and brackets in a filter: 3.
    depth: u32,
    /// The most operations of a patch: 4.
    operations: usize,
    /// The most requests of a sequence: 20.
    requests: usize,
}

impl Settings {
    /// With all that is allowed and often handled wrong: nulls, names in another case, readOnly
    /// attributes in bodies, and more of what is seldom seen.
    #[must_use]
    pub fn awkward() -> Self {
        Self {
            unicode: 30,
            odd: 30,
            long: 3,
            nulls: 5,
            respelled: 5,
            read_only: 10,
            ..Self::default()
        }
    }
}
