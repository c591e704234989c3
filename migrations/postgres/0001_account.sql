-- Organisations, teams, parties and the people who log in.
-- A party is anyone who can hold a key; only its public key stands here in the clear.
create table organisations (
    id uuid primary key,
    kind text not null,
    name text not null,
    address text not null,
    created_at timestamptz not null
);

create table organisation_services (
    organisation_id uuid not null references organisations (id),
    service text not null,
    primary key (organisation_id, service)
);

create table parties (
    id uuid primary key,
    kind text not null,
    public_key bytea not null,
    created_at timestamptz not null
);

-- lead: every case of the team; desk: what others send to the team.
-- Both stay empty until the first member who holds them accepts the invitation.
create table teams (
    id uuid primary key,
    organisation_id uuid not null references organisations (id),
    name text not null,
    lead_party_id uuid references parties (id),
    desk_party_id uuid references parties (id),
    created_at timestamptz not null
);

create table accounts (
    id uuid primary key,
    team_id uuid not null references teams (id),
    party_id uuid not null references parties (id),
    username text not null constraint accounts_username_key unique,
    name text not null,
    role text not null,
    password_salt bytea not null,
    sealed_secret bytea not null,
    recovery_salt bytea not null,
    sealed_recovery bytea not null,
    created_at timestamptz not null
);

-- Which party keys an account holds. The account's own party is here too, with nothing sealed:
-- its key comes from the password or the session.
create table holdings (
    account_id uuid not null references accounts (id),
    party_id uuid not null references parties (id),
    sealed bytea,
    given_by uuid not null references accounts (id),
    given_at timestamptz not null,
    primary key (account_id, party_id)
);

create table invitations (
    id uuid primary key,
    token_hash bytea not null unique,
    team_id uuid not null references teams (id),
    username text not null,
    name text not null,
    role text not null,
    invited_by uuid not null references accounts (id),
    invited_at timestamptz not null,
    valid_until timestamptz not null,
    accepted_by uuid references accounts (id)
);

-- The account's key is sealed under the session token, which only the browser has.
create table sessions (
    token_hash bytea primary key,
    account_id uuid not null references accounts (id),
    sealed_secret bytea not null,
    began_at timestamptz not null,
    seen_at timestamptz not null
);

create index sessions_account on sessions (account_id);
