-- A case that is offered to another organisation, because the client wants it to go there. What the other side is told first
-- is sealed under a key of its own.
create table transfers (
    id uuid primary key,
    case_id uuid not null references cases (id),
    from_team_id uuid not null references teams (id),
    to_team_id uuid not null references teams (id),
    consent_id uuid not null references consents (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    offered_by uuid not null references accounts (id),
    offered_at timestamptz not null
);

create index transfers_case on transfers (case_id, offered_at, id);
create index transfers_from on transfers (from_team_id);
create index transfers_to on transfers (to_team_id);

-- The case's own keys, sealed under the offer's: no view leads here, and only taking the case reads them.
create table transfer_keys (
    transfer_id uuid not null references transfers (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    primary key (transfer_id, data_key_id)
);

-- What ended an offer; words beside the reason are sealed under the offer's key.
create table transfer_ends (
    transfer_id uuid primary key references transfers (id),
    outcome text not null,
    reason text,
    data_key_id uuid references data_keys (id),
    sealed bytea,
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);
