-- The register of demands for data. Who asks, what, and every word about it is sealed under the demand's own key.
create table demands (
    id uuid primary key,
    organisation_id uuid not null references organisations (id),
    received_on date not null,
    decide_by date not null,
    commitment bytea not null,
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

-- The demand's key, sealed to each of those who may decide. No key of a case is among them.
create table demand_wraps (
    demand_id uuid not null references demands (id),
    party_id uuid not null references parties (id),
    sealed bytea not null,
    primary key (demand_id, party_id)
);

create index demand_wraps_party on demand_wraps (party_id);

-- What each of the two roles says, once; never the same person.
create table demand_opinions (
    demand_id uuid not null references demands (id),
    role text not null,
    answer text not null,
    sealed bytea not null,
    given_by uuid not null references accounts (id),
    given_at timestamptz not null,
    primary key (demand_id, role),
    constraint demand_opinions_person unique (demand_id, given_by)
);

-- How it ended.
create table demand_closings (
    demand_id uuid primary key references demands (id),
    told text not null,
    sealed bytea not null,
    closed_by uuid not null references accounts (id),
    closed_at timestamptz not null
);
