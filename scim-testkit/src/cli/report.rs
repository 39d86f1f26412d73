//! `--report FORMAT=FILE`.

use super::cannot;
use scim_testkit::live::Report;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

/// A file to write, and how.
#[derive(Debug, Clone)]
pub(super) struct ReportFile {
    format: Format,
    path: PathBuf,
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Json,
    Junit,
    Html,
    Markdown,
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "expected `json=FILE`, `junit=FILE`, `html=FILE` or `markdown=FILE`";
        let (format, path) = text.split_once('=').ok_or(expected)?;
        let format = match format {
            "json" => Format::Json,
            "junit" => Format::Junit,
            "html" => Format::Html,
            "markdown" | "md" => Format::Markdown,
            _ => return Err(expected.to_owned()),
        };
        if path.is_empty() {
            return Err(expected.to_owned());
        }
        let path = PathBuf::from(path);
        // said before the run, which may be long
        let directory = path.parent().filter(|one| !one.as_os_str().is_empty());
        if let Some(missing) = directory.filter(|one| !one.is_dir()) {
            return Err(format!("`{}` is no directory; make it first", missing.display()));
        }
        Ok(Self { format, path })
    }
}

/// Writes a report to its file.
pub(super) fn write(file: &ReportFile, report: &Report) -> Result<(), String> {
    let text = match file.format {
        Format::Json => report.to_json(),
        Format::Junit => report.to_junit(),
        Format::Html => report.to_html(),
        Format::Markdown => report.to_markdown(),
    };
    fs::write(&file.path, text).map_err(|error| cannot("write", &file.path, &error))
}
