//! `/expected/{id}/job/paper`: what she says of herself to an employer. Her name and her number only with her own tick.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::livelihood::{Here, head, keep, open};
use crate::parts::TextArea;
use crate::parts::form::{Input, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use domain::job::CvForm;
use domain::livelihood::Entry;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::livelihood::Kept;

/// The name of this product; it is looked for without its marks too.
const OURS: &str = "Đồng Hành";

fn page(member: &Member, kept: Kept, form: Posted<CvForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("skills", say!(l, job.skills)),
        ("work", say!(l, job.work)),
        ("wishes", say!(l, job.wishes)),
        ("tell_name", say!(l, job.tell_name)),
        ("name", say!(l, job.name)),
        ("tell_phone", say!(l, job.tell_phone)),
        ("phone", say!(l, job.phone)),
    ];
    Ok(Page::new(say!(l, job.paper)).form(&labels, problems).show(member, move || {
        let base = format!("/expected/{}/job", kept.referral);
        let action = format!("{base}/paper");
        view! {
            {head(l, &kept, Here::Job)}
            <form class="sheet pad stack" method="post" action=action autocomplete="off" data-guard="">
                <h2>{say!(l, job.paper)}</h2>
                <Summary />
                <p class="note">{say!(l, job.paper_words)}</p>
                <Once form=number />
                <TextArea name="skills" value=typed.skills />
                <TextArea name="work" value=typed.work />
                <TextArea name="wishes" value=typed.wishes />
                <Tick name="tell_name" checked={typed.tell_name == "yes"} />
                <Input name="name" value=typed.name />
                <Tick name="tell_phone" checked={typed.tell_phone == "yes"} />
                <Input name="phone" value=typed.phone inputmode="tel" class="short" />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href=base>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

/// What must not stand on the paper: our name, and the name of whoever sent her, as long as the packet says it.
async fn not_named(member: &Member, kept: &Kept) -> Result<Vec<String>, Fault> {
    let vault = &member.site.vault;
    let mut names = vec![OURS.to_owned()];
    if vault.case_of_packet(member.actor(), kept.referral).await?.is_some() {
        let followed = vault.referral(member.actor(), kept.referral).await?;
        names.extend(followed.map(|followed| followed.other));
    }
    Ok(names)
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let kept = open(&member, &id).await?;
    let mut form = Posted::<CvForm>::read("");
    form.typed = kept.record.cv.as_ref().map(CvForm::of).unwrap_or_default();
    page(&member, kept, form, Problems::none())
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<CvForm>) -> PageResult {
    let kept = open(&member, &id).await?;
    let names = not_named(&member, &kept).await?;
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let cv = match form.typed.check(&names) {
        Ok(cv) => cv,
        Err(problems) => return page(&member, kept, form, problems),
    };
    let to = format!("/expected/{}/job/copy", kept.referral);
    match keep(&member, &kept, Entry::Cv(cv), form.form, &to).await? {
        Some(answer) => Ok(answer),
        None => page(&member, kept, form, Problems::at("skills", Problem::ChangedMeanwhile)),
    }
}
