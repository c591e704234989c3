-- What cannot wait, each time it was asked: every answer is sealed under the casework key. Nothing is changed later.
create table intakes (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index intakes_case on intakes (case_id, recorded_at);
