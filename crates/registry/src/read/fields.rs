//! Taking typed fields out of TOML tables, with a problem for everything that does not fit.

use std::{ops::Range, str::FromStr};

use toml_edit::{Item, Key, Table, TableLike, Value};

use super::claims::{Claims, Kind};
use crate::{
    names::ApiName,
    position::{LineIndex, Position},
    problem::Problem,
    text::{InvalidText, Shown, closest, listed},
};

/// A problem was reported; nothing more is to be said about this value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reported;

/// A table with what messages call it and where it stands.
pub(super) struct Fields<'a> {
    table: &'a dyn TableLike,
    /// As it is written in the file: `[api.verifa]`; empty for the file itself.
    pub(super) title: String,
    /// Where the table starts, in bytes.
    pub(super) offset: usize,
}

/// A value and where it starts, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) offset: usize,
}

/// The items of an array of strings.
pub(super) type Strings<'a> = Vec<Result<Found<&'a str>, Reported>>;

/// Collects problems while a file is read.
pub(super) struct Reader<'t> {
    file: &'t str,
    index: LineIndex<'t>,
    problems: Vec<Problem>,
    claims: Claims,
}

impl<'t> Reader<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            index: LineIndex::new(text),
            problems: Vec::new(),
            claims: Claims::default(),
        }
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Notes that this place takes something that no other may take; see [`Claims`].
    pub(super) fn claim(&mut self, kind: Kind, key: &str, role: &'static str, offset: usize) {
        let position = self.position(offset);
        self.claims.add(kind, key, role, position);
    }

    /// Reports everything that was claimed twice.
    pub(super) fn report_conflicts(&mut self) {
        for (position, id, message, next_step) in std::mem::take(&mut self.claims).conflicts() {
            self.report_at(position, id, message, next_step);
        }
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        self.index.position(offset)
    }

    pub(super) fn report(
        &mut self,
        offset: usize,
        id: &'static str,
        message: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Reported {
        self.report_at(self.position(offset), id, message, next_step)
    }

    pub(super) fn report_at(
        &mut self,
        position: Position,
        id: &'static str,
        message: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Reported {
        self.problems.push(super::error(
            self.file,
            position,
            id,
            message.into(),
            next_step.into(),
        ));
        Reported
    }

    pub(super) fn invalid(&mut self, offset: usize, what: &str, error: InvalidText) -> Reported {
        self.report(
            offset,
            "bad-value",
            format!("{what}: {}", error.message),
            error.next_step,
        )
    }

    /// The file itself as a table.
    pub(super) fn top<'a>(&mut self, table: &'a Table, known: &[&str]) -> Fields<'a> {
        self.open(table, String::new(), 0, known)
    }

    fn open<'a>(
        &mut self,
        table: &'a dyn TableLike,
        title: String,
        offset: usize,
        known: &[&str],
    ) -> Fields<'a> {
        let fields = Fields {
            table,
            title,
            offset,
        };
        for (name, _) in table.iter() {
            if !known.contains(&name) {
                let next_step = match closest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known fields: {}", listed(known)),
                };
                self.report(
                    fields.key_offset(name),
                    "unknown-field",
                    format!("unknown field {} {}", Shown(name), fields.place()),
                    next_step,
                );
            }
        }
        fields
    }

    /// The string of a field, if it is there.
    pub(super) fn string<'a>(
        &mut self,
        fields: &Fields<'a>,
        name: &str,
    ) -> Result<Option<Found<&'a str>>, Reported> {
        let Some(item) = fields.get(name) else {
            return Ok(None);
        };
        let offset = fields.value_offset(name, item);
        match item {
            Item::Value(Value::String(text)) => Ok(Some(Found {
                value: text.value(),
                offset,
            })),
            Item::Value(Value::Datetime(date)) => Err(self.report(
                offset,
                "unquoted-date",
                format!("`{name}` is a TOML date, not a string"),
                format!("put it in quotes: `{name} = \"{}\"`", date.value()),
            )),
            other => Err(self.wrong_type(offset, name, "a string", other)),
        }
    }

    /// A field that must not be left out or be blank.
    pub(super) fn required_text<'a>(
        &mut self,
        fields: &Fields<'a>,
        name: &str,
        why: &str,
    ) -> Result<Found<&'a str>, Reported> {
        match self.string(fields, name)? {
            Some(found) if !found.value.trim().is_empty() => Ok(found),
            Some(found) => {
                Err(self.report(found.offset, "bad-value", format!("`{name}` is empty"), why))
            }
            None => Err(self.missing(fields, name, why)),
        }
    }

    /// A field that may be left out, but not be blank.
    pub(super) fn optional_text(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
    ) -> Result<Option<String>, Reported> {
        match self.string(fields, name)? {
            Some(found) if found.value.trim().is_empty() => Err(self.report(
                found.offset,
                "bad-value",
                format!("`{name}` is empty"),
                "write something or leave the field out",
            )),
            found => Ok(found.map(|found| found.value.to_owned())),
        }
    }

    /// A field of a type that is read from text.
    pub(super) fn parsed<T: FromStr<Err = InvalidText>>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
    ) -> Result<Option<Found<T>>, Reported> {
        let Some(Found { value, offset }) = self.string(fields, name)? else {
            return Ok(None);
        };
        match value.parse() {
            Ok(value) => Ok(Some(Found { value, offset })),
            Err(error) => Err(self.invalid(offset, &format!("`{name}`"), error)),
        }
    }

    pub(super) fn missing(&mut self, fields: &Fields<'_>, name: &str, next_step: &str) -> Reported {
        self.report(
            fields.offset,
            "missing-field",
            format!("`{}` has no `{name}`", fields.title),
            next_step,
        )
    }

    /// A whole number in a range.
    pub(super) fn number(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        range: Range<u32>,
    ) -> Result<Option<u32>, Reported> {
        let Some(item) = fields.get(name) else {
            return Ok(None);
        };
        let offset = fields.value_offset(name, item);
        let Some(number) = item.as_integer() else {
            return Err(self.wrong_type(offset, name, "a whole number", item));
        };
        match u32::try_from(number)
            .ok()
            .filter(|number| range.contains(number))
        {
            Some(number) => Ok(Some(number)),
            None => Err(self.report(
                offset,
                "bad-value",
                format!("`{name}` is {number}"),
                format!("use {} to {}", range.start, range.end - 1),
            )),
        }
    }

    /// The strings of an array: a problem for each item that is none.
    pub(super) fn strings<'a>(
        &mut self,
        fields: &Fields<'a>,
        name: &str,
    ) -> Result<Option<Strings<'a>>, Reported> {
        let Some(item) = fields.get(name) else {
            return Ok(None);
        };
        let whole = fields.value_offset(name, item);
        let Some(array) = item.as_array() else {
            return Err(self.wrong_type(whole, name, "an array of strings", item));
        };
        let read = |value: &'a Value| {
            let offset = value.span().map_or(whole, |span| span.start);
            value
                .as_str()
                .map(|value| Found { value, offset })
                .ok_or_else(|| {
                    let message = format!("`{name}` has {}", described(value.type_name()));
                    self.report(offset, "wrong-type", message, "use strings")
                })
        };
        Ok(Some(array.iter().map(read).collect()))
    }

    /// The table of a field.
    pub(super) fn table<'a>(
        &mut self,
        fields: &Fields<'a>,
        name: &str,
        known: &[&str],
    ) -> Result<Option<Fields<'a>>, Reported> {
        let Some(item) = fields.get(name) else {
            return Ok(None);
        };
        let offset = fields.value_offset(name, item);
        match item.as_table_like() {
            Some(table) => {
                let title = format!("[{}.{name}]", fields.title.trim_matches(['[', ']']));
                Ok(Some(self.open(table, title, offset, known)))
            }
            None => Err(self.wrong_type(offset, name, "a table", item)),
        }
    }

    /// The entries of a list of tables, written with `[[…]]` headers or as an array of inline tables.
    pub(super) fn tables<'a>(
        &mut self,
        fields: &Fields<'a>,
        name: &str,
        title: &str,
        known: &[&str],
    ) -> Result<Option<Vec<Fields<'a>>>, Reported> {
        let Some(item) = fields.get(name) else {
            return Ok(None);
        };
        let whole = fields.value_offset(name, item);
        let start = |span: Option<Range<usize>>| span.map_or(whole, |span| span.start);
        let mut entries = Vec::new();
        match item {
            Item::ArrayOfTables(tables) => {
                for table in tables {
                    entries.push(self.open(table, title.to_owned(), start(table.span()), known));
                }
            }
            Item::Value(Value::Array(values)) => {
                for value in values {
                    match value.as_inline_table() {
                        Some(table) => entries.push(self.open(
                            table,
                            title.to_owned(),
                            start(value.span()),
                            known,
                        )),
                        None => {
                            self.report(
                                start(value.span()),
                                "wrong-type",
                                format!("`{name}` has {}", described(value.type_name())),
                                format!("write a `{title}` table"),
                            );
                        }
                    }
                }
            }
            other => {
                return Err(self.report(
                    whole,
                    "wrong-type",
                    format!("`{name}` is {}", described(other.type_name())),
                    format!("write a `{title}` table for each entry"),
                ));
            }
        }
        Ok(Some(entries))
    }

    /// The tables below a field whose names are free, each with its name.
    pub(super) fn named_tables<'a>(
        &mut self,
        fields: &Fields<'a>,
        name: &str,
    ) -> Result<Option<Vec<Named<'a>>>, Reported> {
        let Some(item) = fields.get(name) else {
            return Ok(None);
        };
        let offset = fields.value_offset(name, item);
        let Some(table) = item.as_table_like() else {
            return Err(self.wrong_type(offset, name, "a table", item));
        };
        let outer = Fields {
            table,
            title: name.to_owned(),
            offset,
        };
        Ok(Some(
            table
                .iter()
                .map(|(key, item)| Named {
                    key: key.to_owned(),
                    offset: outer.key_offset(key),
                    item,
                })
                .collect(),
        ))
    }

    /// The fields of a named table.
    pub(super) fn open_named<'a>(
        &mut self,
        named: &Named<'a>,
        title: String,
        known: &[&str],
    ) -> Result<Fields<'a>, Reported> {
        match named.item.as_table_like() {
            // A table that is only written through its sub-tables has no place of its own.
            Some(table) => Ok(self.open(
                table,
                title,
                named.item.span().map_or(named.offset, |span| span.start),
                known,
            )),
            None => Err(self.wrong_type(named.offset, &named.key, "a table", named.item)),
        }
    }

    fn wrong_type(&mut self, offset: usize, name: &str, wanted: &str, found: &Item) -> Reported {
        self.report(
            offset,
            "wrong-type",
            format!("{} is {}", Shown(name), described(found.type_name())),
            format!("write {wanted}"),
        )
    }
}

/// One of the tables below a field whose names are free.
pub(super) struct Named<'a> {
    pub(super) key: String,
    pub(super) offset: usize,
    item: &'a Item,
}

impl<'a> Fields<'a> {
    fn place(&self) -> String {
        if self.title.is_empty() {
            "at the top of the file".to_owned()
        } else {
            format!("in `{}`", self.title)
        }
    }

    /// The valid API names among the fields of the table `name`.
    pub(super) fn api_names(&self, name: &str) -> Vec<ApiName> {
        let table = self.get(name).and_then(Item::as_table_like);
        let keys = table.into_iter().flat_map(TableLike::iter);
        let mut names: Vec<ApiName> = keys.filter_map(|(key, _)| key.parse().ok()).collect();
        names.sort();
        names
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Item> {
        self.table.get(name).filter(|item| !item.is_none())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn key_offset(&self, name: &str) -> usize {
        self.table
            .key(name)
            .and_then(Key::span)
            .map_or(self.offset, |span| span.start)
    }

    fn value_offset(&self, name: &str, item: &Item) -> usize {
        item.span()
            .map_or_else(|| self.key_offset(name), |span| span.start)
    }
}

/// The type of a value in a sentence: "an integer".
fn described(type_name: &str) -> String {
    let article = if type_name.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {type_name}")
}
