use scim_schema::ScimResource;

#[derive(Clone, ScimResource)]
#[scim(rfc = "User")]
enum Account {
    Member,
    Guest,
}

fn main() {}
