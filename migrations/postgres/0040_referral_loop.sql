-- Why a receiver declined: of the receiver, never of the client, and counted for the directory. Every other reason is
-- sealed with its event.
alter table referral_events add column reason text;

-- What the sender's side heard beside the states: calls after a no-show, the word of who accompanied her, her own word. The
-- day is sealed with it; no time is kept.
create table referral_reports (
    referral_id uuid not null references referrals (id),
    number bigint not null,
    sealed bytea not null,
    reported_by uuid not null references accounts (id),
    primary key (referral_id, number)
);

-- How many referrals ended by time.
alter table expiry_sweeps add column referrals bigint not null default 0;
