-- The register of clubs: of the administrative zone, in the clear, and no member stands in it.
create table clubs (
    id uuid primary key,
    organisation_id uuid not null references organisations (id),
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index clubs_organisation on clubs (organisation_id);

-- What is kept of one: a change is the next version.
create table club_versions (
    club_id uuid not null references clubs (id),
    number bigint not null,
    name text not null,
    kind text not null,
    host text not null,
    commune text not null,
    founded_on date,
    decision text,
    frequency text not null,
    rules text,
    funding text,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null,
    primary key (club_id, number)
);

-- Whether it meets, each time that changed.
create table club_standings (
    id uuid primary key,
    club_id uuid not null references clubs (id),
    standing text not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index club_standings_club on club_standings (club_id, recorded_at);

-- Who was named to lead one. The name alone opens nothing: the list's key is given by who holds it.
create table club_leads (
    id uuid primary key,
    club_id uuid not null references clubs (id),
    account_id uuid not null references accounts (id),
    named_by uuid not null references accounts (id),
    named_at timestamptz not null
);

create index club_leads_club on club_leads (club_id);

create table club_lead_ends (
    lead_id uuid primary key references club_leads (id),
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);

-- Who leads one today.
create view clubs_led as
select club_leads.id as lead_id, club_leads.club_id, club_leads.account_id, club_leads.named_at, accounts.name, accounts.party_id
from club_leads
join accounts on accounts.id = club_leads.account_id
where not exists (select 1 from club_lead_ends where club_lead_ends.lead_id = club_leads.id)
  and not exists (select 1 from account_closures where account_closures.account_id = club_leads.account_id);

-- Each club as it stands.
create view clubs_kept as
select clubs.id, clubs.organisation_id, club_versions.number, club_versions.name, club_versions.kind, club_versions.host,
    club_versions.commune, club_versions.founded_on, club_versions.decision, club_versions.frequency, club_versions.rules,
    club_versions.funding, accounts.name as recorded_by, club_versions.recorded_at,
    (select club_standings.standing from club_standings where club_standings.club_id = clubs.id
        order by club_standings.recorded_at desc, club_standings.id desc limit 1) as standing
from clubs
join club_versions on club_versions.club_id = clubs.id
join accounts on accounts.id = club_versions.recorded_by
where not exists (select 1 from club_versions as later
    where later.club_id = clubs.id and later.number > club_versions.number);
