//! `cargo run -p hr-source`: see `--help`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it says where it is")]

use clap::Parser;
use hr_source::people::People;
use hr_source::person::{Employment, Person};
use hr_source::server::{Access, router};
use scim_schema::service::{Context, Identity};
use scim_schema::value::{DateTime, Secret};
use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;

/// An HR system that an identity provider imports people from. It forgets everything at the end.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "\
With the token of HR people are made by POST, move their start by PATCH, leave by a `terminationDate`,
and are called off by one without a `hireDate`. DELETE is for who was never meant to be there. The
client sees people from some days before they start."
)]
struct Cli {
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8090", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// How many days before they start people are seen; 0 is the day itself.
    #[arg(long, default_value_t = 3, value_name = "N")]
    pre_hire_days: u32,
    /// The token of an identity provider.
    #[arg(long, env = "HR_SOURCE_TOKEN", hide_env_values = true, value_parser = secret)]
    token: Secret,
    /// The token of HR.
    #[arg(long, env = "HR_SOURCE_HR_TOKEN", hide_env_values = true, value_parser = secret)]
    hr_token: Secret,
    /// How many made-up people there are at the beginning, who start a day after each other.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u32,
}

#[expect(clippy::unnecessary_wraps, reason = "what clap calls")]
fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::new(text))
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    let people = People::new(cli.pre_hire_days, DateTime::now)?;
    for number in 0..cli.seed {
        people.insert(&Context::new(Identity::new()), made_up(number, cli.seed))?;
    }
    let access = Access::new(cli.hr_token, cli.token)?;
    let listener = tokio::net::TcpListener::bind(cli.listen)
        .await
        .map_err(|error| format!("cannot listen on `{}`: {error}", cli.listen))?;
    println!("SCIM at   http://{}/scim/v2", listener.local_addr()?);
    axum::serve(listener, router(people, access)).await?;
    Ok(())
}

/// Half of them have started.
fn made_up(number: u32, of: u32) -> Person {
    let day = i64::from(number) - i64::from(of / 2);
    let hire = DateTime::from_unix(DateTime::now().unix_seconds() + day * 86_400, 0);
    let name = format!("person{number}@example.com");
    Person {
        user_name: name.clone(),
        given_name: Some("Person".to_owned()),
        family_name: Some(format!("No. {number}")),
        email: Some(name),
        employee_number: Some(format!("{number:06}")),
        employment: Some(Employment { hire_date: hire, ..Employment::default() }),
        ..Person::default()
    }
}
