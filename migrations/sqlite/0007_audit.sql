-- The audit chain: each event carries the hash of the one before it.
create table audit_head (
    only_one integer primary key check (only_one = 1),
    seq integer not null,
    hash blob not null,
    at text not null
) strict;

create table audit_events (
    seq integer primary key,
    at text not null,
    account_id blob,
    role text,
    organisation_id blob,
    deed text not null,
    segment text,
    reason text not null,
    basis text not null,
    consent_id blob,
    case_tags blob not null,
    previous blob not null,
    hash blob not null
) strict;

-- Finds the events of one case for who holds the case's audit key.
create table audit_cases (
    case_tag blob not null,
    seq integer not null references audit_events (seq),
    primary key (case_tag, seq)
) strict;
