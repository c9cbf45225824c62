//! Facts: what differs. A fact is neither judged nor put into words.

use std::sync::Arc;

use openapi_doc::{Header, Item, Operation, Parameter, Response, SecurityRequirement};
use schema_subset::Value;

use crate::audience::Verdicts;
use crate::finding;
use crate::pair::address::Address;
use crate::pair::{Link, OperationPair};
use crate::rule::{Direction, Rule};
use crate::unchanged::Unchanged;

/// One difference between two documents.
#[derive(Clone, Debug)]
pub(crate) struct Fact<'d> {
    pub rule: &'static Rule,
    /// Where it stands in the base document.
    pub base: Option<Item<'d>>,
    /// Where it stands in the revision.
    pub revision: Option<Item<'d>>,
    /// The operation that it was found in, if it was found in one.
    pub operation: Option<finding::Operation>,
    /// The others that it was found in.
    pub other_operations: Vec<finding::Operation>,
    pub direction: Direction,
    /// What the sentences of the rule name.
    pub arguments: Vec<(&'static str, String)>,
    /// What changed beyond what is named: it tells two changes at one place apart.
    pub values: Vec<String>,
    /// The judgement, where the rule leaves it to the fact.
    pub verdicts: Option<Verdicts>,
    /// Why it could not be decided.
    pub doubt: Option<Doubt>,
    /// What a message must look like that shows it.
    pub evidence: Option<Evidence<'d>>,
}

/// Why something could not be decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// A relative address depends on where the document is served.
    RelativeAddress,
    /// Documents do not say which tokens still count.
    Tokens,
    /// A question about schemas was not decided, for this reason.
    Schemas(String),
    /// The default media type of a part of a form depends on more than the type of its field.
    PartType,
    /// Headers of parts of a form are not compared.
    PartHeaders,
}

/// What a message must look like that shows a break.
#[derive(Clone, Debug)]
pub(crate) enum Evidence<'d> {
    Request(Box<RequestOf<'d>>),
    Response(Box<ResponseOf<'d>>),
}

/// A request of an operation, with all that it must have, and with what is set here.
#[derive(Clone, Debug)]
pub(crate) struct RequestOf<'d> {
    pub operation: Operation<'d>,
    pub content_type: Option<&'d str>,
    pub accept: Option<&'d str>,
    pub credentials: Option<SecurityRequirement<'d>>,
    /// A parameter that is sent although it is optional.
    pub parameter: Option<Parameter<'d>>,
    /// The text of that parameter as it is written in the request, if its schema allows it; empty is always written.
    pub text: Option<&'static str>,
    /// Where it is sent, with the path; the first server if none is set.
    pub address: Option<Address>,
    /// Values of path parameters, by their positions.
    pub path_values: Vec<Option<String>>,
    pub body: Body,
    /// The value of the parameter, or else of the body.
    pub value: Option<Arc<Value>>,
    /// A member that a body with everything has, so that the rest may be left out.
    pub member: Option<String>,
    /// The media type that a field of a form has: its name and the type.
    pub part: Option<(String, String)>,
}

/// Whether a request has a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    IfRequired,
    Always,
    /// With every member that is declared.
    Full,
    Never,
}

/// A response with a status.
#[derive(Clone, Debug)]
pub(crate) struct ResponseOf<'d> {
    pub response: Response<'d>,
    pub code: u16,
    pub media_type: Option<&'d str>,
    /// Whether the client sends it: in webhooks and callbacks.
    pub direction: Direction,
    /// The value of the body.
    pub value: Option<Arc<Value>>,
    /// A header that is sent although it is optional, with its value if that is set.
    pub header: Option<(Header<'d>, Option<Arc<Value>>)>,
}

impl<'d> Fact<'d> {
    pub(crate) fn new(rule: &'static Rule) -> Self {
        Self {
            rule,
            base: None,
            revision: None,
            operation: None,
            other_operations: Vec::new(),
            direction: Direction::Outbound,
            arguments: Vec::new(),
            values: Vec::new(),
            verdicts: None,
            doubt: None,
            evidence: None,
        }
    }

    pub(crate) fn base(mut self, at: Item<'d>) -> Self {
        self.base = Some(at);
        self
    }

    pub(crate) fn revision(mut self, at: Item<'d>) -> Self {
        self.revision = Some(at);
        self
    }

    pub(crate) fn at(self, base: Item<'d>, revision: Item<'d>) -> Self {
        self.base(base).revision(revision)
    }

    pub(crate) fn argument(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.arguments.push((name, text.into()));
        self
    }

    pub(crate) fn value(mut self, text: impl Into<String>) -> Self {
        self.values.push(text.into());
        self
    }

    pub(crate) fn also(mut self, others: Vec<finding::Operation>) -> Self {
        self.other_operations = others;
        self
    }

    pub(crate) fn verdicts(mut self, verdicts: Verdicts) -> Self {
        self.verdicts = Some(verdicts);
        self
    }

    pub(crate) fn doubt(mut self, doubt: Doubt) -> Self {
        self.doubt = Some(doubt);
        self
    }

    /// The message need not have more than the member that the fact names.
    pub(crate) fn show_member(&mut self) {
        let mut arguments = self.arguments.iter();
        let name = arguments.find(|(name, _)| *name == "name");
        if let (Some(Evidence::Request(request)), Some((_, name))) = (&mut self.evidence, name) {
            request.member = Some(name.clone());
        }
    }

    pub(crate) fn request(mut self, request: RequestOf<'d>) -> Self {
        self.evidence = Some(Evidence::Request(Box::new(request)));
        self
    }

    pub(crate) fn response(mut self, response: ResponseOf<'d>) -> Self {
        self.evidence = Some(Evidence::Response(Box::new(response)));
        self
    }

    /// Found in a whole operation of one side.
    pub(crate) fn of(mut self, operation: Operation<'d>) -> Self {
        self.operation = Some(finding::Operation {
            path: operation.template().to_owned(),
            method: operation.method().as_str().to_owned(),
            part: String::new(),
        });
        self
    }
}

impl<'d> RequestOf<'d> {
    pub(crate) fn new(operation: Operation<'d>) -> Self {
        Self {
            operation,
            content_type: None,
            accept: None,
            credentials: None,
            parameter: None,
            text: None,
            address: None,
            path_values: Vec::new(),
            body: Body::IfRequired,
            value: None,
            member: None,
            part: None,
        }
    }

    pub(crate) fn with(self, parameter: Parameter<'d>) -> Self {
        Self {
            parameter: Some(parameter),
            ..self
        }
    }

    pub(crate) fn body(self, body: Body) -> Self {
        Self { body, ..self }
    }
}

impl<'d> OperationPair<'d> {
    /// A fact about a part of these operations: `request`, `response 200`, or empty for the whole.
    pub(crate) fn fact(&self, rule: &'static Rule, part: &str) -> Fact<'d> {
        let mut fact = Fact::new(rule);
        fact.operation = Some(self.operation(part.to_owned()));
        fact.direction = self.direction;
        fact
    }

    /// The operation of the side that sends the request.
    pub(crate) fn sender(&self) -> Operation<'d> {
        match self.direction {
            Direction::Outbound => self.base,
            Direction::Inbound => self.revision,
        }
    }

    /// Whether the operations say the same in both documents, with all that they refer to.
    pub(crate) fn is_unchanged(&self, unchanged: &Unchanged<'_>) -> bool {
        let (base, revision) = (self.base, self.revision);
        let (of_base, of_revision) = (base.path_item(), revision.path_item());
        let around = ["parameters", "servers", "summary", "description"];
        self.link == Link::Same
            && base.template() == revision.template()
            && unchanged.is_around_operations()
            && unchanged.is(base.item().at(), revision.item().at())
            && unchanged.are_members(of_base.item(), of_revision.item(), &around)
    }

    /// A request of the side that sends it.
    pub(crate) fn sent_request(&self) -> RequestOf<'d> {
        RequestOf {
            path_values: self.path_values.clone(),
            ..RequestOf::new(self.sender())
        }
    }
}
