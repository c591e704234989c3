-- The consent ledger: append-only. A withdrawal is an entry that `ends` another.
-- Exactly one grantee: an organisation. Words that could name a person are in `sealed`.
create table consents (
    id uuid primary key,
    case_id uuid not null references cases (id),
    decision text not null,
    purpose text not null,
    grantee_id uuid not null references organisations (id),
    service text,
    segments text not null,
    actions text not null,
    fields text not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    method text,
    language text,
    text_version text,
    told_sensitive_at timestamptz,
    data_key_id uuid references data_keys (id),
    sealed bytea,
    ends uuid references consents (id),
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index consents_case on consents (case_id);
create unique index consents_ends on consents (ends);

-- A data key sealed to one party under one grant.
create table wraps (
    id uuid primary key,
    data_key_id uuid not null references data_keys (id),
    party_id uuid not null references parties (id),
    consent_id uuid not null references consents (id),
    sealed bytea not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    constraint wraps_once unique (data_key_id, party_id, consent_id)
);

create index wraps_party on wraps (party_id);
create index wraps_consent on wraps (consent_id);

-- The one door: what an account holds a wrap for, under a grant that was not taken back.
-- Every query that reads a client's data starts here and adds the moment it is asked at.
create view held_wraps as
select
    holdings.account_id, wraps.party_id, wraps.id as wrap_id, wraps.sealed, wraps.valid_from, wraps.valid_until,
    wraps.consent_id, data_keys.id as data_key_id, data_keys.case_id, data_keys.segment, data_keys.referral_id,
    data_keys.epoch, data_keys.commitment, consents.purpose, cases.audit_key
from holdings
join wraps on wraps.party_id = holdings.party_id
join data_keys on data_keys.id = wraps.data_key_id
join cases on cases.id = data_keys.case_id
join consents on consents.id = wraps.consent_id
where consents.decision = 'given'
  and consents.valid_until >= wraps.valid_until
  and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id);
