-- A client's card: a party whose private key is sealed under the number on the card and her PIN.

-- What a number opens: the case, the party and its private key, sealed under number and PIN. Only who types both learns
-- which case it belongs to; the tag is slow to make and says nothing of it. No time, no order.
create table card_codes (
    tag blob primary key,
    salt blob not null,
    sealed blob not null
) strict, without rowid;

-- That a case has a card, as its staff see it. The tag is sealed under the label's key, so that who holds the case can
-- take the number out of card_codes.
create table cards (
    party_id blob primary key references parties (id),
    case_id blob not null references cases (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    given_by blob not null references accounts (id),
    given_at text not null
) strict;

create index cards_case on cards (case_id);

-- A card that was taken away, or replaced by a new one.
create table card_ends (
    party_id blob primary key references cards (party_id),
    ended_by blob not null references accounts (id),
    ended_at text not null
) strict;

-- Her own sessions. Whose they are is sealed under the token, which only her browser has.
create table card_sessions (
    token_hash blob primary key,
    sealed blob not null,
    began_at text not null,
    seen_at text not null
) strict;

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
-- SQLite cannot drop `not null` in place.
alter table consents add column recorded_by_account blob references accounts (id);
update consents set recorded_by_account = recorded_by;
alter table consents drop column recorded_by;
alter table consents rename column recorded_by_account to recorded_by;

alter table referral_events add column moved_by_account blob references accounts (id);
update referral_events set moved_by_account = moved_by;
alter table referral_events drop column moved_by;
alter table referral_events rename column moved_by_account to moved_by;
