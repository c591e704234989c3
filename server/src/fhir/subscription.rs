//! Being told that something changed (decision 0043).

use super::answer::{Answered, created, resource};
use super::door::{System, json};
use app::Site;
use axum::extract::{Path, Request, State};
use domain::fhir::{Issue, Why, done, read_subscription, subscription};
use domain::id::SignalId;

/// One address for each system: the same once more is answered with what stands, another takes its place.
pub(super) async fn create(State(site): State<Site>, system: System, request: Request) -> Answered {
    if site.signal_hosts().is_empty() {
        return Err(Why::NoSignals.into());
    }
    let address = read_subscription(&json(request).await?)?;
    if !site.signal_hosts().names(&address) {
        return Err(vec![Issue::at("Subscription.channel.endpoint", Why::HostNotNamed)].into());
    }
    let actor = system.actor();
    let set = site.vault().set_signal(actor, actor.account(), &address).await?.ok_or(Why::NoToken)?;
    let told = subscription(&set.signal);
    if !set.made {
        return Ok(resource(&told));
    }
    Ok(created(&told, &format!("{}/Subscription/{}", super::BASE, set.signal.id)))
}

pub(super) async fn read(State(site): State<Site>, system: System, Path(id): Path<String>) -> Answered {
    let id: SignalId = id.parse().map_err(|_| Why::NotFound)?;
    let signal = site.vault().own_signal(system.actor(), id).await?.ok_or(Why::NotFound)?;
    Ok(resource(&subscription(&signal)))
}

/// Whatever ended it before, it is ended: a second time, too.
pub(super) async fn end(State(site): State<Site>, system: System, Path(id): Path<String>) -> Answered {
    let id: SignalId = id.parse().map_err(|_| Why::NotFound)?;
    let (vault, actor) = (site.vault(), system.actor());
    let signal = vault.own_signal(actor, id).await?.ok_or(Why::NotFound)?;
    if signal.ended.is_none() {
        vault.take_back_signal(actor, actor.account()).await?.ok_or(Why::NotFound)?;
    }
    Ok(resource(&done()))
}
