-- How a referral goes on, told back by its receiver: sealed under the packet's key.
create table progress (
    id uuid primary key,
    referral_id uuid not null references referrals (id),
    data_key_id uuid not null references data_keys (id),
    sealed bytea not null,
    told_by uuid not null references accounts (id),
    told_at timestamptz not null
);

create index progress_referral on progress (referral_id);
