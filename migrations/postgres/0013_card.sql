-- A client's card: a party whose private key is sealed under the number on the card and her PIN.

-- What a number opens: the case, the party and its private key, sealed under number and PIN. Only who types both learns
-- which case it belongs to; the tag is slow to make and says nothing of it. No time, no order.
create table card_codes (
    tag bytea primary key,
    salt bytea not null,
    sealed bytea not null
);

-- That a case has a card, as its staff see it. The tag is sealed under the label's key, so that who holds the case can
-- take the number out of card_codes.
create table cards (
    party_id uuid primary key references parties (id),
    case_id uuid not null references cases (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    given_by uuid not null references accounts (id),
    given_at timestamptz not null
);

create index cards_case on cards (case_id);

-- A card that was taken away, or replaced by a new one.
create table card_ends (
    party_id uuid primary key references cards (party_id),
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);

-- Her own sessions. Whose they are is sealed under the token, which only her browser has.
create table card_sessions (
    token_hash bytea primary key,
    sealed bytea not null,
    began_at timestamptz not null,
    seen_at timestamptz not null
);

-- Her own door: what a card that was not taken away holds a wrap for, under the same conditions as held_wraps.
create view card_wraps as
select
    wraps.party_id, wraps.id as wrap_id, wraps.sealed, wraps.valid_from, wraps.valid_until, wraps.consent_id,
    data_keys.id as data_key_id, data_keys.case_id, data_keys.segment, data_keys.epoch, data_keys.commitment,
    consents.purpose, cases.audit_key
from cards
join wraps on wraps.party_id = cards.party_id
join data_keys on data_keys.id = wraps.data_key_id and data_keys.case_id = cards.case_id
join cases on cases.id = data_keys.case_id
join consents on consents.id = wraps.consent_id
where consents.decision = 'given'
  and consents.valid_until >= wraps.valid_until
  and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id)
  and not exists (select 1 from card_ends where card_ends.party_id = cards.party_id);

-- What she takes back herself is recorded by no account: these are empty then, and the audit says "client".
alter table consents alter column recorded_by drop not null;
alter table referral_events alter column moved_by drop not null;
