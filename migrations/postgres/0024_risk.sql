-- How soon somebody looks in again, as it was judged: level and reason are sealed under the casework key. By number, so that of
-- two who judge from the same state only one stands; earlier ones stay.
create table risks (
    id uuid primary key,
    case_id uuid not null references cases (id),
    number bigint not null,
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null,
    constraint risks_number unique (case_id, number)
);

create index risks_case on risks (case_id, recorded_at, id);

-- A look that was put off: to which day and why is sealed.
create table snoozes (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index snoozes_case on snoozes (case_id, recorded_at, id);
