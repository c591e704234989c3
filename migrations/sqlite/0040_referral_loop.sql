-- Why a receiver declined: of the receiver, never of the client, and counted for the directory. Every other reason is
-- sealed with its event.
alter table referral_events add column reason text;

-- What the sender's side heard beside the states: calls after a no-show, the word of who accompanied her, her own word. The
-- day is sealed with it; no time is kept.
create table referral_reports (
    referral_id blob not null references referrals (id),
    number integer not null,
    sealed blob not null,
    reported_by blob not null references accounts (id),
    primary key (referral_id, number)
) strict;

-- How many referrals ended by time.
alter table expiry_sweeps add column referrals integer not null default 0;
