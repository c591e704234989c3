-- What clients ask about their own data, with every step. Words are sealed under the case's casework key.
-- No recorder: the client asked on her own page, or nobody did.
create table rights_requests (
    id uuid primary key,
    case_id uuid not null references cases (id),
    kind text not null,
    via text not null,
    received_on date not null,
    data_key_id uuid references data_keys (id),
    sealed bytea,
    recorded_by uuid references accounts (id),
    recorded_at timestamptz not null
);

create index rights_requests_case on rights_requests (case_id);

-- Every change of state is a step; the newest says where the request stands.
create table rights_steps (
    request_id uuid not null references rights_requests (id),
    number bigint not null,
    state text not null,
    refusal text,
    data_key_id uuid references data_keys (id),
    sealed bytea,
    moved_by uuid references accounts (id),
    moved_at timestamptz not null,
    primary key (request_id, number)
);

-- More time, once: the request is the key.
create table rights_extensions (
    request_id uuid primary key references rights_requests (id),
    reason text not null,
    extended_by uuid not null references accounts (id),
    extended_at timestamptz not null
);

-- What stays of an erased case: that there was one, and who decided. No case, no client, no consent.
create table erasures (
    id uuid primary key,
    year bigint not null,
    number bigint not null,
    team_id uuid not null references teams (id),
    ground text not null,
    asked_on date not null,
    recorded_by uuid references accounts (id),
    approved_by uuid not null references accounts (id),
    told text not null,
    erased_at timestamptz not null,
    constraint erasures_number_key unique (year, number)
);

-- How many rows of each kind went.
create table erasure_counts (
    erasure_id uuid not null references erasures (id),
    what text not null,
    quantity bigint not null,
    primary key (erasure_id, what)
);

-- When the space of what was erased was overwritten (SQLite) or given back (PostgreSQL).
create table erasure_sweeps (
    erasure_id uuid primary key references erasures (id),
    swept_at timestamptz not null
);

-- What a recipient still owes when the case behind a packet is gone.
create table erasure_notices (
    id uuid primary key,
    erasure_id uuid not null references erasures (id),
    recipient_id uuid not null references organisations (id),
    issued_at timestamptz not null,
    written_at timestamptz not null,
    stop_by timestamptz not null
);

create index erasure_notices_recipient on erasure_notices (recipient_id);
