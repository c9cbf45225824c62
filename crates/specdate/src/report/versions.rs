//! The dates of APIs as a list: for people, and for programs.

use std::fmt::Write as _;

use registry::{Day, Lifecycle, State, VersionDate};
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::json;
use crate::report::table::{Cell, table};
use crate::report::words::{counted, one_line};
use crate::terminal::Styles;

/// The dates of some APIs on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) today: Day,
    pub(crate) apis: Vec<ApiRow>,
}

/// One API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiRow {
    pub(crate) name: String,
    pub(crate) title: String,
    /// The date that clients should use.
    pub(crate) latest: Option<VersionDate>,
    pub(crate) versions: Vec<VersionRow>,
}

/// One date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VersionRow {
    pub(crate) date: VersionDate,
    pub(crate) lifecycle: Lifecycle,
    /// Negative where the sunset has passed.
    pub(crate) days_left: Option<i64>,
    /// The nearest older date that is not retired.
    pub(crate) older: Option<VersionDate>,
    pub(crate) newer: Option<VersionDate>,
    pub(crate) document: FileRow,
    pub(crate) released_copy: FileRow,
}

impl VersionRow {
    fn needs_document(&self) -> bool {
        !self.lifecycle.is_retired()
    }

    fn needs_released_copy(&self) -> bool {
        self.lifecycle.is_released() && !self.lifecycle.is_retired()
    }

    fn day(&self, name: &str) -> Cell {
        day(self.lifecycle, name).map_or_else(Cell::default, |day| Cell::plain(day.to_string()))
    }
}

/// The day of this name, if the state has it.
fn day(lifecycle: Lifecycle, name: &str) -> Option<Day> {
    let days = lifecycle.days();
    let named = days.into_iter().find(|(other, _)| *other == name);
    named.map(|(_, day)| day)
}

/// A file that the registry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileRow {
    pub(crate) path: String,
    pub(crate) exists: bool,
}

/// A table per API.
pub(crate) fn text(listing: &Listing, styles: &Styles) -> String {
    let Styles { subject, faint, .. } = styles;
    if listing.apis.is_empty() {
        return "the registry has no API\n".to_owned();
    }
    let tables: Vec<String> = listing
        .apis
        .iter()
        .map(|api| {
            let title = one_line(&api.title);
            let mut text = format!("{subject}{}{subject:#}: {title}\n\n", api.name);
            if api.versions.is_empty() {
                let _ = writeln!(text, "  {faint}no dates yet{faint:#}");
            } else {
                text.push_str(&table(&rows(api, styles), "  "));
                missing(&mut text, api, styles);
            }
            text
        })
        .collect();
    tables.join("\n")
}

/// What a column says about a date.
type Column = (&'static str, fn(&VersionRow, &Styles) -> Cell);

const COLUMNS: [Column; 10] = [
    ("date", |row, styles| {
        Cell::new(row.date.to_string(), styles.subject)
    }),
    ("state", |row, styles| {
        let state = row.lifecycle.state();
        let style = match state {
            State::Draft => styles.place,
            State::Active => styles.progress,
            State::Deprecated => styles.warning,
            State::Retired => styles.faint,
        };
        Cell::new(state.as_str(), style)
    }),
    ("released", |row, _| row.day("released")),
    ("deprecated", |row, _| row.day("deprecated")),
    ("sunset", |row, _| row.day("sunset")),
    ("left", |row, styles| {
        row.days_left
            .map_or_else(Cell::default, |days| left(days, styles))
    }),
    ("retired", |row, _| row.day("retired")),
    ("next", |row, _| {
        row.newer
            .map_or_else(Cell::default, |date| Cell::plain(date.to_string()))
    }),
    ("document", |row, styles| {
        presence(row.document.exists, row.needs_document(), styles)
    }),
    ("released copy", |row, styles| {
        presence(row.released_copy.exists, row.needs_released_copy(), styles)
    }),
];

fn presence(exists: bool, is_needed: bool, styles: &Styles) -> Cell {
    match (exists, is_needed) {
        (true, _) => Cell::plain("yes"),
        (false, true) => Cell::new("missing", styles.error),
        (false, false) => Cell::new("none", styles.faint),
    }
}

/// A line for each file that should be there.
fn missing(text: &mut String, api: &ApiRow, styles: &Styles) {
    let mut rows = Vec::new();
    for row in &api.versions {
        for (file, is_needed, what) in [
            (&row.document, row.needs_document(), "document"),
            (
                &row.released_copy,
                row.needs_released_copy(),
                "released copy",
            ),
        ] {
            if is_needed && !file.exists {
                rows.push(vec![
                    Cell::new("missing", styles.error),
                    Cell::plain(&file.path),
                    Cell::plain(format!("the {what} of {}", row.date)),
                ]);
            }
        }
    }
    if !rows.is_empty() {
        text.push('\n');
        text.push_str(&table(&rows, "  "));
    }
}

/// The heading and a row per date. A column that would be empty is left out.
fn rows(api: &ApiRow, styles: &Styles) -> Vec<Vec<Cell>> {
    let columns: Vec<(&str, Vec<Cell>)> = COLUMNS
        .into_iter()
        .map(|(heading, cell)| {
            let cells = api.versions.iter().map(|row| cell(row, styles));
            (heading, cells.collect::<Vec<Cell>>())
        })
        .filter(|(_, cells)| !cells.iter().all(Cell::is_empty))
        .collect();
    let headings = columns
        .iter()
        .map(|(heading, _)| Cell::new(heading, styles.faint));
    let mut rows = vec![headings.collect::<Vec<Cell>>()];
    for index in 0..api.versions.len() {
        let cells = columns.iter().filter_map(|(_, cells)| cells.get(index));
        rows.push(cells.cloned().collect());
    }
    rows
}

/// How soon is soon: a quarter of a year is little time to leave a version.
const SOON: i64 = 90;

fn left(days: i64, styles: &Styles) -> Cell {
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    let shown = counted(count, "day", "days");
    match days {
        ..0 => Cell::new(format!("{shown} ago"), styles.error),
        0 => Cell::new("today", styles.error),
        1..SOON => Cell::new(shown, styles.warning),
        _ => Cell::plain(shown),
    }
}

/// What `specdate versions --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "List of `specdate versions`", rename = "Listing")]
struct ListingShape<'l> {
    /// The day from which days are counted.
    today: Day,
    /// The APIs, by name.
    apis: Vec<ApiShape<'l>>,
}

/// An API of the registry.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Api")]
struct ApiShape<'l> {
    /// Its name in the registry.
    api: &'l str,
    /// Its name for people.
    title: &'l str,
    /// The newest active date: what clients should use.
    latest: Option<VersionDate>,
    /// Its dates, from the oldest to the newest.
    versions: Vec<VersionShape<'l>>,
}

/// A date of an API.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Version")]
struct VersionShape<'l> {
    /// The date that names it.
    date: VersionDate,
    /// Where it stands between draft and retired.
    state: State,
    /// The day it became available.
    released: Option<Day>,
    /// The day the deprecation was announced.
    deprecated: Option<Day>,
    /// The last day it is promised to answer.
    sunset: Option<Day>,
    /// The day it stopped answering.
    retired: Option<Day>,
    /// Days from today to the sunset of a deprecated date: 0 on its last day, negative behind it.
    days_left: Option<i64>,
    /// The nearest older date that is not retired.
    older: Option<VersionDate>,
    /// The nearest newer date that is not retired: where clients go next.
    newer: Option<VersionDate>,
    /// Its document.
    document: FileShape<'l>,
    /// Its document as it was released.
    released_copy: FileShape<'l>,
}

/// A file that the registry names.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
struct FileShape<'l> {
    /// Its path from the root of the workspace.
    path: &'l str,
    /// Whether it is there.
    exists: bool,
}

/// The list for a program.
pub(crate) fn json(listing: &Listing) -> String {
    json::text(&ListingShape {
        today: listing.today,
        apis: listing.apis.iter().map(api).collect(),
    })
}

/// The JSON Schema of [`json`].
pub(crate) fn schema_json() -> String {
    json::schema_of::<ListingShape<'_>>()
}

fn api(row: &ApiRow) -> ApiShape<'_> {
    let ApiRow {
        name,
        title,
        latest,
        versions,
    } = row;
    ApiShape {
        api: name,
        title,
        latest: *latest,
        versions: versions.iter().map(version).collect(),
    }
}

fn version(row: &VersionRow) -> VersionShape<'_> {
    let VersionRow {
        date,
        lifecycle,
        days_left,
        older,
        newer,
        document,
        released_copy,
    } = row;
    let day = |name| day(*lifecycle, name);
    VersionShape {
        date: *date,
        state: lifecycle.state(),
        released: day("released"),
        deprecated: day("deprecated"),
        sunset: day("sunset"),
        retired: day("retired"),
        days_left: *days_left,
        older: *older,
        newer: *newer,
        document: file(document),
        released_copy: file(released_copy),
    }
}

fn file(FileRow { path, exists }: &FileRow) -> FileShape<'_> {
    FileShape {
        path,
        exists: *exists,
    }
}
