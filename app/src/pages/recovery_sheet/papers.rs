//! The three papers, each on its own page of paper. Shown once; nothing on them names anybody or anything.

use crate::page::Page;
use crate::parts::Qr;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::response::Response;
use domain::date::display;
use domain::recovery_sheet::{PAPERS, Share};
use leptos::prelude::*;

fn paper(l: Locale, share: &Share, mark: &str, made: &str) -> AnyView {
    let title = say!(l, recovery_sheet.paper, n = share.number()).to_string();
    let printed = share.printed();
    let groups: Vec<_> = printed.split(' ').map(|group| view! { <span>{group.to_owned()}" "</span> }).collect();
    view! {
        <article class="paper">
            <h2>{title.clone()}</h2>
            <p class="code groups">{groups}</p>
            <Qr text=printed.replace(' ', "") name=title />
            <p>{say!(l, recovery_sheet.paper_words)}</p>
            <p><small>{say!(l, account.key_mark)}": "<span class="code printed">{mark.to_owned()}</span><br />{made.to_owned()}</small></p>
        </article>
    }
    .into_any()
}

pub fn page(member: &Member, shares: &[Share; PAPERS as usize], mark: &str) -> Response {
    let l = member.l;
    let made = say!(l, recovery_sheet.paper_made, day = display(member.site.vault.today())).to_string();
    Page::new(say!(l, recovery_sheet.made)).show(member, || {
        let papers: Vec<_> = shares.iter().map(|share| paper(l, share, mark, &made)).collect();
        view! {
            <div class="head">
                <h1>{say!(l, recovery_sheet.made)}</h1>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href="/recovery-sheet">{say!(l, form.back)}</a>
                </div>
            </div>
            <p class="note warm" role="status">{say!(l, recovery_sheet.once)}</p>
            {papers}
        }
        .into_any()
    })
}
