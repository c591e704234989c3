-- How a referral goes on, told back by its receiver: sealed under the packet's key.
create table progress (
    id blob primary key,
    referral_id blob not null references referrals (id),
    data_key_id blob not null references data_keys (id),
    sealed blob not null,
    told_by blob not null references accounts (id),
    told_at text not null
) strict;

create index progress_referral on progress (referral_id);
