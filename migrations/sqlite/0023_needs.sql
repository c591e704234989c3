-- One step of one need: domain, stage, day and words are sealed under the casework key. The newest says where it stands, and
-- none is changed.
create table need_steps (
    id blob primary key,
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index need_steps_case on need_steps (case_id, recorded_at, id);

-- What is strong in her life, and what she says herself, by number: two who write from the same state want the same number,
-- and only one gets it. Earlier ones stay.
create table need_words (
    id blob primary key,
    case_id blob not null references cases (id),
    number integer not null,
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null,
    constraint need_words_number unique (case_id, number)
) strict;
