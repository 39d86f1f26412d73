//! The query part of a URI.

use crate::message::{ScimError, ScimType, SearchRequest};
use crate::path::AttributePath;
use crate::projection::Projection;
use crate::resource::{DynamicExtension, ScimResource};
use std::fmt;

/// The parameters of a request's query part, decoded.
///
/// ```
/// use scim_schema::query::Parameters;
///
/// let parameters = Parameters::parse("count=2&filter=userName+eq+%22bj%22").unwrap();
/// assert_eq!(parameters.get("filter").unwrap(), Some("userName eq \"bj\""));
/// assert_eq!(parameters.get("sortBy").unwrap(), None);
/// let search = Parameters::parse("sortBy=userName&count=2&attributes=userName,title").unwrap().search().unwrap();
/// assert_eq!((search.sort_by.as_deref(), search.count), (Some("userName"), Some(2)));
/// assert_eq!(search.attributes, ["userName", "title"]);
/// ```
#[derive(Clone, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Decodes `name=value&name=value`; `+` is a space, as in HTML forms, and so is `%20`: clients
    /// send either.
    ///
    /// # Errors
    /// `400 invalidValue` for a broken percent-encoding or bytes that are not UTF-8.
    pub fn parse(query: &str) -> Result<Self, ScimError> {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let decode = |text: &str| {
            percent_decode(text, true).ok_or_else(|| {
                ScimError::bad_request(
                    ScimType::InvalidValue,
                    "the query is not percent-encoded UTF-8; write a percent sign as `%25`",
                )
            })
        };
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Ok((decode(name)?, decode(value)?))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The value of a parameter that can be given once.
    ///
    /// # Errors
    /// `400 invalidValue` when it is given twice.
    pub fn get(&self, name: &str) -> Result<Option<&str>, ScimError> {
        let mut values = self.all(name);
        let value = values.next();
        if values.next().is_some() {
            return Err(ScimError::bad_request(
                ScimType::InvalidValue,
                format!("the parameter `{name}` is given twice; give it once"),
            ));
        }
        Ok(value)
    }

    /// What `attributes` and `excludedAttributes` ask for; lists that are given in several
    /// parameters count as one.
    ///
    /// ```
    /// use scim_schema::{query::Parameters, rfc::User};
    ///
    /// let projection = Parameters::parse("attributes=userName&attributes=title")?.projection::<User>();
    /// assert!(projection.includes("userName") && projection.includes("title"));
    /// assert!(!projection.includes("nickName"));
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    #[must_use]
    pub fn projection<R: ScimResource>(&self) -> Projection<R> {
        self.projection_with(None)
    }

    /// The same of resources that have this extension as well.
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// # use scim_schema::schema::{Attribute, Schema, Type};
    /// use scim_schema::query::Parameters;
    /// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(path = "userName")]
    ///     login: String,
    ///     #[scim(dynamic)]
    ///     extra: DynamicAttributes,
    /// }
    /// # let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
    /// #     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    /// let acme = DynamicExtension::new(&schema)?;
    /// let parameters = Parameters::parse("excludedAttributes=urn:example:acme:2.0:User:costCentre")?;
    /// let shown = parameters.projection_with::<Member>(Some(acme));
    /// assert!(shown.includes("userName"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn projection_with<R: ScimResource>(
        &self,
        extension: Option<DynamicExtension>,
    ) -> Projection<R> {
        self.projection_of_write(extension, &[])
    }

    /// The same of the answer to a write that gave these of what is returned on request.
    pub(crate) fn projection_of_write<R: ScimResource>(
        &self,
        extension: Option<DynamicExtension>,
        given: &[AttributePath<'_>],
    ) -> Projection<R> {
        let list = |name: &str| {
            let values: Vec<&str> = self.all(name).collect();
            (!values.is_empty()).then(|| values.join(","))
        };
        Projection::of_write(
            extension,
            list("attributes").as_deref(),
            list("excludedAttributes").as_deref(),
            given,
        )
    }

    /// Whether `attributes` asks for some of the resource, which is then answered even where it
    /// would not be otherwise.
    #[cfg(feature = "http1")]
    pub(crate) fn names_attributes(&self) -> bool {
        self.all("attributes").any(|list| !list.trim().is_empty())
    }

    /// What they search for.
    ///
    /// # Errors
    /// `400 invalidValue` for a number that is none, `400 invalidCount` where that is the size of
    /// a page by cursor, and `400 invalidValue` for a parameter that is given twice.
    pub fn search(&self) -> Result<SearchRequest, ScimError> {
        let text = |name| Ok::<_, ScimError>(self.get(name)?.map(str::to_owned));
        let list = |name| {
            let names = self.all(name).flat_map(|list| list.split(','));
            names.filter(|name| !name.trim().is_empty()).map(str::to_owned).collect()
        };
        let cursor = text("cursor")?;
        // RFC 9865 section 2.1 has a type of its own for the count of a page by cursor
        let invalid_count =
            if cursor.is_some() { ScimType::InvalidCount } else { ScimType::InvalidValue };
        Ok(SearchRequest {
            attributes: list("attributes"),
            excluded_attributes: list("excludedAttributes"),
            filter: text("filter")?,
            sort_by: text("sortBy")?,
            sort_order: text("sortOrder")?,
            start_index: self.number("startIndex", ScimType::InvalidValue)?,
            count: self.number("count", invalid_count)?,
            cursor,
        })
    }

    /// A whole number; one too large for any page is as good as the largest.
    fn number(&self, name: &'static str, error: ScimType) -> Result<Option<i64>, ScimError> {
        let Some(text) = self.get(name)? else { return Ok(None) };
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let detail = format!(
                "the parameter `{name}` is not a whole number; write one such as `{name}=1`"
            );
            return Err(ScimError::bad_request(error, detail));
        }
        let beyond = if digits.len() == text.len() { i64::MAX } else { i64::MIN };
        Ok(Some(text.parse().unwrap_or(beyond)))
    }

    fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Parameters {
    /// The names, and how many bytes each value has: a filter may compare a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(name, value)| (name, value.len()))).finish()
    }
}

/// Undoes percent-encoding; `None` for what is not an encoding of UTF-8.
pub(crate) fn percent_decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    let hex = |byte: Option<u8>| char::from(byte?).to_digit(16);
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => u8::try_from(hex(rest.next())? << 4 | hex(rest.next())?).ok()?,
            b'+' if plus_is_space => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
