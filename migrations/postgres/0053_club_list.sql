-- The list of a club has a key pair of its own. Its private half is held, sealed, by who leads the club and by nobody
-- else: not by a team, a sheet or a duty. `sealed` is the key of meetings and savings, to that pair.
create table club_lists (
    party_id uuid primary key references parties (id),
    club_id uuid not null references clubs (id),
    number bigint not null,
    commitment bytea not null,
    sealed bytea not null,
    begun_by uuid not null references accounts (id),
    begun_at timestamptz not null,
    constraint club_lists_number unique (club_id, number)
);

-- Somebody on the list, under a key of her own that exists only in `club_wraps`.
create table club_members (
    id uuid primary key,
    list_id uuid not null references club_lists (party_id),
    commitment bytea not null,
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index club_members_list on club_members (list_id);

-- Each yes to be listed. The line of the member goes when it ends; the entry stays, and leads to nobody.
create table club_consents (
    id uuid primary key,
    list_id uuid not null references club_lists (party_id),
    member_id uuid not null,
    method text not null,
    language text not null,
    text_version text not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index club_consents_member on club_consents (member_id);

create table club_consent_ends (
    consent_id uuid primary key references club_consents (id),
    how text not null,
    ended_by uuid not null references accounts (id),
    ended_at timestamptz not null
);

-- The member's key, sealed to the list's pair under her yes, with its end.
create table club_wraps (
    member_id uuid primary key references club_members (id),
    party_id uuid not null references parties (id),
    consent_id uuid not null references club_consents (id),
    sealed bytea not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null
);

create index club_wraps_party on club_wraps (party_id);

-- Meetings: all of it is sealed under the list's key. What was planned and then held, or put right, is a row in the place
-- of another.
create table club_meetings (
    id uuid primary key,
    list_id uuid not null references club_lists (party_id),
    sealed bytea not null,
    replaces uuid unique references club_meetings (id),
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index club_meetings_list on club_meetings (list_id, recorded_at);

-- The lines of the savings book.
create table club_savings (
    id uuid primary key,
    list_id uuid not null references club_lists (party_id),
    sealed bytea not null,
    recorded_by uuid not null references accounts (id),
    recorded_at timestamptz not null
);

create index club_savings_list on club_savings (list_id, recorded_at);

-- The door of a list: who leads the club today and holds the key of its newest list.
create view held_lists as
select holdings.account_id, club_lists.party_id, club_lists.club_id, club_lists.number, club_lists.commitment, club_lists.sealed
from holdings
join club_lists on club_lists.party_id = holdings.party_id
join clubs_led on clubs_led.club_id = club_lists.club_id and clubs_led.account_id = holdings.account_id
where not exists (select 1 from club_lists as later
    where later.club_id = club_lists.club_id and later.number > club_lists.number);

-- The door of a member: the list's, and her live yes. Whoever asks adds the moment.
create view held_members as
select held_lists.account_id, held_lists.party_id, held_lists.club_id, club_members.id as member_id, club_members.sealed,
    club_members.commitment, club_wraps.sealed as wrap, club_wraps.consent_id, club_wraps.valid_from, club_wraps.valid_until,
    club_consents.sealed as proof, club_consents.recorded_at as given_at
from held_lists
join club_members on club_members.list_id = held_lists.party_id
join club_wraps on club_wraps.member_id = club_members.id and club_wraps.party_id = held_lists.party_id
join club_consents on club_consents.id = club_wraps.consent_id and club_consents.member_id = club_members.id
where club_consents.valid_until >= club_wraps.valid_until
  and not exists (select 1 from club_consent_ends where club_consent_ends.consent_id = club_consents.id);
