//! `/fhir/R4`: what a partner's own system asks and tells (decision 0038). No page, no cookie, no session: a token in a header,
//! looked up anew with each request. Shapes are [`domain::fhir`]'s, data the vault's; here is only HTTP.

mod answer;
mod appointment;
mod door;
mod read;
mod subscription;
mod task;

use answer::Refused;
use app::Site;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use domain::fhir::Why;

/// Where it stands.
pub const BASE: &str = "/fhir/R4";

/// The description for who writes the other side (OpenAPI 3.1). Held against [`ADDRESSES`] and the lists of codes by a test.
pub const OPENAPI: &str = include_str!("openapi.json");

/// One address and method.
pub struct Address {
    /// Method.
    pub method: &'static str,
    /// The address below [`BASE`], with `{id}` where a record is named.
    pub path: &'static str,
    /// Whether it is answered without a token: what says nothing of anybody.
    pub open: bool,
    mount: fn() -> MethodRouter<Site>,
}

const fn open(path: &'static str, mount: fn() -> MethodRouter<Site>) -> Address {
    Address { method: "GET", path, open: true, mount }
}

const fn with_token(method: &'static str, path: &'static str, mount: fn() -> MethodRouter<Site>) -> Address {
    Address { method, path, open: false, mount }
}

/// The table. An address that is not here does not exist, and one that is here cannot forget the door.
pub const ADDRESSES: &[Address] = &[
    open("/metadata", || get(read::metadata)),
    open("/openapi.json", || get(read::openapi)),
    with_token("GET", "/Task", || get(task::search)),
    with_token("GET", "/Task/{id}", || get(task::read)),
    with_token("PUT", "/Task/{id}", || put(task::update)),
    with_token("GET", "/ServiceRequest/{id}", || get(read::service_request)),
    with_token("GET", "/Consent/{id}", || get(read::consent)),
    with_token("GET", "/Appointment/{id}", || get(appointment::read)),
    with_token("PUT", "/Appointment/{id}", || put(appointment::update)),
    with_token("POST", "/Appointment", || post(appointment::create)),
    with_token("POST", "/Subscription", || post(subscription::create)),
    with_token("GET", "/Subscription/{id}", || get(subscription::read)),
    with_token("DELETE", "/Subscription/{id}", || delete(subscription::end)),
    with_token("GET", "/Organization/{id}", || get(read::organization)),
    with_token("GET", "/HealthcareService/{id}", || get(read::healthcare_service)),
];

/// Everything below [`BASE`].
pub fn router(site: &Site) -> Router {
    let mounted = ADDRESSES.iter().fold(Router::new(), |router, address| {
        let mount = (address.mount)();
        let door = from_fn_with_state(site.clone(), door::with_token);
        router.route(address.path, if address.open { mount } else { mount.layer(door) })
    });
    mounted
        .fallback(|| async { refused(Why::NotFound) })
        .method_not_allowed_fallback(|| async { refused(Why::NotAllowed) })
        .layer(from_fn(door::speaks))
        .with_state(site.clone())
}

fn refused(why: Why) -> Response {
    Refused::from(why).into_response()
}
