use super::{Cli, Duration, RateLimit, base_path, public_url, rate_limit};
use clap::{CommandFactory, Parser};
use std::num::NonZeroU32;

#[test]
fn the_flags_are_consistent() {
    Cli::command().debug_assert();
}

/// What has a value in the environment shows it to nobody who asks what flags there are, if it
/// may have a secret in it: a URL may.
#[test]
fn help_and_debug_show_no_secret() {
    let command = Cli::command();
    let of_subcommands = command.get_subcommands().flat_map(clap::Command::get_arguments);
    for argument in command.get_arguments().chain(of_subcommands) {
        let Some(name) = argument.get_env().and_then(|name| name.to_str()) else { continue };
        let secret = ["TOKEN", "KEY", "DATABASE", "EVENTS"].iter().any(|word| name.ends_with(word));
        assert_eq!(argument.is_hide_env_values_set(), secret, "{name}");
    }
    let database = "postgres://u:hunter2@h/db";
    let events = "https://u:hunter2@a.example/x?token=hunter2";
    let flags = ["directory", "--database", database, "--events", events, "--token", "hunter2"];
    let cli = Cli::parse_from(flags);
    assert!(!format!("{cli:?}").contains("hunter2"), "{cli:?}");
    let cli = Cli::parse_from(["directory", "changes", "--database", database]);
    assert!(!format!("{cli:?}").contains("hunter2"), "{cli:?}");
}

#[test]
fn a_cursor_key_is_long() {
    let key = |arguments: &[&str]| Cli::parse_from(arguments).cursor_key();
    assert!(key(&["directory"]).unwrap().is_none());
    let long = key(&["directory", "--cursor-key", "0123456789abcdef0123456789abcdef"]);
    assert!(long.unwrap().is_some());
    let error = key(&["directory", "--cursor-key", "SECRET"]).unwrap_err();
    assert_eq!(error, "`--cursor-key`: expected a key of at least 32 bytes");
}

#[test]
fn events_are_told_with_usable_secrets_and_no_word_of_them() {
    let options =
        |flag: &str, value: &str| Cli::parse_from(["directory", flag, value]).events_options();
    assert!(options("--events-key", "0123456789abcdef0123456789abcdef").is_ok());
    assert!(options("--events-token", "for-okta").is_ok());
    for (flag, value) in [("--events-key", "hunter2"), ("--events-token", "hunter2 x\ny")] {
        let error = options(flag, value).unwrap_err();
        assert!(error.starts_with(&format!("`{flag}`: expected")), "{error}");
        assert!(!error.contains("hunter2"));
    }
}

#[test]
fn a_rate_is_requests_in_seconds() {
    let expected = RateLimit::new(NonZeroU32::new(600).unwrap(), Duration::from_secs(60));
    assert_eq!(rate_limit("600/60"), Ok(expected));
    for text in ["600", "0/60", "600/0", "-1/60", "a/b", "1/1/1", "1/18446744073709551615"] {
        assert!(rate_limit(text).is_err(), "{text}");
    }
}

#[test]
fn paths_and_urls_lose_their_last_slash() {
    assert_eq!(base_path("/scim/v2/").as_deref(), Ok("/scim/v2"));
    assert_eq!(base_path("/").as_deref(), Ok(""));
    assert!(base_path("scim").is_err());
    assert_eq!(public_url("https://a.example/b/").as_deref(), Ok("https://a.example/b"));
    assert!(public_url("a.example").is_err());
    assert!(public_url("https:///b").is_err());
}
