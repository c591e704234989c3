-- A slip with a code: a party whose private key is sealed under the code on the slip and a PIN, for a receiver without an
-- account. It opens one packet.

-- What a code opens: the referral, its case, the party and its private key. The tag is slow to make and says nothing of them.
create table slip_codes (
    tag blob primary key,
    salt blob not null,
    sealed blob not null
) strict, without rowid;

-- Tries of a code since its PIN was last right: each is written before it is looked at. After the last one it is dead.
create table slip_tries (
    tag blob not null references slip_codes (tag),
    number integer not null,
    primary key (tag, number)
) strict, without rowid;

-- That a referral has such a slip, as its sender sees it. The tag is sealed under the packet's key.
create table slips (
    party_id blob primary key references parties (id),
    referral_id blob not null references referrals (id),
    sealed blob not null,
    given_by blob not null references accounts (id),
    given_at text not null
) strict;

create index slips_referral on slips (referral_id);

-- One that was replaced by another, or whose referral had its last word.
create table slip_ends (
    party_id blob primary key references slips (party_id),
    ended_at text not null
) strict;

-- Its own door: what a slip that did not end holds a wrap for, under the same conditions as held_wraps.
create view slip_wraps as
select
    wraps.party_id, wraps.id as wrap_id, wraps.sealed, wraps.valid_from, wraps.valid_until, wraps.consent_id,
    data_keys.id as data_key_id, data_keys.case_id, data_keys.segment, data_keys.referral_id, data_keys.epoch,
    data_keys.commitment, consents.purpose, cases.audit_key
from slips
join wraps on wraps.party_id = slips.party_id
join data_keys on data_keys.id = wraps.data_key_id and data_keys.referral_id = slips.referral_id
join cases on cases.id = data_keys.case_id
join consents on consents.id = wraps.consent_id
where consents.decision = 'given'
  and consents.valid_until >= wraps.valid_until
  and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id)
  and not exists (select 1 from slip_ends where slip_ends.party_id = slips.party_id);
