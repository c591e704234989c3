-- What a consent to the segment `hiv` stands on: the letter of HIV law Art. 30, and the one person it names. Without a person
-- it is given to the whole team, or to the desk of the organisation that the ledger names.
create table hiv_consents (
    consent_id uuid primary key references consents (id),
    letter text not null,
    person_id uuid references accounts (id)
);

-- What is known under it: the newest row is what holds, the earlier ones stay beside it.
create table hiv_facts (
    id uuid primary key,
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index hiv_facts_case on hiv_facts (case_id);

-- Every change of who a client is (`identity`) or how to reach her (`contact`), by its number: two who change the same from
-- the same state want the same number, and only one gets it.
create table client_edits (
    case_id uuid not null references cases (id),
    what text not null,
    number bigint not null,
    edited_by uuid not null references accounts (id),
    edited_at timestamptz not null,
    primary key (case_id, what, number)
);
