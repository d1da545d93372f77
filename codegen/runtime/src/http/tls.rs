//! The TLS of the transport over reqwest.
//!
//! reqwest has the features of everything in the program that asks for one, so that its own choice of TLS depends on packages
//! that know nothing of this one. The choice is therefore made here, by the features of this package. Where several of them are on,
//! `native-tls` goes before `rustls-ring`, and that before `rustls-aws-lc`, which is on by default.

use reqwest::ClientBuilder;

use super::transport::BoxError;

/// The system's own TLS.
#[cfg(feature = "native-tls")]
pub(super) fn choose(builder: ClientBuilder) -> Result<ClientBuilder, BoxError> {
    Ok(builder.tls_backend_native())
}

/// rustls by the cryptography that the process has chosen, or else by ring; the process's choice is left open.
#[cfg(all(feature = "rustls-ring", not(feature = "native-tls")))]
pub(super) fn choose(builder: ClientBuilder) -> Result<ClientBuilder, BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt;

    if rustls::crypto::CryptoProvider::get_default().is_some() {
        return Ok(builder.tls_backend_rustls());
    }
    // Without a choice of the process, reqwest takes aws-lc-rs or, where that is not compiled in, panics.
    let ring = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(builder.tls_backend_preconfigured(config))
}

/// rustls by the cryptography that the process has chosen, or else by aws-lc-rs.
#[cfg(not(any(feature = "native-tls", feature = "rustls-ring")))]
#[allow(clippy::unnecessary_wraps, reason = "setting up ring can fail")]
pub(super) fn choose(builder: ClientBuilder) -> Result<ClientBuilder, BoxError> {
    #[cfg(feature = "rustls-aws-lc")]
    let builder = builder.tls_backend_rustls();
    Ok(builder)
}
