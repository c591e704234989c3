-- What was sent, with both sides, where it stands and the slip that lives: asked for by who holds its key, by one and by many.
create view packets as
select
    referrals.id as referral_id, referrals.sealed as packet_sealed, referrals.issued_at, referrals.expected_by,
    senders.name as sender, receivers.id as receiver_id, receivers.name as receiver, receivers.address as receiver_address,
    newest.number, newest.state, newest.moved_at,
    slips.party_id as slip_id, slips.sealed as slip_sealed, slips.given_at as slip_given_at
from referrals
join organisations as senders on senders.id = referrals.sender_id
join organisations as receivers on receivers.id = referrals.receiver_id
join referral_events as newest on newest.referral_id = referrals.id
    and newest.number = (select max(later.number) from referral_events as later where later.referral_id = referrals.id)
left join slips on slips.referral_id = referrals.id
    and not exists (select 1 from slip_ends where slip_ends.party_id = slips.party_id);
