-- Cases, and the data keys of their segments. Nothing here says who the client is.
create table cases (
    id uuid primary key,
    team_id uuid not null references teams (id),
    audit_key bytea not null,
    opened_by uuid not null references accounts (id),
    opened_at timestamptz not null
);

-- Codes that were given out, as keyed tags without a case: so that no code is given twice.
create table issued_codes (
    tag bytea primary key
);

-- One data key for each (case, segment, epoch); for a packet also its referral.
-- The key itself exists only inside wraps.
create table data_keys (
    id uuid primary key,
    case_id uuid not null references cases (id),
    segment text not null,
    referral_id uuid,
    epoch bigint not null,
    commitment bytea not null,
    created_at timestamptz not null
);

create index data_keys_case on data_keys (case_id, segment);
create index data_keys_referral on data_keys (referral_id);

create table labels (
    case_id uuid primary key references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    revision bigint not null
);

create table identities (
    case_id uuid primary key references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null
);

create table safe_contacts (
    case_id uuid primary key references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null
);

create table assignments (
    id uuid primary key,
    case_id uuid not null references cases (id),
    account_id uuid not null references accounts (id),
    given_by uuid not null references accounts (id),
    given_at timestamptz not null
);

create index assignments_account on assignments (account_id);
