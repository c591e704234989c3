-- Referrals: the packet and every answer are sealed under the packet's own key.
create table referrals (
    id uuid primary key,
    case_id uuid not null references cases (id),
    consent_id uuid not null references consents (id),
    sender_id uuid not null references organisations (id),
    receiver_id uuid not null references organisations (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    issued_by uuid not null references accounts (id),
    issued_at timestamptz not null,
    expected_by timestamptz not null
);

create index referrals_case on referrals (case_id);
create index referrals_consent on referrals (consent_id);

-- Every change of state is an event; the newest says where the referral stands.
create table referral_events (
    referral_id uuid not null references referrals (id),
    number bigint not null,
    state text not null,
    sealed bytea,
    moved_by uuid not null references accounts (id),
    moved_at timestamptz not null,
    primary key (referral_id, number)
);

-- What a recipient owes after a withdrawal: to stop using what it received, by a date.
create table stop_notices (
    id uuid primary key,
    consent_id uuid not null references consents (id),
    referral_id uuid not null references referrals (id),
    recipient_id uuid not null references organisations (id),
    written_at timestamptz not null,
    stop_by timestamptz not null
);

create index stop_notices_recipient on stop_notices (recipient_id);
