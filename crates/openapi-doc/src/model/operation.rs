//! Path items and operations.

use std::fmt;

use foldhash::HashMap;

use super::{
    Document, Item, Parameter, RequestBody, Response, SecurityRequirement, Server, response,
    security,
};

/// An HTTP method that OpenAPI 3.0 and 3.1 have a member for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The methods of RFC 9110 and RFC 5789 of that name.
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 8] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
    ];

    /// As it is written in requests.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }

    /// The method of a member of a path item (`get`).
    #[must_use]
    pub fn from_member(name: &str) -> Option<Self> {
        Some(match name {
            "get" => Self::Get,
            "put" => Self::Put,
            "post" => Self::Post,
            "delete" => Self::Delete,
            "options" => Self::Options,
            "head" => Self::Head,
            "patch" => Self::Patch,
            "trace" => Self::Trace,
            _ => return None,
        })
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who calls whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Webhook,
    Callback,
}

/// A Path Item Object under its key: a path template, the name of a webhook, or the expression of a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathItem<'d> {
    key: &'d str,
    place: Place,
    item: Item<'d>,
}

pub(crate) fn path_items(
    map: Option<Item<'_>>,
    place: Place,
) -> impl Iterator<Item = PathItem<'_>> {
    map.into_iter()
        .flat_map(Item::members)
        .filter(move |(key, _)| place == Place::Webhook || !key.starts_with("x-"))
        .map(move |(key, item)| PathItem {
            key,
            place,
            item: item.resolve(),
        })
}

impl<'d> PathItem<'d> {
    /// The path template (`/pets/{id}`), the name of the webhook, or the expression of the callback.
    #[must_use]
    pub fn template(self) -> &'d str {
        self.key
    }

    /// Where it stands, with all members; a `$ref` is followed.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.item
    }

    /// Whether the server calls the client here (webhooks and callbacks).
    #[must_use]
    pub fn is_inbound(self) -> bool {
        self.place != Place::Path
    }

    /// The operations in source order.
    pub fn operations(self) -> impl Iterator<Item = Operation<'d>> {
        self.item.members().filter_map(move |(name, item)| {
            Some(Operation {
                path: self,
                method: Method::from_member(name)?,
                item,
            })
        })
    }

    /// The parameters that all operations share, as they are written here.
    pub fn parameters(self) -> impl Iterator<Item = Parameter<'d>> {
        self.item
            .get("parameters")
            .into_iter()
            .flat_map(Item::items)
            .map(|item| Parameter::new(item.resolve()))
    }
}

/// An Operation Object with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation<'d> {
    path: PathItem<'d>,
    method: Method,
    item: Item<'d>,
}

impl<'d> Operation<'d> {
    /// Where it stands, with all members.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.item
    }

    /// The path item that it is a member of.
    #[must_use]
    pub fn path_item(self) -> PathItem<'d> {
        self.path
    }

    /// Its method.
    #[must_use]
    pub fn method(self) -> Method {
        self.method
    }

    /// The path template, the name of the webhook, or the expression of the callback.
    #[must_use]
    pub fn template(self) -> &'d str {
        self.path.key
    }

    /// Whether the server sends the request (webhooks and callbacks): request and response swap roles.
    #[must_use]
    pub fn is_inbound(self) -> bool {
        self.path.is_inbound()
    }

    /// Its `operationId`.
    #[must_use]
    pub fn operation_id(self) -> Option<&'d str> {
        self.item.text("operationId")
    }

    /// Whether it is deprecated.
    #[must_use]
    pub fn deprecated(self) -> bool {
        self.item.flag("deprecated")
    }

    /// Its tags in source order.
    pub fn tags(self) -> impl Iterator<Item = &'d str> {
        self.item
            .get("tags")
            .into_iter()
            .flat_map(Item::items)
            .filter_map(|item| item.node().as_str())
    }

    /// Its parameters: those of the path item, each replaced by one of the operation with the same place and name,
    /// then the operation's others (OpenAPI 3.1.1, section 4.8.10.1).
    #[must_use]
    pub fn parameters(self) -> Vec<Parameter<'d>> {
        let mut merged: Vec<Parameter<'d>> = self.path.parameters().collect();
        let mut own = self.own_parameters().peekable();
        if merged.is_empty() || own.peek().is_none() {
            merged.extend(own);
            return merged;
        }
        // Places by key: a hostile pair of lists must not cost the product of their lengths.
        let shared: HashMap<_, _> = merged
            .iter()
            .enumerate()
            .map(|(index, parameter)| (parameter.key(), index))
            .collect();
        for parameter in own {
            match shared
                .get(&parameter.key())
                .and_then(|index| merged.get_mut(*index))
            {
                Some(other) => *other = parameter,
                None => merged.push(parameter),
            }
        }
        merged
    }

    /// The parameters that are written at the operation itself.
    pub fn own_parameters(self) -> impl Iterator<Item = Parameter<'d>> {
        self.item
            .get("parameters")
            .into_iter()
            .flat_map(Item::items)
            .map(|item| Parameter::new(item.resolve()))
    }

    /// Its request body; a `$ref` is followed.
    #[must_use]
    pub fn request_body(self) -> Option<RequestBody<'d>> {
        self.item.get_resolved("requestBody").map(RequestBody::new)
    }

    /// Its responses in source order; `$ref`s are followed.
    pub fn responses(self) -> impl Iterator<Item = Response<'d>> {
        response::responses(self.item.get("responses"))
    }

    /// The alternatives of credentials: its own, or else the document's. Empty: none is needed.
    #[must_use]
    pub fn security(self) -> Vec<SecurityRequirement<'d>> {
        match self.item.get("security") {
            Some(own) => security::requirements(Some(own)),
            None => self.document().security(),
        }
    }

    /// Its servers: its own, or else the path item's, or else the document's.
    #[must_use]
    pub fn servers(self) -> Vec<Server<'d>> {
        let own = self
            .item
            .get("servers")
            .or_else(|| self.path.item.get("servers"));
        match own {
            Some(own) => own.items().map(Server).collect(),
            None => self.document().servers().collect(),
        }
    }

    /// Its callbacks in source order.
    pub fn callbacks(self) -> impl Iterator<Item = Callback<'d>> {
        self.item
            .get("callbacks")
            .into_iter()
            .flat_map(Item::members)
            .map(|(name, item)| Callback {
                name,
                item: item.resolve(),
            })
    }

    fn document(self) -> &'d Document {
        self.item.document()
    }
}

/// A Callback Object under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Callback<'d> {
    name: &'d str,
    item: Item<'d>,
}

impl<'d> Callback<'d> {
    pub(crate) fn new(name: &'d str, item: Item<'d>) -> Self {
        Self { name, item }
    }

    /// Its name in the operation.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.name
    }

    /// Where it stands, with all members.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.item
    }

    /// Its path items: the key is a runtime expression that gives the address.
    pub fn path_items(self) -> impl Iterator<Item = PathItem<'d>> {
        path_items(Some(self.item), Place::Callback)
    }
}
