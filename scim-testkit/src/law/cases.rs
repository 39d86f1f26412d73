//! What laws are tried on: resources as an application holds them, and who asks.

mod stamp;

use crate::oracle::Shape;
use crate::strategy::{Generator, SchemaError, Settings, Source, Target, models, populations};
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use serde_json::Value;
use std::fmt;

/// What laws are tried on: resources of one type as an application holds them, with ids, times
/// and versions, and the dialects of who asks.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::User};
/// use scim_testkit::law::Cases;
///
/// let cases = Cases::<User>::new()?.dialect(Dialect::ENTRA);
/// let user = cases.models().sample(1);
/// assert!(!user.id.is_empty() && !user.user_name.is_empty());
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
pub struct Cases<R> {
    target: Target,
    settings: Settings,
    dialect: Option<Dialect>,
    bases: Generator<R>,
    models: Generator<R>,
    shown: Option<fn(&R) -> String>,
}

impl<R: ScimResource> Cases<R> {
    /// Resources that are default ones where SCIM has no say.
    ///
    /// ```
    /// use scim_schema::rfc::Group;
    /// use scim_testkit::law::{self, Cases, Shipped, held};
    /// use scim_testkit::strategy::{Generator, Settings};
    ///
    /// let bases = Generator::new(|_| Group { external_id: Some("hr".into()), ..Group::default() });
    /// let cases = Cases::on(&bases)?                       // or `Cases::<Group>::new()?`
    ///     .only("displayName", ["Staff", "Guests"])?       // no other names
    ///     .without("members")?                             // a store that cannot search them
    ///     .settings(Settings::default().unicode(0))
    ///     .show(|group| format!("{group:?}"));
    /// let names: Vec<String> = cases.models().samples().take(20).map(|group| group.display_name).collect();
    /// assert!(names.iter().all(|name| name == "Staff" || name == "Guests"));
    /// let check = law::check(&held::DELETED, &cases).unwrap();
    /// assert_eq!(check.first_broken(&Shipped, 0..3), None);
    /// # Ok::<(), scim_testkit::strategy::SchemaError>(())
    /// ```
    ///
    /// # Errors
    /// When no resource can satisfy the schema.
    pub fn new() -> Result<Self, SchemaError>
    where
        R: Default,
    {
        Self::on(&Generator::new(|_| R::default()))
    }

    /// Resources made of these: what SCIM does not map, or only a server sets, is theirs.
    ///
    /// # Errors
    /// When no resource can satisfy the schema.
    pub fn on(bases: &Generator<R>) -> Result<Self, SchemaError> {
        let bases = bases.clone();
        let stamped = Generator::new(move |source| {
            let mut base = bases.draw(source);
            stamp::stamp(&mut base, source, 0);
            base
        });
        Self::of(stamped, Settings::default())
    }

    fn of(bases: Generator<R>, settings: Settings) -> Result<Self, SchemaError> {
        let simplest = bases.simplest();
        let target = Target::of_base(&simplest)?;
        // made of the smallest resource, which is copied each time a value is tried on it
        Shape::shared(&simplest);
        let models = models(&target, &bases, &settings);
        Ok(Self { target, settings, dialect: None, bases, models, shown: None })
    }

    /// With other settings of what is generated how often.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.models = models(&self.target, &self.bases, &settings);
        self.settings = settings;
        self
    }

    /// With no other values of an attribute than these, as [`Target::only`].
    ///
    /// # Errors
    /// As there.
    pub fn only<V: Into<Value>>(
        mut self,
        path: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Result<Self, SchemaError> {
        self.target = self.target.only(path, values)?;
        self.models = models(&self.target, &self.bases, &self.settings);
        Ok(self)
    }

    /// Without an attribute, as [`Target::without`].
    ///
    /// # Errors
    /// As there.
    pub fn without(mut self, path: &str) -> Result<Self, SchemaError> {
        self.target = self.target.without(path)?;
        self.models = models(&self.target, &self.bases, &self.settings);
        Ok(self)
    }

    /// Asked by clients of this dialect only.
    #[must_use]
    pub const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// With a way to show a whole resource, as `Debug` does: so that laws see fields that SCIM
    /// does not map.
    #[must_use]
    pub const fn show(mut self, show: fn(&R) -> String) -> Self {
        self.shown = Some(show);
        self
    }

    /// A whole resource, if there is a way to show one.
    #[must_use]
    pub(crate) fn shown(&self, resource: &R) -> Option<String> {
        self.shown.map(|show| show(resource))
    }

    /// The resource type.
    #[doc(hidden)]
    #[must_use]
    pub const fn target(&self) -> &Target {
        &self.target
    }

    /// What is generated how often.
    #[must_use]
    pub(crate) const fn get_settings(&self) -> &Settings {
        &self.settings
    }

    /// Resources before a client wrote to them.
    #[doc(hidden)]
    #[must_use]
    pub const fn bases(&self) -> &Generator<R> {
        &self.bases
    }

    /// Resources as a store holds them.
    #[must_use]
    pub const fn models(&self) -> &Generator<R> {
        &self.models
    }

    /// Up to `most` of them, with ids of their own and unique where the schema says so.
    #[doc(hidden)]
    #[must_use]
    pub fn lists(&self, most: usize) -> Generator<Vec<R>> {
        self.some(0, most)
    }

    /// As [`lists`](Self::lists), of `least` at least.
    #[doc(hidden)]
    #[must_use]
    pub fn some(&self, least: usize, most: usize) -> Generator<Vec<R>> {
        let bases = self.bases.clone();
        let numbered = move |source: &mut Source, index: usize| {
            let mut base = bases.draw(source);
            stamp::stamp(&mut base, source, index);
            base
        };
        populations(&self.target, numbered, &self.settings, (least, most))
    }

    /// Who asks.
    pub(crate) fn draw_dialect(&self, source: &mut Source) -> Dialect {
        // one choice in any case
        let choice = source.below(4);
        self.dialect.unwrap_or(match choice {
            2 => Dialect::OKTA,
            3 => Dialect::ENTRA,
            _ => Dialect::RFC,
        })
    }

    /// The dialect, if there is only one.
    #[must_use]
    pub(crate) const fn only_dialect(&self) -> Option<Dialect> {
        self.dialect
    }
}

impl<R> Clone for Cases<R> {
    fn clone(&self) -> Self {
        Self {
            target: self.target.clone(),
            settings: self.settings,
            dialect: self.dialect,
            bases: self.bases.clone(),
            models: self.models.clone(),
            shown: self.shown,
        }
    }
}

impl<R> fmt::Debug for Cases<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cases")
            .field("resource_type", &self.target.name())
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
