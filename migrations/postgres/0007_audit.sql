-- The audit chain: each event carries the hash of the one before it.
create table audit_head (
    only_one bigint primary key check (only_one = 1),
    seq bigint not null,
    hash bytea not null,
    at timestamptz not null
);

create table audit_events (
    seq bigint primary key,
    at timestamptz not null,
    account_id uuid,
    role text,
    organisation_id uuid,
    deed text not null,
    segment text,
    reason text not null,
    basis text not null,
    consent_id uuid,
    case_tags bytea not null,
    previous bytea not null,
    hash bytea not null
);

-- Finds the events of one case for who holds the case's audit key.
create table audit_cases (
    case_tag bytea not null,
    seq bigint not null references audit_events (seq),
    primary key (case_tag, seq)
);
