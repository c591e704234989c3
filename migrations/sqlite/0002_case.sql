-- Cases, and the data keys of their segments. Nothing here says who the client is.
create table cases (
    id blob primary key,
    team_id blob not null references teams (id),
    audit_key blob not null,
    opened_by blob not null references accounts (id),
    opened_at text not null
) strict;

-- Codes that were given out, as keyed tags without a case: so that no code is given twice.
create table issued_codes (
    tag blob primary key
) strict, without rowid;

-- One data key for each (case, segment, epoch); for a packet also its referral.
-- The key itself exists only inside wraps.
create table data_keys (
    id blob primary key,
    case_id blob not null references cases (id),
    segment text not null,
    referral_id blob,
    epoch integer not null,
    commitment blob not null,
    created_at text not null
) strict;

create index data_keys_case on data_keys (case_id, segment);
create index data_keys_referral on data_keys (referral_id);

create table labels (
    case_id blob primary key references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    revision integer not null
) strict;

create table identities (
    case_id blob primary key references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null
) strict;

create table safe_contacts (
    case_id blob primary key references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null
) strict;

create table assignments (
    id blob primary key,
    case_id blob not null references cases (id),
    account_id blob not null references accounts (id),
    given_by blob not null references accounts (id),
    given_at text not null
) strict;

create index assignments_account on assignments (account_id);
