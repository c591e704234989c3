-- One step of one need: domain, stage, day and words are sealed under the casework key. The newest says where it stands, and
-- none is changed.
create table need_steps (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index need_steps_case on need_steps (case_id, recorded_at, id);

-- What is strong in her life, and what she says herself, by number: two who write from the same state want the same number,
-- and only one gets it. Earlier ones stay.
create table need_words (
    id uuid primary key,
    case_id uuid not null references cases (id),
    number bigint not null,
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null,
    constraint need_words_number unique (case_id, number)
);
