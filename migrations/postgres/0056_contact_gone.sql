-- The number of a contact that was erased with a client's case: random, made on a phone, and nothing beside it. A phone that
-- did not hear that the contact had been kept sends it again, and it stays away.
create table contacts_gone (
    id uuid primary key
);
