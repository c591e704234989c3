-- Teams of volunteers: of the administrative zone, in the clear. How many came from where, never who.
create table volunteer_teams (
    id uuid primary key,
    organisation_id uuid not null references organisations (id),
    name text not null,
    commune text not null,
    decision text not null,
    decided_on date not null,
    from_women bigint not null,
    from_youth bigint not null,
    from_front bigint not null,
    from_health bigint not null,
    from_elsewhere bigint not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index volunteer_teams_organisation on volunteer_teams (organisation_id);

-- Trainings of a team: what about, and how many came.
create table volunteer_trainings (
    id uuid primary key,
    team_id uuid not null references volunteer_teams (id),
    held_on date not null,
    topic text not null,
    people bigint not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index volunteer_trainings_team on volunteer_trainings (team_id);

-- The pledge of secrecy that somebody signed before she logs a contact: which words, when, and who was there.
create table pledges (
    account_id uuid primary key references accounts (id),
    text_version text not null,
    signed_on date not null,
    witness text not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

-- What a volunteer sets out to do in a month, and for how many days she is paid her costs; the last one stands.
create table volunteer_months (
    id uuid primary key,
    account_id uuid not null references accounts (id),
    month text not null,
    contacts bigint not null,
    days bigint not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index volunteer_months_account on volunteer_months (account_id, month);

-- Who logged contacts before there was a pledge to sign goes on: the day of her account stands for it, and says so.
insert into pledges (account_id, text_version, signed_on, witness, recorded_by, recorded_at)
select accounts.id, 'before', cast(accounts.created_at as date), '', accounts.id, accounts.created_at
from accounts where accounts.role = 'peer_volunteer';
