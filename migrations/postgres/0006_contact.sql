-- Outreach contacts, sealed to the team's desk: who wrote one cannot read it back.
create table contacts (
    id uuid primary key,
    team_id uuid not null references teams (id),
    party_id uuid not null references parties (id),
    sealed bytea not null,
    logged_by uuid not null references accounts (id),
    logged_at timestamptz not null
);

create index contacts_team on contacts (team_id, logged_at);
create index contacts_logged_by on contacts (logged_by, logged_at);

-- Coarse counts for reports: one row for each combination, counted up. There is no row, id or moment of a single
-- event, so nothing here can be laid beside a contact or a session.
create table facts (
    month text not null,
    kind text not null,
    commune text not null,
    age_band text not null,
    detail text not null,
    quantity bigint not null,
    primary key (month, kind, commune, age_band, detail)
);
