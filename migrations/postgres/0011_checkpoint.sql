-- Signed checkpoints of the audit. The key that signs stands outside the database.
create table audit_checkpoints (
    number bigint primary key,
    events bigint not null,
    hash bytea not null,
    at timestamptz not null,
    signature bytea not null
);

-- Each time somebody checked the audit: what held, and where it did not.
create table audit_checks (
    id uuid primary key,
    checked_by uuid not null references accounts (id),
    checked_at timestamptz not null,
    events bigint not null,
    checkpoints bigint not null,
    broken text
);

create index audit_cases_seq on audit_cases (seq);
create index audit_events_at on audit_events (at);
