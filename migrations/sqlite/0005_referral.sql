-- Referrals: the packet and every answer are sealed under the packet's own key.
create table referrals (
    id blob primary key,
    case_id blob not null references cases (id),
    consent_id blob not null references consents (id),
    sender_id blob not null references organisations (id),
    receiver_id blob not null references organisations (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    issued_by blob not null references accounts (id),
    issued_at text not null,
    expected_by text not null
) strict;

create index referrals_case on referrals (case_id);
create index referrals_consent on referrals (consent_id);

-- Every change of state is an event; the newest says where the referral stands.
create table referral_events (
    referral_id blob not null references referrals (id),
    number integer not null,
    state text not null,
    sealed blob,
    moved_by blob not null references accounts (id),
    moved_at text not null,
    primary key (referral_id, number)
) strict;

-- What a recipient owes after a withdrawal: to stop using what it received, by a date.
create table stop_notices (
    id blob primary key,
    consent_id blob not null references consents (id),
    referral_id blob not null references referrals (id),
    recipient_id blob not null references organisations (id),
    written_at text not null,
    stop_by text not null
) strict;

create index stop_notices_recipient on stop_notices (recipient_id);
