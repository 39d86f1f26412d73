//! SCIM on a SeaORM entity.
//!
//! [`member`] is the entity with both derives, [`store`] what requests do to it. `scim-schema` and
//! SeaORM 2 have one sea-query and one sqlx between them, so filters, sorting and pages go into
//! SeaORM's queries as they are.

pub mod member;
pub mod store;
