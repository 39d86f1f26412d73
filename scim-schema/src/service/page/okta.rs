//! What an administrator of Okta enters.

use super::html::{Escaped, Guide, codes};
use crate::resource::{Descriptor, Mapping, OktaRow};
use crate::schema::{Attribute, Mutability};
use std::fmt::{self, Write};

/// The type that Okta's users become.
pub(super) fn users(types: &[Descriptor]) -> Option<&Descriptor> {
    types.iter().find(|known| known.schema.id == "urn:ietf:params:scim:schemas:core:2.0:User")
}

fn groups(types: &[Descriptor]) -> Option<&Descriptor> {
    types.iter().find(|known| known.schema.id == "urn:ietf:params:scim:schemas:core:2.0:Group")
}

fn has_writable(known: &Descriptor, name: &str) -> bool {
    let can = |attribute: &Attribute| attribute.mutability != Mutability::ReadOnly;
    known.schema.attribute(name).is_some_and(can)
}

/// The section; nothing where there are no users.
pub(super) fn section(page: &mut String, guide: &Guide<'_>) -> fmt::Result {
    let Some(users) = users(guide.types) else { return Ok(()) };
    let mapping = Mapping::of(users).okta();
    page.push_str("<section id=\"okta\">\n<h2>Okta</h2>\n<dl>\n");
    writeln!(
        page,
        "<dt>SCIM connector base URL</dt><dd><code>{}</code></dd>",
        Escaped(guide.base)
    )?;
    page.push_str("<dt>Unique identifier field for users</dt><dd><code>userName</code></dd>\n");
    page.push_str("<dt>Provisioning actions</dt><dd>");
    let groups = groups(guide.types);
    let actions = [
        (true, "import new users and profile updates"),
        (true, "push new users"),
        (true, "push profile updates"),
        (has_writable(users, "active"), "deactivate and reactivate users"),
        (has_writable(users, "password"), "sync passwords"),
        (groups.is_some(), "import groups"),
        (groups.is_some_and(|known| has_writable(known, "members")), "push groups"),
    ];
    let actions = actions.into_iter().filter(|(can, _)| *can).map(|(_, action)| action);
    writeln!(page, "{}</dd>\n</dl>", actions.collect::<Vec<_>>().join("; "))?;
    page.push_str(
        "<h3>Attributes of the app&rsquo;s profile</h3>\n\
         <p>What Okta&rsquo;s profile editor asks for. Okta sends <code>active</code>, passwords and memberships by itself.</p>\n\
         <div class=\"table\"><table>\n<thead><tr><th>Okta profile</th><th>Variable</th><th>External name</th>\
         <th>External namespace</th><th>Type</th></tr></thead>\n<tbody>\n",
    );
    for row in mapping.rows() {
        self::row(page, row)?;
    }
    page.push_str("</tbody>\n</table></div>\n");
    if !mapping.lacking().is_empty() {
        page.push_str(
            "<h3>Not held</h3>\n<p>Okta&rsquo;s usual mapping sends these too, and they are passed over. Take them out of the \
             app&rsquo;s profile, so that nobody expects them to arrive.</p>\n<p>",
        );
        codes(page, mapping.lacking().iter().map(|row| &row.external_name))?;
        page.push_str("</p>\n");
    }
    page.push_str("</section>\n");
    Ok(())
}

fn row(page: &mut String, row: &OktaRow) -> fmt::Result {
    let profile = row.profile.as_deref().unwrap_or_default();
    write!(
        page,
        "<tr><td><code>{}</code></td><td><code>{}</code></td><td><code>{}</code>",
        Escaped(profile),
        Escaped(&row.variable),
        Escaped(&row.external_name)
    )?;
    if !row.note.is_empty() {
        write!(page, "<br>{}", Escaped(row.note))?;
    }
    writeln!(
        page,
        "</td><td><code>{}</code></td><td>{}</td></tr>",
        Escaped(&row.external_namespace),
        row.data_type
    )
}
