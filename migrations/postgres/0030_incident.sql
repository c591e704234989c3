-- Incidents: what kind, when, by whom, what was done and who was told are sealed under the casework key.
create table incidents (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index incidents_case on incidents (case_id, recorded_at);
