-- Phones that log contacts without a signal. The secret of one lets it add contacts in its owner's name, and read nothing.
create table phones (
    id uuid primary key,
    account_id uuid not null references accounts (id),
    token_hash bytea not null unique,
    enrolled_at timestamptz not null
);

create index phones_account on phones (account_id);

-- A phone was lost or given back.
create table phone_ends (
    phone_id uuid primary key references phones (id),
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);

-- When a phone last sent something.
create table phone_syncs (
    phone_id uuid primary key references phones (id),
    last_at timestamptz not null
);
