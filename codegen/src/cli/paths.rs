//! Paths and command lines as they are printed.

use std::path::{Component, Path, PathBuf};

/// `base` with `relative` appended: `metadata` and `../generated` become `generated`.
///
/// A folder and `..` only cancel out where the folder is not a link.
pub(super) fn join(base: &Path, relative: &str) -> PathBuf {
    let mut joined = base.to_path_buf();
    for component in Path::new(relative).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(joined.components().next_back(), Some(Component::Normal(_))) && !joined.is_symlink() =>
            {
                joined.pop();
            }
            other => joined.push(other),
        }
    }
    if joined.as_os_str().is_empty() { PathBuf::from(".") } else { joined }
}

/// A command line with quotes where a shell needs them.
pub(super) fn shell<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '=' | '@' | '%' | '+' | ',');
    let quote = |word: &str| {
        if !word.is_empty() && word.chars().all(is_plain) {
            word.to_owned()
        } else {
            format!("'{}'", word.replace('\'', r"'\''"))
        }
    };
    words.into_iter().map(quote).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{join, shell};

    #[test]
    fn steps_that_cancel_out_are_left_out() {
        for (base, relative, expected) in [
            ("metadata", "../generated", "generated"),
            ("metadata", "a.csdl", "metadata/a.csdl"),
            ("", "../generated", "../generated"),
            ("..", "../a", "../../a"),
            ("a/b", "./../../c/.", "c"),
            ("a", "..", "."),
            ("a", "/b", "/b"),
        ] {
            assert_eq!(join(Path::new(base), relative), Path::new(expected), "{base} {relative}");
        }
    }

    #[test]
    fn words_are_quoted_where_a_shell_would_change_them() {
        assert_eq!(shell(["a", "b c", "", "it's", "GET /x", "--a=b"]), r"a 'b c' '' 'it'\''s' 'GET /x' --a=b");
    }
}
