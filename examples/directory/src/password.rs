//! Passwords and PINs are held as argon2id hashes, as PHC strings.
//!
//! A hash takes tens of milliseconds and 19 MiB by design. So as many threads hash as there are cores, each in memory
//! of its own that serves all of its hashes: more would take turns, and hold more.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, PasswordVerifier, Version};
use scim_schema::message::ScimError;
use scim_schema::value::Secret;
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;
use tokio::sync::oneshot;

/// A secret, and who waits for its hash.
type Job = (Secret, oneshot::Sender<Result<Secret, ScimError>>);

static HASHERS: LazyLock<Sender<Job>> = LazyLock::new(|| {
    let (sender, jobs) = mpsc::channel();
    let jobs = Arc::new(Mutex::new(jobs));
    for number in 0..thread::available_parallelism().map_or(1, NonZero::get) {
        let jobs = Arc::clone(&jobs);
        // where the system has no thread to spare, the others do its work
        let _ = thread::Builder::new().name(format!("hash-{number}")).spawn(move || work(&jobs));
    }
    sender
});

/// What a password or a PIN has to be (RFC 7643 section 4.1.1: a policy of the service provider): an
/// empty one would let in whoever types nothing.
///
/// # Errors
/// For the client: what it has to be.
pub fn check(secret: &Secret) -> Result<(), ScimError> {
    if secret.expose().is_empty() {
        let expected = "one of a character or more, or `null` for none";
        return Err(ScimError::invalid_value("an empty string", expected));
    }
    Ok(())
}

/// Hashes, on a thread that does nothing else.
///
/// # Errors
/// When the system has no thread or no randomness for it.
pub async fn hash(secret: Secret) -> Result<Secret, ScimError> {
    let (answer, hash) = oneshot::channel();
    HASHERS
        .send((secret, answer))
        .map_err(|_| ScimError::internal("no thread hashes passwords"))?;
    hash.await.map_err(ScimError::internal)?
}

/// Hashes whatever comes.
fn work(jobs: &Mutex<Receiver<Job>>) {
    let mut memory = vec![Block::new(); Params::DEFAULT.block_count()];
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((secret, answer)) = job else { return };
        // the client may have gone meanwhile
        if !answer.is_closed() {
            let _ = answer.send(hashed(&secret, &mut memory).map_err(ScimError::internal));
        }
    }
}

fn hashed(secret: &Secret, memory: &mut [Block]) -> Result<Secret, argon2::password_hash::Error> {
    let (algorithm, version, params) = (Algorithm::Argon2id, Version::V0x13, Params::DEFAULT);
    // an error, where `generate` would end the thread
    let salt = Salt::new(&argon2::password_hash::try_generate_salt()?)?;
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    let password = secret.expose().as_bytes();
    let argon2 = Argon2::new(algorithm, version, params.clone());
    argon2.hash_password_into_with_memory(password, &salt, &mut out, memory)?;
    let hash = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(salt),
        hash: Some(Output::new(&out)?),
    };
    Ok(Secret::from(hash.to_string()))
}

/// Whether the hash is one of this password, which is no empty one: what is stored may be older than
/// [`check`].
#[must_use]
pub fn verify(password: &str, hash: &str) -> bool {
    !password.is_empty() && Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{check, hashed, verify};
    use argon2::{Block, Params};
    use scim_schema::value::Secret;

    #[test]
    fn nobody_gets_in_without_a_password() {
        let mut memory = vec![Block::new(); Params::DEFAULT.block_count()];
        for (password, is_one) in [("", false), (" ", true), ("t1meMa$heen", true)] {
            let secret = Secret::new(password);
            assert_eq!(check(&secret).is_ok(), is_one, "{password:?}");
            let hash = hashed(&secret, &mut memory).unwrap();
            assert_eq!(verify(password, hash.expose()), is_one, "{password:?}");
            assert!(!verify("", hash.expose()) && !verify("other", hash.expose()));
        }
    }
}
