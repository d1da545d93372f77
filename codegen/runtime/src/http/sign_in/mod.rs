//! The sign-in of a client: asks the credential, keeps tokens while they are valid, and answers challenges.

mod flight;
mod kept;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, HeaderName, HeaderValue};

use self::flight::{Flight, Outcome};
use self::kept::{Kept, Lifetime, Moment};
use super::challenge::Challenge;
use super::clock::Clock;
use super::credential::Credential;
use super::credential::access_token::AccessToken;
use super::credential::error::CredentialError;
use super::credential::request::TokenRequest;

/// How a client signs in. All its requests share one.
pub(crate) struct SignIn {
    credential: Arc<dyn Credential>,
    name: HeaderName,
    scopes: Arc<[String]>,
    clock: Option<Arc<dyn Clock>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The claims that the service has asked for and the credential has given.
    claims: Option<Arc<str>>,
    /// Whether the credential gives tokens that do not say how long they are valid: then each request asks for its own.
    is_asked_each_time: bool,
    /// Whether the service has refused the token that was kept.
    is_refused: bool,
    flights: Vec<Arc<Flight>>,
    /// The number of the last request for a token.
    number: u64,
    /// The number of the request that gave the newest token.
    newest: u64,
}

/// What to do for a token.
enum Step {
    Use(HeaderValue),
    Wait(Arc<Flight>),
    Lead(Arc<Flight>, u64),
    /// Ask for a token that no other request gets.
    Ask(TokenRequest, u64),
}

impl SignIn {
    pub(crate) fn new(credential: Arc<dyn Credential>, scopes: Arc<[String]>, clock: Option<Arc<dyn Clock>>) -> Self {
        let name = credential.header_name();
        Self { credential, name, scopes, clock, state: Mutex::default() }
    }

    /// Notes that the service has refused a token, so that the next request asks for another one.
    fn refuse(&self, refused: &HeaderValue) {
        let mut state = self.state();
        if state.kept.as_ref().is_some_and(|kept| kept.value == *refused) {
            state.kept = None;
            state.is_refused = true;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of the header, with the claims that a challenge asks for, which refuses the value beside them.
    async fn value(&self, challenge: Option<(Arc<str>, &HeaderValue)>) -> Result<HeaderValue, CredentialError> {
        loop {
            match self.next_step(challenge.as_ref()) {
                Step::Use(value) => return Ok(value),
                Step::Ask(request, number) => {
                    let start = self.moment();
                    let token = self.ask(&request).await?;
                    let (value, _) = self.keep(&request, number, start, token)?;
                    return Ok(value);
                }
                Step::Lead(flight, number) => return self.lead(flight, number).await,
                Step::Wait(flight) => match flight.outcome().await {
                    Outcome::Token(value) => return Ok(value),
                    Outcome::Failed(error) => return Err(error),
                    Outcome::NotShared | Outcome::Abandoned => {}
                },
            }
        }
    }

    fn next_step(&self, challenge: Option<&(Arc<str>, &HeaderValue)>) -> Step {
        let mut state = self.state();
        let claims = challenge.map(|(claims, _)| claims).or(state.claims.as_ref()).cloned();
        if let Some(kept) = &state.kept
            && kept.claims == claims
            && challenge.is_none_or(|(_, refused)| kept.value != **refused)
            && kept.is_fresh(self.clock.as_ref())
        {
            return Step::Use(kept.value.clone());
        }
        let is_renewal = challenge.is_some() || state.is_refused;
        let request = TokenRequest::of(Arc::clone(&self.scopes), claims, is_renewal);
        state.number += 1;
        let number = state.number;
        if state.is_asked_each_time {
            return Step::Ask(request, number);
        }
        if let Some(flight) = state.flights.iter().find(|flight| flight.request == request) {
            return Step::Wait(Arc::clone(flight));
        }
        let flight = Arc::new(Flight::new(request));
        state.flights.push(Arc::clone(&flight));
        Step::Lead(flight, number)
    }

    fn moment(&self) -> Option<Moment> {
        self.clock.as_ref().map(|clock| Moment::now(clock.as_ref()))
    }

    async fn ask(&self, request: &TokenRequest) -> Result<AccessToken, CredentialError> {
        self.credential.token(request).await.map_err(CredentialError::new)
    }

    /// Asks for a token, for all that wait for it.
    async fn lead(&self, flight: Arc<Flight>, number: u64) -> Result<HeaderValue, CredentialError> {
        let mut lead = Lead { sign_in: self, flight, outcome: Outcome::Abandoned };
        let start = self.moment();
        let request = &lead.flight.request;
        let token = self.ask(request).await;
        let value = token.and_then(|token| self.keep(request, number, start, token));
        lead.outcome = match &value {
            Ok((value, true)) => Outcome::Token(value.clone()),
            Ok((_, false)) => Outcome::NotShared,
            Err(error) => match self.still_valid(request) {
                Some(value) => Outcome::Token(value),
                None => Outcome::Failed(error.clone()),
            },
        };
        match (&lead.outcome, value) {
            (Outcome::Token(value), Err(_)) => Ok(value.clone()),
            (_, value) => value.map(|(value, _)| value),
        }
    }

    /// Keeps a token for as long as it is valid, and says whether that is known, so that other requests may use it too.
    fn keep(
        &self,
        request: &TokenRequest,
        number: u64,
        start: Option<Moment>,
        token: AccessToken,
    ) -> Result<(HeaderValue, bool), CredentialError> {
        let value = token.header_value(&self.name)?;
        let lifetime = Lifetime::of(token.validity(), start);
        let mut state = self.state();
        state.is_asked_each_time = lifetime.is_none();
        let claims = request.shared_claims().cloned();
        if state.newest < number && (request.is_renewal() || claims == state.claims) {
            state.newest = number;
            state.is_refused = false;
            state.claims.clone_from(&claims);
            state.kept = lifetime.map(|lifetime| Kept { value: value.clone(), claims, lifetime });
        }
        Ok((value, lifetime.is_some()))
    }

    /// The token that is kept, if it is valid for a while yet, and no other one was asked for.
    fn still_valid(&self, request: &TokenRequest) -> Option<HeaderValue> {
        let state = self.state();
        let kept = state.kept.as_ref().filter(|_| !request.is_renewal())?;
        let is_valid = kept.claims.as_ref() == request.shared_claims() && kept.is_valid(self.clock.as_ref());
        is_valid.then(|| kept.value.clone())
    }
}

/// How the requests of one call are signed: at most one challenge is answered (G14).
#[derive(Default)]
pub(crate) struct Signature {
    /// What the last request was signed with; nothing where the caller has set the header.
    used: Option<HeaderValue>,
    /// What to sign the next one with.
    renewed: Option<HeaderValue>,
    has_renewed: bool,
    /// Whether the request is to be sent once more.
    repeats: bool,
}

impl Signature {
    /// Signs a request, unless the caller has set the header.
    pub(crate) async fn sign(&mut self, sign_in: &SignIn, headers: &mut HeaderMap) -> Result<(), CredentialError> {
        self.used = None;
        if headers.contains_key(&sign_in.name) {
            return Ok(());
        }
        let value = match self.renewed.take() {
            Some(value) => value,
            None => sign_in.value(None).await?,
        };
        headers.insert(sign_in.name.clone(), value.clone());
        self.used = Some(value);
        Ok(())
    }

    /// Whether to send the request once more, since there is another token. It is so once at most in a call.
    pub(crate) fn take_repetition(&mut self) -> bool {
        std::mem::take(&mut self.repeats)
    }

    /// Reads the headers of an answer with 401. If they ask for claims, gets a token for these. A token that the service has refused is not
    /// used for other requests either.
    pub(crate) async fn renew(&mut self, sign_in: &SignIn, headers: &HeaderMap) -> Result<(), CredentialError> {
        let Some(refused) = self.used.take() else { return Ok(()) };
        let challenge = if self.has_renewed { None } else { Challenge::of(headers) };
        let Some(Challenge { claims }) = challenge else {
            sign_in.refuse(&refused);
            return Ok(());
        };
        self.has_renewed = true;
        let value = sign_in.value(Some((claims, &refused))).await?;
        self.renewed = Some(value).filter(|value| *value != refused);
        self.repeats = self.renewed.is_some();
        Ok(())
    }
}

/// Ends a flight when the call that leads it ends or is dropped.
struct Lead<'a> {
    sign_in: &'a SignIn,
    flight: Arc<Flight>,
    outcome: Outcome,
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        self.sign_in.state().flights.retain(|flight| !Arc::ptr_eq(flight, &self.flight));
        self.flight.end(std::mem::replace(&mut self.outcome, Outcome::Abandoned));
    }
}
