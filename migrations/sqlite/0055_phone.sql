-- Phones that log contacts without a signal. The secret of one lets it add contacts in its owner's name, and read nothing.
create table phones (
    id blob primary key,
    account_id blob not null references accounts (id),
    token_hash blob not null unique,
    enrolled_at text not null
) strict;

create index phones_account on phones (account_id);

-- A phone was lost or given back.
create table phone_ends (
    phone_id blob primary key references phones (id),
    ended_by blob not null references accounts (id),
    ended_at text not null
) strict;

-- When a phone last sent something.
create table phone_syncs (
    phone_id blob primary key references phones (id),
    last_at text not null
) strict;
