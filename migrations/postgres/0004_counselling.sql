-- Counselling sessions: everything said is sealed under the casework key.
create table counsellings (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index counsellings_case on counsellings (case_id, recorded_at);
