-- Signed checkpoints of the audit. The key that signs stands outside the database.
create table audit_checkpoints (
    number integer primary key,
    events integer not null,
    hash blob not null,
    at text not null,
    signature blob not null
) strict;

-- Each time somebody checked the audit: what held, and where it did not.
create table audit_checks (
    id blob primary key,
    checked_by blob not null references accounts (id),
    checked_at text not null,
    events integer not null,
    checkpoints integer not null,
    broken text
) strict;

create index audit_cases_seq on audit_cases (seq);
create index audit_events_at on audit_events (at);
