//! The clients of all dates behind one trait, so that a test is written once and runs on each.

use std::fmt::Debug;

use serde::Serialize;
use verifa::{ClientBuilder, DatedClient, Error, ResponseValue};

use crate::server::{Answer, Server, bounded};

/// The date whose members these tests spell out. Named by its module: `verifa::Client` moves on with every new date, and
/// `dates` says what to extend then.
pub use verifa::v2026_02_01 as newest;

/// The error body of every date: one type.
pub type ErrorBody = newest::types::ErrorBody;

/// Looks like a key and is none.
pub const KEY: &str = "vk_sandbox_tests";

/// What the clients of all dates have in common beside the crate's own [`DatedClient`].
pub trait Dated: DatedClient + Clone + Debug + Send + Sync + 'static {
    /// The date's own result of a session.
    type Result: Serialize + Debug + Clone + Send;

    /// Asks for a session's result: the operation that these tests try with every answer.
    fn result(
        &self,
        session_id: &str,
    ) -> impl Future<Output = Result<ResponseValue<Self::Result>, Error<ErrorBody>>> + Send;
}

/// The only list of dates: calls a macro with its own argument and the modules.
macro_rules! with_modules {
    ($callback:ident $argument:tt) => {
        $callback! { $argument v2026_01_01 v2026_02_01 }
    };
}
pub(crate) use with_modules;

macro_rules! implement {
    ([] $($module:ident)*) => {
        $(impl Dated for verifa::$module::Client {
            type Result = verifa::$module::types::SessionResult;

            async fn result(
                &self,
                session_id: &str,
            ) -> Result<ResponseValue<Self::Result>, Error<ErrorBody>> {
                bounded(self.get_session_result().session_id(session_id).send()).await
            }
        })*

        /// The dates that these tests cover; compared with the registry in `dates`.
        pub const DATES: &[&str] = &[$(<verifa::$module::Client as DatedClient>::VERSION),*];
    };
}
with_modules!(implement[]);

macro_rules! run {
    ([$check:ident] $($module:ident)*) => {
        $($check::<verifa::$module::Client>().await;)*
    };
}
pub(crate) use run;

/// Runs an async check, which takes a client type and nothing else, on every date.
macro_rules! on_every_date {
    ($check:ident) => {{
        use $crate::clients::run;
        $crate::clients::with_modules!(run[$check]);
    }};
}
pub(crate) use on_every_date;

/// A builder of a client that talks to a server of a test.
pub fn builder<C: Dated>(server: &Server) -> ClientBuilder<C> {
    ClientBuilder::new(KEY).base_url(server.url())
}

/// A client with default settings that talks to a server of a test.
pub fn client<C: Dated>(server: &Server) -> C {
    builder(server).build().unwrap()
}

/// One answer, read by the client of a date.
pub async fn read<C: Dated>(answer: Answer) -> Result<ResponseValue<C::Result>, Error<ErrorBody>> {
    let server = Server::answering(answer).await;
    client::<C>(&server).result("ses_abc123").await
}

/// What the client of the newest date makes of an answer that is no result.
pub async fn failure(answer: Answer) -> Error<ErrorBody> {
    read::<newest::Client>(answer).await.unwrap_err()
}
