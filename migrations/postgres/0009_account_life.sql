-- The life of an account after its beginning: readmission, closing, and cases that change hands.

-- A link like an invitation, for an account that is there: who lost password and code comes back with a new key pair.
create table readmissions (
    id uuid primary key,
    token_hash bytea not null unique,
    account_id uuid not null references accounts (id),
    made_by uuid not null references accounts (id),
    made_at timestamptz not null,
    valid_until timestamptz not null,
    accepted_at timestamptz
);

create index readmissions_account on readmissions (account_id);

-- Somebody left. Both seals of the private key are emptied with this record.
create table account_closures (
    account_id uuid primary key references accounts (id),
    closed_by uuid not null references accounts (id),
    closed_at timestamptz not null
);

-- A case is carried by whom its assignments name that have not ended.
create table assignment_ends (
    assignment_id uuid primary key references assignments (id),
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);

create index assignments_case on assignments (case_id);

-- Everybody whose account is open, with how many cases they carry.
create view open_accounts as
select
    accounts.id, accounts.name, accounts.username, accounts.role, accounts.team_id, accounts.party_id,
    organisations.name as organisation,
    (select count(*) from assignments where assignments.account_id = accounts.id
        and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id)) as cases
from accounts
join teams on teams.id = accounts.team_id
join organisations on organisations.id = teams.organisation_id
where not exists (select 1 from account_closures where account_closures.account_id = accounts.id);
