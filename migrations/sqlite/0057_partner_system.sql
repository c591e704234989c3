-- Computer systems of partner organisations. Each is an account of the role `system`, without a password: its key pair is made
-- from a token that was shown once, of which only the hash stands here. It is shut like any account (account_closures).
create table partner_systems (
    account_id blob primary key references accounts (id),
    token_hash blob not null unique,
    made_by blob not null references accounts (id),
    made_at text not null,
    valid_until text not null
) strict;

-- When a system last asked, to the minute.
create table partner_system_uses (
    account_id blob primary key references partner_systems (account_id),
    last_at text not null
) strict;
