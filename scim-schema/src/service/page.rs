//! A page for people: what the service has, as an integration guide.

mod attributes;
mod html;
mod okta;

use super::answer;
use super::route::bare;
use crate::resource::Descriptor;
use crate::schema::ServiceProviderConfig;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Response, StatusCode};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The page's own style, which its policy names by its hash.
const STYLE: &str = include_str!("page/style.css");

/// Nothing but that style.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// A page for people at a path of the service: base URL, authentication, what is supported, and
/// every resource type with its attributes; for users what an administrator of Okta enters. It is
/// the guide that identity providers ask vendors for, and always what the service does.
///
/// It is HTML without scripts, and nothing in it is fetched from elsewhere. It has what discovery
/// has, and no field or column of a struct.
///
/// Whoever the service knows may read it, with what their context adds to the types. With
/// [`public`](Self::public) everyone may.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::rfc::User;
/// use scim_schema::service::{MemoryStore, ReferencePage, ScimService};
///
/// let scim = ScimService::builder()
///     .resource(MemoryStore::<User>::new())
///     .unauthenticated()
///     .reference_page(ReferencePage::at("/docs").title("Acme Workspaces").public())
///     .build();
/// # let _ = scim;
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ReferencePage {
    path: String,
    title: Cow<'static, str>,
    contact: Option<Cow<'static, str>>,
    is_public: bool,
}

impl ReferencePage {
    /// Below the base path, such as `/docs`. Where SCIM has a path of the same name, that one is
    /// meant.
    #[must_use]
    pub fn at(path: &str) -> Self {
        Self {
            path: path.trim_matches('/').to_owned(),
            title: Cow::Borrowed("SCIM 2.0"),
            contact: None,
            is_public: false,
        }
    }

    /// With the name of the application, as people know it.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.title = title.into();
        self
    }

    /// With what to do in need of help, or of a token: a sentence, an address.
    ///
    /// ```
    /// use scim_schema::service::ReferencePage;
    ///
    /// let page = ReferencePage::at("/docs").contact("Ask support@example.com for a token.");
    /// assert!(format!("{page:?}").contains("support@example.com"));
    /// ```
    #[must_use]
    pub fn contact(mut self, contact: impl Into<Cow<'static, str>>) -> Self {
        self.contact = Some(contact.into());
        self
    }

    /// For everyone who can reach it, without authentication. It shows what `/Schemas` shows.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.is_public = true;
        self
    }

    /// Whether it is read without authentication.
    pub(super) const fn is_public(&self) -> bool {
        self.is_public
    }

    /// Whether a path below the base path is the page's.
    pub(super) fn is_at(&self, path: &str) -> bool {
        !self.path.is_empty() && bare(path) == self.path
    }

    /// The page.
    pub(crate) fn answer(
        &self,
        types: &[Descriptor],
        config: &ServiceProviderConfig,
        base: &str,
    ) -> Response<super::Body> {
        let guide = html::Guide {
            title: &self.title,
            contact: self.contact.as_deref(),
            types,
            config,
            base,
        };
        let mut response = answer::empty(StatusCode::OK);
        *response.body_mut() = guide.to_html().into_bytes().into();
        let headers = response.headers_mut();
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        headers.insert(CONTENT_TYPE, html);
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        let cached = if self.is_public { "no-cache" } else { "private, no-cache" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cached));
        answer::set(&mut response, CONTENT_SECURITY_POLICY, &POLICY);
        response
    }
}
