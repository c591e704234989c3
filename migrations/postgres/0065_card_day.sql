-- The day a receiver set for the client, sealed to her card: she holds no key of the packet, and whoever sets the day none of her
-- label. Only the newest of a referral is kept, and shown while it still is the newest move.
create table card_days (
    referral_id uuid not null references referrals (id),
    number bigint not null,
    party_id uuid not null references cards (party_id),
    sealed bytea not null,
    primary key (referral_id, party_id)
);
