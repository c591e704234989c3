//! What the four partners offer, in four communes.

use super::{Maker, typed};
use anyhow::Context;
use domain::directory::{CapacityForm, ListingForm};
use vault::Actor;

/// Name of the organisation, service, commune, address, phone, cost, languages, whether one more is taken.
type Offer = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
);

const OFFERS: &[Offer] = &[
    (
        "Phòng khám Hoa Sen",
        "sti_screening",
        "03646",
        "12 đường Lò Văn Giá",
        "02123000001",
        "free",
        &["vietnamese", "thai"],
        "yes",
    ),
    (
        "Phòng khám Hoa Sen",
        "check_up",
        "03646",
        "12 đường Lò Văn Giá",
        "02123000001",
        "insured",
        &["vietnamese", "thai"],
        "waiting",
    ),
    (
        "Trạm y tế Chiềng An",
        "check_up",
        "03664",
        "Bản Cá",
        "02123000002",
        "insured",
        &["vietnamese", "thai", "hmong"],
        "yes",
    ),
    ("Trạm y tế Chiềng An", "reproductive_health", "03664", "Bản Cá", "02123000002", "part", &["vietnamese"], "no"),
    (
        "Trung tâm Trợ giúp pháp lý",
        "legal_advice",
        "03646",
        "3 đường Cách mạng tháng Tám",
        "02123000003",
        "free",
        &["vietnamese"],
        "yes",
    ),
    (
        "Trung tâm Trợ giúp pháp lý",
        "papers",
        "03980",
        "Tiểu khu 6",
        "02123000004",
        "free",
        &["vietnamese", "hmong"],
        "yes",
    ),
    (
        "Trung tâm Dịch vụ việc làm",
        "vocational_training",
        "04105",
        "Tiểu khu 1",
        "02123000005",
        "free",
        &["vietnamese"],
        "waiting",
    ),
];

impl Maker {
    /// Writes all of it down, and what each of them can take.
    pub(super) async fn directory(&self, administrator: &Actor) -> anyhow::Result<()> {
        let partners = self.vault.partners(administrator).await?.context("an administrator may")?;
        for (name, service, commune, address, phone, cost, languages, takes) in OFFERS {
            let (organisation, _) = partners.iter().find(|(_, known)| known == name).context("a partner just added")?;
            let form = ListingForm {
                service: (*service).into(),
                commune: (*commune).into(),
                address: (*address).into(),
                phone: (*phone).into(),
                cost: (*cost).into(),
                languages: languages.iter().map(|language| (*language).into()).collect(),
                ways: vec!["call".into(), "walk_in".into()],
                women: "asked".into(),
                accompanied: "yes".into(),
                eligibility: "Mọi người đang sống ở tỉnh, không cần hộ khẩu.".into(),
                documents: "Nếu có: thẻ BHYT. Không có giấy tờ vẫn được tiếp.".into(),
                ..ListingForm::blank()
            };
            let listing = typed(form.check(|code| domain::commune::find(code).is_some()))?;
            let added = self.vault.add_listing(administrator, *organisation, &listing, self.form()).await?;
            let weeks = if *takes == "waiting" { "2" } else { "" };
            let capacity = typed(CapacityForm { takes: (*takes).into(), weeks: weeks.into() }.check())?;
            let id = added.context("an administrator may")?;
            self.vault.tell_capacity(administrator, id, capacity).await?.context("an administrator may")?;
        }
        Ok(())
    }
}
