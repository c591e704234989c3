-- The directory: one service at one place, in versions. Nothing of a client: all of it is clear, and most of it public.
create table listings (
    id blob primary key,
    organisation_id blob not null references organisations (id),
    added_by blob not null references accounts (id),
    added_at text not null
) strict;

create index listings_organisation on listings (organisation_id);

-- What stands there is the newest; two who change the same do not write over each other.
create table listing_versions (
    listing_id blob not null references listings (id),
    number integer not null,
    service text not null,
    status text not null,
    told text not null,
    written_by blob not null references accounts (id),
    written_at text not null,
    primary key (listing_id, number)
) strict;

-- Each time somebody said that it is right.
create table listing_assurances (
    listing_id blob not null references listings (id),
    number integer not null,
    assured_by blob not null references accounts (id),
    assured_at text not null,
    primary key (listing_id, number)
) strict;

-- Each time somebody there said whether one more can be taken.
create table listing_capacities (
    listing_id blob not null references listings (id),
    number integer not null,
    takes text not null,
    weeks integer not null,
    told_by blob not null references accounts (id),
    told_at text not null,
    primary key (listing_id, number)
) strict;

-- What clients said of a service: a count of each answer in a month. No row stands for one of them.
create table listing_feedback (
    listing_id blob not null references listings (id),
    month text not null,
    points integer not null,
    reason text not null,
    quantity integer not null,
    primary key (listing_id, month, points, reason)
) strict;

-- Each listing as it stands now.
create view listings_now as
select
    listings.id, listings.organisation_id, organisations.name as organisation, organisations.kind,
    versions.number, versions.service, versions.status, versions.told,
    assurances.assured_at, assurers.name as assured_by,
    capacities.takes, capacities.weeks, capacities.told_at
from listings
join organisations on organisations.id = listings.organisation_id
join listing_versions as versions on versions.listing_id = listings.id
    and versions.number = (select max(number) from listing_versions as later where later.listing_id = listings.id)
left join listing_assurances as assurances on assurances.listing_id = listings.id
    and assurances.number = (select max(number) from listing_assurances as later where later.listing_id = listings.id)
left join accounts as assurers on assurers.id = assurances.assured_by
left join listing_capacities as capacities on capacities.listing_id = listings.id
    and capacities.number = (select max(number) from listing_capacities as later where later.listing_id = listings.id);
