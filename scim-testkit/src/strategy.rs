//! Generators from schemas: values, resources, and what is done with them.
//!
//! A [`Target`] is a resource type with its schemas, of a type with a derive or of any server's
//! documents. From it come
//! - valid resources: [`resource`] as request bodies, [`stored`] as servers hold them, and typed
//!   models with [`strategy`];
//! - bodies with exactly one thing wrong, and the error that they must give: [`violation`];
//! - attribute paths in every spelling: [`path`], and texts that are none: [`invalid_path`];
//! - filters that ask for what the data has: [`filter`], [`filtered`];
//! - patches: [`patched`], and as Okta and Entra write them: [`spelled`];
//! - searches with projections, sorting and pages: [`searched`];
//! - sequences of requests that refer to one another: [`requests`].
//!
//! All are [`Generator`]s, which are strategies of [`proptest`]. What fails shrinks to a small case that
//! is as valid as what it came from. [`Settings`] say what is generated how often.
//!
//! ```
//! use proptest::prelude::*;
//! use scim_schema::{dialect::Dialect, edit::Create, rfc::User};
//! use scim_testkit::strategy::{Settings, Target, resource};
//!
//! let users = Target::of::<User>()?;
//! proptest!(|(body in resource(&users, &Settings::awkward()))| {
//!     let create = Create::<User>::new(body.to_string(), Dialect::RFC).unwrap();
//!     let (user, _) = create.apply(&User::default()).unwrap();
//!     prop_assert!(!user.user_name.is_empty());
//! });
//! # Ok::<(), scim_testkit::strategy::SchemaError>(())
//! ```

mod expr;
mod filter;
mod generator;
mod leaf;
mod model;
mod near;
mod patch;
mod requests;
mod resource;
mod search;
mod settings;
mod shrink;
mod sibling;
mod source;
mod spell;
mod target;
mod text;
#[cfg(test)]
mod thing;
mod value;
mod violation;

#[doc(hidden)]
pub use expr::{Compare, FilterExpr, PathExpr};
#[doc(hidden)]
pub use filter::Filters;
pub use filter::{filter, filtered};
pub use generator::Generator;
pub(crate) use model::{models, populations};
pub use model::{population, strategy, strategy_on, strategy_with};
#[doc(hidden)]
pub use patch::Patches;
pub use patch::{Habit, Op, OperationExpr, PatchExpr, PatchTarget, Spelled, patched, spelled};
pub use requests::{RequestExpr, Version, Which, requests};
pub use resource::{resource, stored};
#[doc(hidden)]
pub use search::Searches;
pub use search::{ProjectionExpr, SearchExpr, searched};
pub use settings::Settings;
#[doc(hidden)]
pub use shrink::Case;
pub use source::Source;
pub use spell::{invalid_path, path, spelt_filter};
pub use target::{SchemaError, Target};
pub use violation::{Violation, Wrong, violation};
