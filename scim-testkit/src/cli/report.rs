//! `--report FORMAT=FILE`.

use super::cannot;
use scim_testkit::live::Report;
use std::fs::{self, OpenOptions};
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
        if path == "-" {
            return Err(
                "`-` is no file, and standard output has the report as text; write a name \
                        such as `report`"
                    .to_owned(),
            );
        }
        let path = PathBuf::from(path);
        if path.is_dir() {
            return Err(format!(
                "`{}` is a directory; write a file such as `{}`",
                path.display(),
                path.join("report").display()
            ));
        }
        // said before the run, which may be long
        let directory = path.parent().filter(|one| !one.as_os_str().is_empty());
        if let Some(missing) = directory.filter(|one| !one.is_dir()) {
            return Err(format!("`{}` is no directory; make it first", missing.display()));
        }
        Ok(Self { format, path })
    }
}

/// That all of them can be written: said before the run, which may be long.
pub(super) fn expect_writable(files: &[ReportFile]) -> Result<(), String> {
    let mut places: Vec<PathBuf> = Vec::new();
    for ReportFile { path, .. } in files {
        let found = fs::metadata(path).ok();
        // a device or a pipe is opened once
        if found.as_ref().is_some_and(|found| !found.is_file()) {
            continue;
        }
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        // where it is, however it is named
        let place = opened.and_then(|_| fs::canonicalize(path));
        let place = place.map_err(|error| cannot("write", path, &error))?;
        if found.is_none() {
            // a run that cannot be made writes none
            let _ = fs::remove_file(&place);
        }
        if places.contains(&place) {
            return Err(format!(
                "`{}` is to have two reports: write each to a file of its own",
                path.display()
            ));
        }
        places.push(place);
    }
    Ok(())
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
