-- Incidents: what kind, when, by whom, what was done and who was told are sealed under the casework key.
create table incidents (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index incidents_case on incidents (case_id, recorded_at);
