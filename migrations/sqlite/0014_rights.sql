-- What clients ask about their own data, with every step. Words are sealed under the case's casework key.
-- No recorder: the client asked on her own page, or nobody did.
create table rights_requests (
    id blob primary key,
    case_id blob not null references cases (id),
    kind text not null,
    via text not null,
    received_on text not null,
    data_key_id blob references data_keys (id),
    sealed blob,
    recorded_by blob references accounts (id),
    recorded_at text not null
) strict;

create index rights_requests_case on rights_requests (case_id);

-- Every change of state is a step; the newest says where the request stands.
create table rights_steps (
    request_id blob not null references rights_requests (id),
    number integer not null,
    state text not null,
    refusal text,
    data_key_id blob references data_keys (id),
    sealed blob,
    moved_by blob references accounts (id),
    moved_at text not null,
    primary key (request_id, number)
) strict;

-- More time, once: the request is the key.
create table rights_extensions (
    request_id blob primary key references rights_requests (id),
    reason text not null,
    extended_by blob not null references accounts (id),
    extended_at text not null
) strict;

-- What stays of an erased case: that there was one, and who decided. No case, no client, no consent.
create table erasures (
    id blob primary key,
    year integer not null,
    number integer not null,
    team_id blob not null references teams (id),
    ground text not null,
    asked_on text not null,
    recorded_by blob references accounts (id),
    approved_by blob not null references accounts (id),
    told text not null,
    erased_at text not null,
    constraint erasures_number_key unique (year, number)
) strict;

-- How many rows of each kind went.
create table erasure_counts (
    erasure_id blob not null references erasures (id),
    what text not null,
    quantity integer not null,
    primary key (erasure_id, what)
) strict;

-- When the space of what was erased was overwritten (SQLite) or given back (PostgreSQL).
create table erasure_sweeps (
    erasure_id blob primary key references erasures (id),
    swept_at text not null
) strict;

-- What a recipient still owes when the case behind a packet is gone.
create table erasure_notices (
    id blob primary key,
    erasure_id blob not null references erasures (id),
    recipient_id blob not null references organisations (id),
    issued_at text not null,
    written_at text not null,
    stop_by text not null
) strict;

create index erasure_notices_recipient on erasure_notices (recipient_id);
