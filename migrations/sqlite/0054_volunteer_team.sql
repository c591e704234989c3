-- Teams of volunteers: of the administrative zone, in the clear. How many came from where, never who.
create table volunteer_teams (
    id blob primary key,
    organisation_id blob not null references organisations (id),
    name text not null,
    commune text not null,
    decision text not null,
    decided_on text not null,
    from_women integer not null,
    from_youth integer not null,
    from_front integer not null,
    from_health integer not null,
    from_elsewhere integer not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index volunteer_teams_organisation on volunteer_teams (organisation_id);

-- Trainings of a team: what about, and how many came.
create table volunteer_trainings (
    id blob primary key,
    team_id blob not null references volunteer_teams (id),
    held_on text not null,
    topic text not null,
    people integer not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index volunteer_trainings_team on volunteer_trainings (team_id);

-- The pledge of secrecy that somebody signed before she logs a contact: which words, when, and who was there.
create table pledges (
    account_id blob primary key references accounts (id),
    text_version text not null,
    signed_on text not null,
    witness text not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

-- What a volunteer sets out to do in a month, and for how many days she is paid her costs; the last one stands.
create table volunteer_months (
    id blob primary key,
    account_id blob not null references accounts (id),
    month text not null,
    contacts integer not null,
    days integer not null,
    recorded_by blob not null references accounts (id),
    recorded_at text not null
) strict;

create index volunteer_months_account on volunteer_months (account_id, month);

-- Who logged contacts before there was a pledge to sign goes on: the day of her account stands for it, and says so.
insert into pledges (account_id, text_version, signed_on, witness, recorded_by, recorded_at)
select accounts.id, 'before', substr(accounts.created_at, 1, 10), '', accounts.id, accounts.created_at
from accounts where accounts.role = 'peer_volunteer';
