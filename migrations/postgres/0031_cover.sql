-- Leave cover: a colleague is given the cases of somebody who is away, from a moment to a moment (decision 0026).
create table covers (
    id uuid primary key,
    team_id uuid not null references teams (id),
    absent_id uuid not null references accounts (id),
    colleague_id uuid not null references accounts (id),
    from_at timestamptz not null,
    until_at timestamptz not null,
    given_by uuid not null references accounts (id),
    given_at timestamptz not null
);

create index covers_team on covers (team_id, until_at);

create table cover_cases (
    cover_id uuid not null references covers (id),
    case_id uuid not null references cases (id),
    primary key (cover_id, case_id)
);

create index cover_cases_case on cover_cases (case_id);

-- Ended before its day, for one case.
create table cover_ends (
    cover_id uuid not null references covers (id),
    case_id uuid not null references cases (id),
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null,
    primary key (cover_id, case_id)
);

create index cover_ends_case on cover_ends (case_id);

-- A wrap of a cover goes with it, and its end is never moved behind the cover's.
alter table wraps add column cover_id uuid references covers (id);
create index wraps_cover on wraps (cover_id);

-- The one door says which of its wraps are a cover's. Its conditions are the same.
drop view held_wraps;
create view held_wraps as
select
    holdings.account_id, wraps.party_id, wraps.id as wrap_id, wraps.sealed, wraps.valid_from, wraps.valid_until,
    wraps.consent_id, data_keys.id as data_key_id, data_keys.case_id, data_keys.segment, data_keys.referral_id,
    data_keys.epoch, data_keys.commitment, consents.purpose, cases.audit_key, wraps.cover_id
from holdings
join wraps on wraps.party_id = holdings.party_id
join data_keys on data_keys.id = wraps.data_key_id
join cases on cases.id = data_keys.case_id
join consents on consents.id = wraps.consent_id
where consents.decision = 'given'
  and consents.valid_until >= wraps.valid_until
  and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id);
