//! Tokens as they are given on the command line and in a file.

use super::{DEFAULT_TENANT, Token};
use scim_schema::dialect::Dialect;
use std::fmt;
use std::str::FromStr;

/// Why a token is none. It never says what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidToken {
    line: Option<usize>,
    expected: &'static str,
}

impl InvalidToken {
    const fn new(expected: &'static str) -> Self {
        Self { line: None, expected }
    }
}

impl fmt::Display for InvalidToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for InvalidToken {}

impl FromStr for Token {
    type Err = InvalidToken;

    /// `[rfc:|okta:|entra:|app:]TOKEN`. What stands before a colon and is none of these is part of
    /// the token.
    fn from_str(text: &str) -> Result<Self, InvalidToken> {
        let prefixed =
            text.split_once(':').and_then(|(client, token)| Some((client.parse().ok()?, token)));
        let (client, token) = prefixed.unwrap_or((Client::Speaks(Dialect::RFC), text));
        Ok(client.token(DEFAULT_TENANT, checked(token)?))
    }
}

/// Who sends a token.
enum Client {
    /// A client of this dialect.
    Speaks(Dialect),
    /// The application itself.
    Application,
}

impl FromStr for Client {
    type Err = InvalidToken;

    fn from_str(text: &str) -> Result<Self, InvalidToken> {
        let dialect = || text.parse().map(Self::Speaks).ok();
        let client = if text == "app" { Some(Self::Application) } else { dialect() };
        client.ok_or(InvalidToken::new("the dialect `rfc`, `okta` or `entra`, or `app`"))
    }
}

impl Client {
    fn token(self, tenant: &str, token: &str) -> Token {
        match self {
            Self::Speaks(dialect) => Token::new(tenant, dialect, token),
            Self::Application => Token::new(tenant, Dialect::RFC, token).of_application(),
        }
    }
}

/// The tokens of a file: lines of `TENANT DIALECT TOKEN [subject=USERNAME]`, empty ones, and
/// comments after `#`. `app` in place of a dialect is the application itself.
///
/// # Errors
/// The first line that is none of these.
pub fn read(text: &str) -> Result<Vec<Token>, InvalidToken> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    lines
        .map(|(number, text)| {
            line(text).map_err(|error| InvalidToken { line: Some(number), ..error })
        })
        .collect()
}

fn line(text: &str) -> Result<Token, InvalidToken> {
    let mut words = text.split_whitespace();
    let (Some(tenant), Some(dialect), Some(token)) = (words.next(), words.next(), words.next())
    else {
        return Err(InvalidToken::new("a tenant, a dialect and a token"));
    };
    let token = dialect.parse::<Client>()?.token(tenant, checked(token)?);
    // a token may contain `#`, a comment begins after a space
    let mut rest = words.take_while(|word| !word.starts_with('#'));
    match (rest.next(), rest.next()) {
        (None, _) => Ok(token),
        (Some(word), None) if word.starts_with("subject=") => {
            Ok(token.with_subject(word.trim_start_matches("subject=")))
        }
        _ => Err(InvalidToken::new(
            "nothing but `subject=USERNAME` after the token, which has no spaces",
        )),
    }
}

/// A token that can stand in a header in all three forms.
fn checked(token: &str) -> Result<&str, InvalidToken> {
    if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(token)
    } else {
        Err(InvalidToken::new("a token of visible ASCII characters without spaces"))
    }
}
