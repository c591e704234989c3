-- Organisations, teams, parties and the people who log in.
-- A party is anyone who can hold a key; only its public key stands here in the clear.
create table organisations (
    id blob primary key,
    kind text not null,
    name text not null,
    address text not null,
    created_at text not null
) strict;

create table organisation_services (
    organisation_id blob not null references organisations (id),
    service text not null,
    primary key (organisation_id, service)
) strict;

create table parties (
    id blob primary key,
    kind text not null,
    public_key blob not null,
    created_at text not null
) strict;

-- lead: every case of the team; desk: what others send to the team.
-- Both stay empty until the first member who holds them accepts the invitation.
create table teams (
    id blob primary key,
    organisation_id blob not null references organisations (id),
    name text not null,
    lead_party_id blob references parties (id),
    desk_party_id blob references parties (id),
    created_at text not null
) strict;

create table accounts (
    id blob primary key,
    team_id blob not null references teams (id),
    party_id blob not null references parties (id),
    username text not null constraint accounts_username_key unique,
    name text not null,
    role text not null,
    password_salt blob not null,
    sealed_secret blob not null,
    recovery_salt blob not null,
    sealed_recovery blob not null,
    created_at text not null
) strict;

-- Which party keys an account holds. The account's own party is here too, with nothing sealed:
-- its key comes from the password or the session.
create table holdings (
    account_id blob not null references accounts (id),
    party_id blob not null references parties (id),
    sealed blob,
    given_by blob not null references accounts (id),
    given_at text not null,
    primary key (account_id, party_id)
) strict;

create table invitations (
    id blob primary key,
    token_hash blob not null unique,
    team_id blob not null references teams (id),
    username text not null,
    name text not null,
    role text not null,
    invited_by blob not null references accounts (id),
    invited_at text not null,
    valid_until text not null,
    accepted_by blob references accounts (id)
) strict;

-- The account's key is sealed under the session token, which only the browser has.
create table sessions (
    token_hash blob primary key,
    account_id blob not null references accounts (id),
    sealed_secret blob not null,
    began_at text not null,
    seen_at text not null
) strict;

create index sessions_account on sessions (account_id);
