//! Passwords and PINs are held as argon2id hashes, as PHC strings.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use scim_schema::message::ScimError;
use scim_schema::value::Secret;
use tokio::sync::Semaphore;

/// How many are hashed at once, each in 19 MiB: the others wait.
static HASHING: Semaphore = Semaphore::const_new(8);

/// Hashes on a thread of its own, as it takes tens of milliseconds by design.
///
/// # Errors
/// When the system has no randomness or no memory for it.
pub async fn hash(secret: Secret) -> Result<Secret, ScimError> {
    let _permit = HASHING.acquire().await.map_err(ScimError::internal)?;
    tokio::task::spawn_blocking(move || {
        let hash = Argon2::default().hash_password(secret.expose().as_bytes());
        hash.map(|hash| Secret::from(hash.to_string()))
    })
    .await
    .map_err(ScimError::internal)?
    .map_err(ScimError::internal)
}

/// Whether the hash is one of this password.
#[must_use]
pub fn verify(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}
