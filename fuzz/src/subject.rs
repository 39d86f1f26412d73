//! What an input is tried on: a model, a dialect, resources.

use super::models::{Badge, Member};
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, User};
use scim_testkit::law::Broken;
use scim_testkit::strategy::{Settings, strategy_with};
use std::sync::LazyLock;

/// What the first three characters of an input choose.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    pub model: u8,
    pub dialect: Dialect,
    pub seed: u8,
}

impl Subject {
    /// It, and what is left of the input.
    pub fn of(input: &[u8]) -> Option<(Self, &[u8])> {
        let ([model, dialect, seed], rest) = input.split_first_chunk()?;
        let dialect = match dialect % 3 {
            0 => Dialect::RFC,
            1 => Dialect::OKTA,
            _ => Dialect::ENTRA,
        };
        Some((Self { model: *model % 4, dialect, seed: *seed }, rest))
    }
}

/// A model with resources to try things on.
pub trait Subjects: ScimResource + Default {
    /// Always the same.
    fn all() -> &'static [Self];

    fn of(seed: u8) -> &'static Self {
        let all = Self::all();
        &all[usize::from(seed) % all.len()]
    }
}

macro_rules! subjects { ($($model:ty),*) => { $(
    impl Subjects for $model {
        fn all() -> &'static [Self] {
            static ALL: LazyLock<Vec<$model>> = LazyLock::new(|| {
                let strategy = strategy_with::<$model>(&Settings::awkward()).unwrap();
                let some = strategy.samples().take(24);
                std::iter::once(<$model>::default()).chain(some).collect()
            });
            &ALL
        }
    }
)* } }
subjects!(User, Group, Badge, Member);

/// Calls a generic function for the model that was chosen.
macro_rules! on_model { ($subject:expr, $function:ident($($argument:expr),*)) => {
    match $subject.model {
        0 => $function::<scim_schema::rfc::User>($($argument),*),
        1 => $function::<scim_schema::rfc::Group>($($argument),*),
        2 => $function::<super::models::Badge>($($argument),*),
        _ => $function::<super::models::Member>($($argument),*),
    }
} }
pub(crate) use on_model;

pub fn hold(law: Result<(), Broken>) {
    if let Err(broken) = law {
        panic!("{broken}");
    }
}
