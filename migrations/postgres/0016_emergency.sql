-- Break-glass: a case is opened for four hours because life or health is in danger, as the client allowed beforehand.

-- The party to which a team's cases are wrapped under the consent for an emergency. Empty until the first client agrees.
alter table teams add column duty_party_id uuid references parties (id);

-- Who is given the duty's private key. Apart from holdings, so that held_wraps, the one door, never leads to it.
create table duty_holdings (
    account_id uuid not null references accounts (id),
    party_id uuid not null references parties (id),
    sealed bytea not null,
    given_by uuid not null references accounts (id),
    given_at timestamptz not null,
    primary key (account_id, party_id)
);

-- The emergency's own door: the same conditions as held_wraps, and her consent to keep her data beside it.
create view duty_wraps as
select
    duty_holdings.account_id, wraps.party_id, wraps.id as wrap_id, wraps.sealed, wraps.valid_from, wraps.valid_until,
    wraps.consent_id, data_keys.id as data_key_id, data_keys.case_id, data_keys.segment, data_keys.epoch,
    data_keys.commitment, consents.purpose, cases.audit_key, kept.valid_from as kept_from, kept.valid_until as kept_until
from duty_holdings
join wraps on wraps.party_id = duty_holdings.party_id
join data_keys on data_keys.id = wraps.data_key_id and data_keys.referral_id is null
join cases on cases.id = data_keys.case_id
join consents on consents.id = wraps.consent_id and consents.purpose = 'emergency'
join consents as kept on kept.case_id = cases.id and kept.purpose = 'processing' and kept.decision = 'given'
where consents.decision = 'given'
  and consents.valid_until >= wraps.valid_until
  and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id)
  and not exists (select 1 from consents as taken_back where taken_back.ends = kept.id);

-- One breaking of the glass; it is also the task to sign it off by a day.
create table emergencies (
    id uuid primary key,
    case_id uuid not null references cases (id),
    danger text not null,
    segments text not null,
    broken_by uuid not null references accounts (id),
    broken_at timestamptz not null,
    over_at timestamptz not null,
    review_by date not null
);

create index emergencies_case on emergencies (case_id);
create index emergencies_broken_by on emergencies (broken_by);

-- Who was told at once.
create table emergency_alerts (
    emergency_id uuid not null references emergencies (id),
    account_id uuid not null references accounts (id),
    alerted_at timestamptz not null,
    primary key (emergency_id, account_id)
);

-- What was said of it, sealed to each who may read it: why it was broken (danger), what was found (finding).
create table emergency_words (
    emergency_id uuid not null references emergencies (id),
    party_id uuid not null references parties (id),
    about text not null,
    sealed bytea not null,
    primary key (emergency_id, party_id, about)
);

create index emergency_words_party on emergency_words (party_id);

-- Signed off, by another.
create table emergency_reviews (
    emergency_id uuid primary key references emergencies (id),
    finding text not null,
    told text not null,
    reviewed_by uuid not null references accounts (id),
    reviewed_at timestamptz not null
);

-- Tries that opened nothing: who makes too many is answered no without a look.
create table emergency_tries (
    account_id uuid not null references accounts (id),
    at timestamptz not null
);

create index emergency_tries_account on emergency_tries (account_id);
