-- The register of demands for data. Who asks, what, and every word about it is sealed under the demand's own key.
create table demands (
    id blob primary key,
    organisation_id blob not null references organisations (id),
    received_on text not null,
    decide_by text not null,
    commitment blob not null,
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

-- The demand's key, sealed to each of those who may decide. No key of a case is among them.
create table demand_wraps (
    demand_id blob not null references demands (id),
    party_id blob not null references parties (id),
    sealed blob not null,
    primary key (demand_id, party_id)
) strict;

create index demand_wraps_party on demand_wraps (party_id);

-- What each of the two roles says, once; never the same person.
create table demand_opinions (
    demand_id blob not null references demands (id),
    role text not null,
    answer text not null,
    sealed blob not null,
    given_by blob not null references accounts (id),
    given_at text not null,
    primary key (demand_id, role),
    constraint demand_opinions_person unique (demand_id, given_by)
) strict;

-- How it ended.
create table demand_closings (
    demand_id blob primary key references demands (id),
    told text not null,
    sealed blob not null,
    closed_by blob not null references accounts (id),
    closed_at text not null
) strict;
