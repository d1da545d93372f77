//! Values that both the manifest and the command line can give.

use super::{BatchFormat, Runtime};
use crate::plan::naming::names::is_valid;
use crate::select::NavigationPolicy;

/// A Cargo package name. Its crate name has to be a Rust identifier, and must not be that of a standard crate.
///
/// # Errors
///
/// Describes what is wrong with it.
pub fn package_name(text: &str) -> Result<String, String> {
    const LONGEST: usize = 64;
    const TAKEN: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];
    let is_ascii = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let crate_name = text.replace('-', "_");
    if !is_ascii || !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Err(format!("`{}` is not a package name: letters, digits, `-` and `_`, a letter first", text.escape_debug()))
    } else if text.len() > LONGEST {
        Err(format!("a package name has at most {LONGEST} characters"))
    } else if TAKEN.contains(&crate_name.as_str()) || !is_valid(&crate_name) {
        Err(format!("`{text}` cannot be a package name: Rust uses the word itself"))
    } else {
        Ok(text.to_owned())
    }
}

/// A version in the form of Cargo: three numbers, then the parts for pre-release and build, if any.
pub(crate) fn version(text: &str) -> Result<String, String> {
    let (release, suffix) = text.split_once(['-', '+']).unwrap_or((text, "0"));
    let is_number = |part: &str| {
        part.parse::<u64>().is_ok()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let is_suffix =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if release.split('.').count() == 3 && release.split('.').all(is_number) && suffix.split(['.', '+']).all(is_suffix) {
        Ok(text.to_owned())
    } else {
        Err(format!("`{}` is not a version like 0.1.0", text.escape_debug()))
    }
}

/// Text for a manifest of Cargo: something, on one line.
pub(crate) fn one_line(text: &str) -> Result<String, String> {
    // What Rust escapes by number, TOML escapes in another way, and no path or URL needs.
    if text.is_empty() || format!("{text:?}").contains("\\u{") {
        Err(format!("`{}` is empty or holds characters that cannot be seen", text.escape_debug()))
    } else {
        Ok(text.to_owned())
    }
}

/// The source of a runtime as the command line names it: `embedded`, `path=DIR`, `version=REQUIREMENT`, `git=URL` or
/// `git=URL#REVISION`.
///
/// # Errors
///
/// Says what is wrong with it.
pub fn runtime(text: &str) -> Result<Runtime, String> {
    if text == "embedded" {
        return Ok(Runtime::Embedded);
    }
    match text.split_once('=') {
        Some(("path", path)) => Ok(Runtime::Path { path: one_line(path)?, version: None }),
        Some(("version", version)) => Ok(Runtime::Version(one_line(version)?)),
        Some(("git", url)) => match url.split_once('#') {
            Some((url, revision)) => Ok(Runtime::Git { url: one_line(url)?, revision: Some(one_line(revision)?) }),
            None => Ok(Runtime::Git { url: one_line(url)?, revision: None }),
        },
        Some(_) | None => {
            Err("give `embedded`, `path=DIR`, `version=REQUIREMENT`, or `git=URL` with `#REVISION` behind it \
                               where you want one"
                .to_owned())
        }
    }
}

/// A service root: an absolute `http` or `https` URL; the `/` at its end is added where it is missing (U12).
///
/// # Errors
///
/// Describes what is wrong with it.
pub fn service_root(text: &str) -> Result<String, String> {
    let fault = |reason: &str| Err(format!("`{}` is not a service root: {reason}", text.escape_debug()));
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return fault("it has to begin with `https://` or `http://`");
    };
    if rest.starts_with(['/', ':']) || rest.is_empty() {
        return fault("it names no host");
    }
    if text.contains(['?', '#']) {
        return fault("it has a query or a fragment");
    }
    if text
        .contains(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'))
    {
        return fault("it holds characters that a URL has to encode");
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

/// A scope of OAuth 2.0 (RFC 6749, section 3.3).
pub(crate) fn scope(text: &str) -> Result<String, String> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\')) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "`{}` is not a scope: one or more ASCII characters, without spaces, quotes and backslashes; each scope is an element of the list",
            text.escape_debug()
        ))
    }
}

/// A navigation policy by its name.
///
/// # Errors
///
/// Names the valid policies.
pub fn navigation(text: &str) -> Result<NavigationPolicy, String> {
    match text {
        "path" => Ok(NavigationPolicy::Path),
        "kept" => Ok(NavigationPolicy::Kept),
        "all" => Ok(NavigationPolicy::All),
        _ => Err(format!("`{}` is not a navigation policy: `path`, `kept` or `all`", text.escape_debug())),
    }
}

/// How the requests of a batch are written.
pub(crate) fn batch_format(text: &str) -> Result<BatchFormat, String> {
    match text {
        "json" => Ok(BatchFormat::Json),
        "multipart" => Ok(BatchFormat::Multipart),
        _ => Err(format!("`{}` is not a format of batches: `json` or `multipart`", text.escape_debug())),
    }
}

/// A Rust name for an element of the schema.
pub(crate) fn identifier(text: &str) -> Result<String, String> {
    if is_valid(text) {
        Ok(text.to_owned())
    } else {
        Err(format!("`{}` is not a Rust identifier", text.escape_debug()))
    }
}
