-- A case that is offered to another organisation, because the client wants it to go there. What the other side is told first
-- is sealed under a key of its own.
create table transfers (
    id blob primary key,
    case_id blob not null references cases (id),
    from_team_id blob not null references teams (id),
    to_team_id blob not null references teams (id),
    consent_id blob not null references consents (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    offered_by blob not null references accounts (id),
    offered_at text not null
) strict;

create index transfers_case on transfers (case_id, offered_at, id);
create index transfers_from on transfers (from_team_id);
create index transfers_to on transfers (to_team_id);

-- The case's own keys, sealed under the offer's: no view leads here, and only taking the case reads them.
create table transfer_keys (
    transfer_id blob not null references transfers (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    primary key (transfer_id, data_key_id)
) strict;

-- What ended an offer; words beside the reason are sealed under the offer's key.
create table transfer_ends (
    transfer_id blob primary key references transfers (id),
    outcome text not null,
    reason text,
    data_key_id blob references data_keys (id),
    sealed blob,
    ended_by blob not null references accounts (id),
    ended_at text not null
) strict;
