-- What a volunteer is reminded of by a contact of hers, sealed to her own key pair and to nobody else's: a code or none, a
-- commune, days. All of one length. The contact itself stays sealed to the desk.
create table reminders (
    contact_id blob primary key references contacts (id),
    party_id blob not null references parties (id),
    sealed blob not null
) strict, without rowid;

create index reminders_party on reminders (party_id);
