//! The page as text.

use super::{STYLE, attributes, okta};
use crate::resource::Descriptor;
use crate::schema::{ResourceType, ServiceProviderConfig};
use std::fmt::{self, Display, Write};

/// What the page is of.
pub(super) struct Guide<'a> {
    pub(super) title: &'a str,
    pub(super) contact: Option<&'a str>,
    pub(super) types: &'a [Descriptor],
    pub(super) config: &'a ServiceProviderConfig,
    pub(super) base: &'a str,
}

/// Text in HTML, in an attribute as well.
pub(super) struct Escaped<T>(pub(super) T);

impl<T: AsRef<str>> Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.as_ref().chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\0' => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// What a person wrote, in which backticks enclose names.
pub(super) struct Prose<'a>(pub(super) &'a str);

impl Display for Prose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // an odd one encloses nothing
        if self.0.matches('`').count() % 2 == 1 {
            return Escaped(self.0).fmt(f);
        }
        for (index, part) in self.0.split('`').enumerate() {
            match index % 2 {
                0 => write!(f, "{}", Escaped(part))?,
                _ => write!(f, "<code>{}</code>", Escaped(part))?,
            }
        }
        Ok(())
    }
}

impl Guide<'_> {
    pub(super) fn to_html(&self) -> String {
        let mut page = String::with_capacity(1 << 16);
        // writing to a string does not fail
        let _ = self.write(&mut page);
        page
    }

    fn write(&self, page: &mut String) -> fmt::Result {
        let title = Escaped(self.title);
        write!(
            page,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title}: SCIM integration guide</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <header>\n<p class=\"kicker\">SCIM 2.0 integration guide</p>\n<h1>{title}</h1>\n\
             <p class=\"base\"><span>Base URL</span> <code>{}</code></p>\n</header>\n",
            Escaped(self.base)
        )?;
        self.contents(page)?;
        page.push_str("<main>\n");
        self.connect(page)?;
        self.features(page)?;
        self.resource_types(page)?;
        for (index, known) in self.types.iter().enumerate() {
            attributes::section(page, index, known)?;
        }
        attributes::common(page)?;
        okta::section(page, self)?;
        write!(
            page,
            "</main>\n<footer>The same for programs: <code>/ServiceProviderConfig</code>, <code>/ResourceTypes</code> and \
             <code>/Schemas</code> below the base URL (RFC 7644 section 4).</footer>\n</body>\n</html>\n"
        )
    }

    fn contents(&self, page: &mut String) -> fmt::Result {
        page.push_str(
            "<nav aria-label=\"Contents\">\n<a href=\"#connect\">Connect</a>\n<a href=\"#features\">Features</a>\n\
             <a href=\"#types\">Resource types</a>\n",
        );
        for (index, known) in self.types.iter().enumerate() {
            let name = Escaped(&known.resource_type.name);
            writeln!(page, "<a href=\"#type-{index}\">{name}</a>")?;
        }
        page.push_str("<a href=\"#common\">Common attributes</a>\n");
        if okta::users(self.types).is_some() {
            page.push_str("<a href=\"#okta\">Okta</a>\n");
        }
        page.push_str("</nav>\n");
        Ok(())
    }

    fn connect(&self, page: &mut String) -> fmt::Result {
        page.push_str("<section id=\"connect\">\n<h2>Connect</h2>\n<dl>\n");
        let base = Escaped(self.base);
        page.push_str("<dt>Authentication</dt><dd>");
        let schemes = &self.config.authentication_schemes;
        if schemes.is_empty() {
            page.push_str("The service asks for none.");
        }
        for scheme in schemes.iter() {
            write!(
                page,
                "<p><b>{}</b> <code>{}</code><br>{}",
                Escaped(&scheme.name),
                Escaped(&scheme.r#type),
                Prose(&scheme.description)
            )?;
            for (url, what) in
                [(&scheme.spec_uri, "Specification"), (&scheme.documentation_uri, "How to use it")]
            {
                if let Some(url) = url {
                    page.push(' ');
                    link(page, url, what)?;
                }
            }
            page.push_str("</p>");
        }
        page.push_str(
            "</dd>\n<dt>Media type</dt><dd><code>application/scim+json</code>, in UTF-8</dd>\n",
        );
        if let Some(url) = &self.config.documentation_uri {
            page.push_str("<dt>Documentation</dt><dd>");
            link(page, url, url)?;
            page.push_str("</dd>\n");
        }
        if let Some(contact) = self.contact {
            writeln!(page, "<dt>Help</dt><dd>{}</dd>", Prose(contact))?;
        }
        page.push_str("</dl>\n");
        if let Some(known) = self.types.first() {
            let token = if schemes.is_empty() { "" } else { "-H 'Authorization: Bearer TOKEN' " };
            let endpoint = Escaped(&known.resource_type.endpoint);
            writeln!(
                page,
                "<p>A first request, which answers two resources:</p>\n<pre>curl {token}'{base}{endpoint}?count=2'</pre>"
            )?;
        }
        page.push_str("</section>\n");
        Ok(())
    }

    fn features(&self, page: &mut String) -> fmt::Result {
        let config = self.config;
        page.push_str("<section id=\"features\">\n<h2>Features</h2>\n<ul class=\"features\">\n");
        feature(page, "PATCH", config.patch.supported, "changes in part, RFC 7644 section 3.5.2")?;
        let most =
            format!("all operators; {} resources in a page at most", config.filter.max_results);
        feature(page, "Filters", config.filter.supported, &most)?;
        feature(
            page,
            "Sorting",
            config.sort.supported,
            "<code>sortBy</code> and <code>sortOrder</code>",
        )?;
        let bulk = format!(
            "{} operations and {} bytes at most",
            config.bulk.max_operations, config.bulk.max_payload_size
        );
        feature(page, "Bulk requests", config.bulk.supported, &bulk)?;
        feature(
            page,
            "Versions",
            config.etag.supported,
            "<code>ETag</code>, <code>If-Match</code> and <code>If-None-Match</code>",
        )?;
        feature(
            page,
            "Passwords",
            config.change_password.supported,
            "a client can set them; they are never returned",
        )?;
        if let Some(pages) = &config.pagination {
            feature(
                page,
                "Pages by index",
                pages.index,
                "<code>startIndex</code> and <code>count</code>",
            )?;
            let cursor = match pages.cursor_timeout {
                Some(seconds) => {
                    format!("<code>cursor</code>, RFC 9865; usable for {seconds} seconds")
                }
                None => "<code>cursor</code>, RFC 9865".to_owned(),
            };
            feature(page, "Pages by cursor", pages.cursor, &cursor)?;
        }
        if let Some(events) = &config.security_events {
            let count = events.event_uris.len();
            feature(page, "Events", true, &format!("{count} kinds of security events, RFC 9967"))?;
        }
        page.push_str("</ul>\n</section>\n");
        Ok(())
    }

    fn resource_types(&self, page: &mut String) -> fmt::Result {
        page.push_str(
            "<section id=\"types\">\n<h2>Resource types</h2>\n<div class=\"table\"><table>\n\
             <thead><tr><th>Name</th><th>Endpoint</th><th>Schemas</th><th>What it is</th></tr></thead>\n<tbody>\n",
        );
        for (index, known) in self.types.iter().enumerate() {
            let ResourceType { name, endpoint, description, schema, schema_extensions, .. } =
                known.resource_type;
            write!(
                page,
                "<tr><td><a href=\"#type-{index}\">{}</a></td><td><code>{}</code></td><td><code>{}</code>",
                Escaped(name),
                Escaped(endpoint),
                Escaped(schema)
            )?;
            for extension in schema_extensions.iter() {
                let required = if extension.required { " (required)" } else { "" };
                write!(page, "<br><code>{}</code>{required}", Escaped(&extension.schema))?;
            }
            writeln!(page, "</td><td>{}</td></tr>", Prose(description))?;
        }
        page.push_str("</tbody>\n</table></div>\n");
        let patch = if self.config.patch.supported { ", PATCH" } else { "" };
        writeln!(
            page,
            "<p>Each endpoint takes GET, with a filter, an order and a page, and POST; <code>ENDPOINT/.search</code> takes \
             the same search by POST. A resource, <code>ENDPOINT/ID</code>, takes GET, PUT{patch} and DELETE.</p>\n</section>"
        )
    }
}

/// What is supported, in HTML that is ours.
fn feature(page: &mut String, name: &str, supported: bool, how: &str) -> fmt::Result {
    let (word, how) = if supported { ("yes", how) } else { ("no", "not supported") };
    writeln!(page, "<li class=\"{word}\"><b>{name}</b> <i>{word}</i><span>{how}</span></li>")
}

/// Names with commas between them.
pub(super) fn codes<T: AsRef<str>>(
    page: &mut String,
    names: impl IntoIterator<Item = T>,
) -> fmt::Result {
    for (index, name) in names.into_iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(page, "{separator}<code>{}</code>", Escaped(name))?;
    }
    Ok(())
}

/// A link, where the URL is one that a browser goes to; otherwise the URL as text.
fn link(page: &mut String, url: &str, text: &str) -> fmt::Result {
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    match is_web {
        true => {
            write!(page, "<a href=\"{}\" rel=\"noreferrer\">{}</a>", Escaped(url), Escaped(text))
        }
        false => write!(page, "{}", Escaped(url)),
    }
}
