//! Generators from schemas: values, resources, and what is done with them.
//!
//! A [`Target`] is a resource type with its schemas, of a type with a derive or of any server's
//! documents. From it come
//! - valid resources: [`resource`] as request bodies, [`stored`] as servers hold them, and typed
//!   models with [`strategy`].
//!
//! All are [`Generator`]s, which are proptest strategies. What fails shrinks to a small case that
//! is as valid as what it came from. [`Settings`] say what is generated how often.

mod generator;
mod model;
mod resource;
mod settings;
mod shrink;
mod source;
mod target;
mod text;
mod value;

pub use generator::Generator;
pub use model::{population, strategy, strategy_on, strategy_with};
pub use resource::{resource, stored};
pub use settings::Settings;
pub use shrink::Case;
pub use source::Source;
pub use target::{SchemaError, Target};
