-- Counselling sessions: everything said is sealed under the casework key.
create table counsellings (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index counsellings_case on counsellings (case_id, recorded_at);
