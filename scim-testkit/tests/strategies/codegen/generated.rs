pub const ALL: &[&scim_schema::schema::Schema] = &[];
