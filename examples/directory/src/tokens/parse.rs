//! Tokens as they are given on the command line and in a file.

use super::{DEFAULT_TENANT, Token};
use scim_schema::dialect::Dialect;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Why a token is none. It never says what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidToken {
    line: Option<usize>,
    reason: Cow<'static, str>,
}

impl InvalidToken {
    const fn new(reason: &'static str) -> Self {
        Self { line: None, reason: Cow::Borrowed(reason) }
    }

    /// It is another's too, whose dialect and tenant would count for both.
    fn again(number: usize, other: &str) -> Self {
        let reason = format!("the token is that of {other} already; give each client its own");
        Self { line: Some(number), reason: Cow::Owned(reason) }
    }
}

impl fmt::Display for InvalidToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for InvalidToken {}

impl FromStr for Token {
    type Err = InvalidToken;

    /// `[rfc:|okta:|entra:|app:]TOKEN`. A token with a colon needs one of these, or a misspelt dialect
    /// would be part of it.
    fn from_str(text: &str) -> Result<Self, InvalidToken> {
        let (client, token) = match text.split_once(':') {
            None => (Client::Speaks(Dialect::RFC), text),
            Some((client, token)) => {
                // it may be a part of the token, and is not shown
                let none = |_| {
                    InvalidToken::new(
                        "what is before the `:` is no dialect; write `rfc:`, `okta:`, `entra:` or `app:`, and `rfc:` before a token that has a `:`",
                    )
                };
                (client.parse().map_err(none)?, token)
            }
        };
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
        client.ok_or(InvalidToken::new("expected the dialect `rfc`, `okta` or `entra`, or `app`"))
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
/// `flags` are those that were given beside the file.
///
/// # Errors
/// The first line that is none of these, or has a token that was given before; a file without tokens.
pub fn read(text: &str, flags: &[Token]) -> Result<Vec<Token>, InvalidToken> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    let mut found: Vec<(usize, Token)> = Vec::new();
    for (number, text) in lines {
        let token = line(text).map_err(|error| InvalidToken { line: Some(number), ..error })?;
        if flags.iter().any(|flag| flag.is(&token)) {
            return Err(InvalidToken::again(number, "a `--token`"));
        }
        if let Some((other, _)) = found.iter().find(|(_, other)| other.is(&token)) {
            return Err(InvalidToken::again(number, &format!("line {other}")));
        }
        found.push((number, token));
    }
    if found.is_empty() {
        return Err(InvalidToken::new("no token is in it; add a line `TENANT DIALECT TOKEN`"));
    }
    Ok(found.into_iter().map(|(_, token)| token).collect())
}

/// The tokens of flags.
///
/// # Errors
/// One that is none, or is given twice.
pub fn of_flags<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Vec<Token>, InvalidToken> {
    let mut found: Vec<Token> = Vec::new();
    for text in texts {
        let token: Token = text.parse()?;
        if found.iter().any(|other| other.is(&token)) {
            return Err(InvalidToken::new("a token is given twice; give each client its own"));
        }
        found.push(token);
    }
    Ok(found)
}

fn line(text: &str) -> Result<Token, InvalidToken> {
    let mut words = text.split_whitespace();
    let (Some(tenant), Some(dialect), Some(token)) = (words.next(), words.next(), words.next())
    else {
        return Err(InvalidToken::new("expected a tenant, a dialect and a token"));
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
            "expected nothing but `subject=USERNAME` after the token, which has no spaces",
        )),
    }
}

/// A token that can stand in a header in all three forms.
fn checked(token: &str) -> Result<&str, InvalidToken> {
    if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(token)
    } else {
        Err(InvalidToken::new("expected a token of visible ASCII characters without spaces"))
    }
}
