//! From a listing to the surface that it lists: the way back of writing it.

use super::{Argument, Definition, Field, Listing, OperationSurface, Surface, Variant};
use crate::Header;

/// A text is not a listing as this generator writes it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected {expected}: run `generate` to write the listing again")]
pub struct ListingError {
    /// The line, from 1.
    pub line: usize,
    /// What should stand there.
    pub expected: &'static str,
}

impl Listing {
    /// Reads a listing; git may have given it other line ends.
    ///
    /// # Errors
    ///
    /// The first line that is not one of a listing.
    pub fn parse(text: &str) -> Result<Self, ListingError> {
        let mut lines = (1..).zip(text.lines()).peekable();
        let mut head = Vec::new();
        while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with('#')) {
            head.push(line);
        }
        let header = Header::parse("#", &head).ok_or(ListingError {
            line: 1,
            expected: "the header of a generated file",
        })?;
        let mut reader = Reader::default();
        for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
            reader.line(line).map_err(|expected| ListingError {
                line: number,
                expected,
            })?;
        }
        reader.finish();
        Ok(Self {
            header,
            surface: reader.surface,
        })
    }
}

/// What the members below an item belong to.
enum Open {
    Operation(OperationSurface),
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
}

#[derive(Default)]
struct Reader {
    surface: Surface,
    open: Option<(String, Open)>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        if let Some(member) = line.strip_prefix("  ") {
            return match &mut self.open {
                Some((_, Open::Operation(operation))) => operation_member(member, operation),
                Some((_, Open::Struct(fields))) => field(member).map(|field| fields.push(field)),
                Some((_, Open::Enum(variants))) => {
                    variant(member).map(|variant| variants.push(variant))
                }
                None => Err("an operation or a type above its members"),
            };
        }
        self.finish();
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let open = match word {
            "operation" => Open::Operation(OperationSurface::default()),
            "struct" => Open::Struct(Vec::new()),
            "enum" => Open::Enum(Vec::new()),
            "type" => {
                let (name, ty) = rest.split_once(" = ").ok_or("`type NAME = TYPE`")?;
                let alias = Definition::Alias(ty.to_owned());
                self.surface.types.insert(name.to_owned(), alias);
                return Ok(());
            }
            _ => return Err("`operation`, `struct`, `enum` or `type`"),
        };
        self.open = Some((rest.to_owned(), open));
        Ok(())
    }

    fn finish(&mut self) {
        let Some((name, open)) = self.open.take() else {
            return;
        };
        let definition = match open {
            Open::Operation(operation) => {
                self.surface.operations.insert(name, operation);
                return;
            }
            Open::Struct(fields) => Definition::Struct(fields),
            Open::Enum(variants) => Definition::Enum(variants),
        };
        self.surface.types.insert(name, definition);
    }
}

fn operation_member(member: &str, operation: &mut OperationSurface) -> Result<(), &'static str> {
    if let Some(result) = member.strip_prefix(".send() -> ") {
        operation.result = Some(result.to_owned());
    } else if let Some(part) = member.strip_prefix("part ") {
        operation.parts.push(part.to_owned());
    } else {
        let setter = member
            .strip_prefix('.')
            .and_then(|setter| setter.strip_suffix(')'))
            .and_then(|setter| setter.split_once('('));
        let (name, ty) = setter.ok_or("`.ARGUMENT(TYPE)`, `part …` or `.send() -> TYPE`")?;
        operation.arguments.push(Argument {
            name: name.to_owned(),
            ty: ty.to_owned(),
        });
    }
    Ok(())
}

fn field(member: &str) -> Result<Field, &'static str> {
    let (declared, wire) = wire(member)?;
    let (name, ty) = declared.split_once(": ").ok_or("`FIELD: TYPE`")?;
    Ok(Field {
        name: name.to_owned(),
        ty: ty.to_owned(),
        wire,
    })
}

fn variant(member: &str) -> Result<Variant, &'static str> {
    let (declared, wire) = wire(member)?;
    let end = declared.find(['(', ' ']).unwrap_or(declared.len());
    let (name, content) = declared.split_at(end);
    Ok(Variant {
        name: name.to_owned(),
        content: content.to_owned(),
        wire,
    })
}

/// A member without the name that it has in messages, and that name.
fn wire(member: &str) -> Result<(&str, Option<String>), &'static str> {
    // No type has a string in it.
    let Some(at) = member.find(" = \"") else {
        return Ok((member, None));
    };
    let (declared, name) = member.split_at(at);
    let literal = name.trim_start_matches(" = ");
    let name = syn::parse_str::<syn::LitStr>(literal).map_err(|_| "a name in quotes behind `=`")?;
    Ok((declared, Some(name.value())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# @generated by specdate. Do not edit: change the document, then run `cargo xtask generate`.\n\
        # input fnv1a-128:6c62272e07bb014262b821756295c58d openapi/a b.yaml\n\
        # settings fnv1a-128:d228cb696f1a8caf78912b704e4a8964\n\n";

    #[test]
    fn what_is_read_is_written_again() {
        let text = format!(
            "{HEAD}operation add\n  .body(New)\n  .body_map(FnOnce(builder::New) -> builder::New)\n  .send() -> Result<ResponseValue<()>, Error<()>>\n\
             operation upload\n  .body(reqwest::multipart::Form)\n  part file(\"scan\").required()\n  .send() -> Result<ResponseValue<()>, Error<()>>\n\
             struct Empty\nenum Kind\n  Cat = \"a \\\" = \\\"b\\u{{7}}\"\n  Unknown(String)\n  Named {{ a: Vec<(String, i64)> }} \n\
             struct New\n  type_: Option<Kind> = \"type\"\n  0: String\ntype Pets = Vec<New>\n"
        );
        let listing = Listing::parse(&text).unwrap();
        assert_eq!(listing.to_string(), text);
        let windows = Listing::parse(&text.replace('\n', "\r\n")).unwrap();
        assert_eq!(windows, listing);
    }

    #[test]
    fn what_is_no_listing_is_refused_with_its_line() {
        let refused = |text: &str| Listing::parse(&format!("{HEAD}{text}")).unwrap_err().line;
        assert_eq!(refused("nonsense\n"), 5);
        assert_eq!(refused("  a: String\n"), 5);
        assert_eq!(refused("operation a\n  b\n"), 6);
        assert_eq!(refused("struct A\n  a = \"b\n"), 6);
        assert_eq!(refused("type A\n"), 5);
        assert_eq!(Listing::parse("operation a\n").unwrap_err().line, 1);
    }
}
