-- Who holds a key of a team or a club and is a person: a partner's system holds its desk's key like a colleague (0057), but a
-- desk that only a system opens is one that nobody is at.
create view held_by_people as
select holdings.party_id, holdings.account_id
from holdings
join accounts on accounts.id = holdings.account_id
where accounts.role <> 'system';
