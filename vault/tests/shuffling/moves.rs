//! What is moved by more than its sealed value.

/// Moves of what says where a sealed value belongs: tables, and the change.
pub const MOVES: &[(&str, &str)] = &[
    (
        "labels",
        "update labels set data_key_id = (select data_key_id from backup_labels order by data_key_id desc limit 1)",
    ),
    (
        "labels",
        "update labels set sealed = (select sealed from backup_labels where backup_labels.case_id <> labels.case_id limit 1), \
      data_key_id = (select data_key_id from backup_labels where backup_labels.case_id <> labels.case_id limit 1)",
    ),
    (
        "safe_contacts",
        "update safe_contacts set data_key_id = (select data_key_id from labels where labels.case_id = safe_contacts.case_id)",
    ),
    (
        "counsellings",
        "update counsellings set case_id = (select case_id from labels where labels.case_id <> counsellings.case_id limit 1)",
    ),
    (
        "scales",
        "update scales set case_id = (select case_id from labels where labels.case_id <> scales.case_id limit 1)",
    ),
    (
        "care_plan_marks",
        "update care_plan_marks set case_id = (select case_id from labels where labels.case_id <> care_plan_marks.case_id limit 1)",
    ),
    (
        "incidents",
        "update incidents set case_id = (select case_id from labels where labels.case_id <> incidents.case_id limit 1)",
    ),
    (
        "risks",
        "update risks set case_id = (select case_id from labels where labels.case_id <> risks.case_id limit 1), number = 9 \
      where id = (select id from risks order by id limit 1)",
    ),
    (
        "closures",
        "update closures set case_id = (select case_id from labels where labels.case_id <> closures.case_id limit 1), number = 9 \
      where id = (select id from closures order by id limit 1)",
    ),
    (
        "hiv_facts",
        "update hiv_facts set case_id = (select case_id from labels where labels.case_id <> hiv_facts.case_id limit 1)",
    ),
    (
        "compartments",
        "update compartments set case_id = (select case_id from labels where labels.case_id <> compartments.case_id limit 1)",
    ),
    (
        "compartments",
        "update compartments set data_key_id = (select data_key_id from backup_compartments order by data_key_id desc limit 1)",
    ),
    (
        "compartment_entries",
        "update compartment_entries set case_id = (select case_id from labels where labels.case_id <> compartment_entries.case_id limit 1)",
    ),
    ("data_keys", "update data_keys set segment = 'casework' where segment = 'health'"),
    ("data_keys", "update data_keys set segment = 'hiv' where segment = 'sealed_note'"),
    ("data_keys", "update data_keys set segment = 'casework' where segment = 'hiv'"),
    (
        "sealed_notes",
        "update sealed_notes set case_id = (select case_id from labels where labels.case_id <> sealed_notes.case_id limit 1)",
    ),
    (
        "sealed_notes",
        "update sealed_notes set data_key_id = (select data_key_id from backup_sealed_notes order by data_key_id desc limit 1)",
    ),
    (
        "referrals",
        "update referrals set case_id = (select case_id from labels where labels.case_id <> referrals.case_id limit 1)",
    ),
    (
        "referrals",
        "update referrals set data_key_id = (select data_key_id from backup_referrals order by data_key_id desc limit 1)",
    ),
    ("referral_events", "update referral_events set number = number + 10"),
    (
        "data_keys",
        "update data_keys set case_id = (select case_id from labels where labels.case_id <> data_keys.case_id limit 1)",
    ),
    ("data_keys", "update data_keys set segment = 'label' where segment = 'identity'"),
    ("data_keys", "update data_keys set segment = 'casework' where segment = 'label'"),
    ("data_keys", "update data_keys set epoch = 2"),
    (
        "data_keys",
        "update data_keys set commitment = (select commitment from backup_data_keys order by commitment limit 1)",
    ),
    ("data_keys", "update data_keys set referral_id = null"),
    (
        "wraps",
        "update wraps set data_key_id = (select labels.data_key_id from labels join cases on cases.id = labels.case_id \
      join accounts on accounts.id = cases.opened_by where accounts.username = 'dung') where id = (select min_id from \
      (select backup_wraps.id as min_id from backup_wraps join accounts on accounts.party_id = backup_wraps.party_id \
      where accounts.username = 'mai' order by backup_wraps.id limit 1) as firsts)",
    ),
    (
        "wraps",
        "update wraps set party_id = (select party_id from accounts where username = 'dung') \
      where party_id = (select party_id from accounts where username = 'mai')",
    ),
    (
        "wraps",
        "update wraps set party_id = (select party_id from accounts where username = 'xuan') \
      where party_id = (select party_id from accounts where username = 'mai')",
    ),
    (
        "wraps",
        "update wraps set party_id = (select desk_party_id from teams where desk_party_id is not null and lead_party_id is null limit 1) \
      where party_id = (select party_id from accounts where username = 'mai')",
    ),
    ("wraps", "update wraps set valid_until = (select max(valid_until) from backup_wraps)"),
    (
        "holdings",
        "update holdings set party_id = (select lead_party_id from teams where lead_party_id is not null) where party_id = \
      (select desk_party_id from teams where lead_party_id is not null) and account_id = (select id from accounts where username = 'dung')",
    ),
    (
        "contacts",
        "update contacts set party_id = (select desk_party_id from teams where lead_party_id is null and desk_party_id is not null limit 1)",
    ),
    (
        "rights_requests",
        "update rights_requests set case_id = (select case_id from labels where labels.case_id <> rights_requests.case_id limit 1)",
    ),
    ("rights_steps", "update rights_steps set number = number + 10"),
    ("cards", "update cards set case_id = (select case_id from labels where labels.case_id <> cards.case_id limit 1)"),
    ("card_codes", "update card_codes set salt = (select salt from backup_card_codes order by salt limit 1)"),
    (
        "demand_wraps",
        "update demand_wraps set party_id = (select party_id from accounts where username = 'mai') \
      where party_id = (select party_id from accounts where username = 'giamsat')",
    ),
    ("demands", "update demands set commitment = (select commitment from backup_demands order by commitment limit 1)"),
    ("drafts", "update drafts set account_id = (select id from accounts where username = 'dung')"),
    ("sessions", "update sessions set account_id = (select id from accounts where username = 'giamsat')"),
    (
        "accounts",
        "update accounts set party_id = (select lead_party_id from teams where lead_party_id is not null) where username = 'dung'",
    ),
];
