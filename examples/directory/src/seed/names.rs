//! What made-up people are called, do and live in.

pub(super) const GIVEN_NAMES: &[&str] = &[
    "Ada", "Amélie", "Anders", "Barbara", "Bogdan", "Carmen", "Chidi", "Dagmar", "Elif", "Emeka",
    "Farah", "Giulia", "Hamid", "Hiroko", "Ines", "Ivan", "Jamal", "Jelena", "Kofi", "Lakshmi",
    "Lars", "Leilani", "Łukasz", "Mei", "Mehmet", "Nadia", "Noah", "Olga", "Paolo", "Priya",
    "Quentin", "Rosa", "Sanjay", "Søren", "Tamar", "Thandi", "Uma", "Viktor", "Wanda", "Xin",
    "Yusuf", "Zoë",
];

pub(super) const FAMILY_NAMES: &[&str] = &[
    "Abebe",
    "Andersen",
    "Bakker",
    "Castillo",
    "Chen",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Haddad",
    "Horvat",
    "Ito",
    "Jensen",
    "Kaya",
    "Kowalski",
    "Lindqvist",
    "Mbeki",
    "Moreau",
    "Müller",
    "Nakamura",
    "Nguyen",
    "Novák",
    "O'Brien",
    "Okafor",
    "Papadakis",
    "Patel",
    "Petrov",
    "Quispe",
    "Rossi",
    "Santos",
    "Schmidt",
    "Silva",
    "Singh",
    "Smith",
    "Tanaka",
    "Tran",
    "Van den Berg",
    "Weber",
    "Wójcik",
    "Yılmaz",
    "Zhang",
];

pub(super) const DEPARTMENTS: &[&str] =
    &["Engineering", "Sales", "Support", "Finance", "Legal", "Marketing", "Operations", "People"];

pub(super) const TITLES: &[&str] =
    &["Assistant", "Associate", "Specialist", "Senior Specialist", "Lead", "Manager"];

/// City, region, country, IANA time zone, language.
pub(super) const CITIES: &[(&str, &str, &str, &str, &str)] = &[
    ("Accra", "Greater Accra", "GH", "Africa/Accra", "en-GH"),
    ("Berlin", "Berlin", "DE", "Europe/Berlin", "de-DE"),
    ("Lyon", "Auvergne-Rhône-Alpes", "FR", "Europe/Paris", "fr-FR"),
    ("Osaka", "Osaka", "JP", "Asia/Tokyo", "ja-JP"),
    ("Portland", "OR", "US", "America/Los_Angeles", "en-US"),
    ("Porto Alegre", "RS", "BR", "America/Sao_Paulo", "pt-BR"),
    ("Pune", "MH", "IN", "Asia/Kolkata", "en-IN"),
    ("Wrocław", "Dolnośląskie", "PL", "Europe/Warsaw", "pl-PL"),
];

/// One of several, the same one for the same number; `salt` keeps the choices independent.
pub(super) fn pick<T: Copy + Default>(of: &[T], number: u64, salt: u64) -> T {
    // the mixing of SplitMix64
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let index = usize::try_from((mixed ^ (mixed >> 31)) % of.len().max(1) as u64);
    index.ok().and_then(|index| of.get(index)).copied().unwrap_or_default()
}

/// Roles, and what they are for.
pub(super) const ROLES: &[(&str, &str)] = &[
    ("Administrator", "Sees and changes everything"),
    ("Editor", "Changes what a team has"),
    ("Viewer", "Sees what a team has"),
];

/// What users can be entitled to.
pub(super) const ENTITLEMENTS: &[(&str, &str)] = &[
    ("Enterprise license", "All of the product"),
    ("Team license", "The product without reports"),
    ("Reports", "Reports beside a license"),
    ("Support", "Answers on weekdays"),
];
