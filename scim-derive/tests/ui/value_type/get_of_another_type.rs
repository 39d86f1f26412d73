use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "groups", get = "Member::teams")]
    team_ids: Vec<i64>,
}

impl Member {
    fn teams(&self) -> Vec<String> {
        self.team_ids.iter().map(ToString::to_string).collect()
    }
}

fn main() {}
