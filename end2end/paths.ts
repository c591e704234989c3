import type { Role } from './demo';

/** A page: where one begins, and the links one follows from there. Ids differ in every demonstration. */
export type Walk = [begin: string, ...links: string[]];

const aCase: Walk = ['/cases', 'a.row-link'];
const aLedger: Walk = [...aCase, 'a[href$="/consents"]'];
/** One with needs and a level of risk. */
const assessed: Walk = ['/cases', 'a.row-link:has-text("Suối Reo")'];
const aReferral: Walk = ['/referrals', 'a.row-link'];
const aBreach: Walk = ['/breaches', 'a.row-link'];
const scales: Walk = ['/cases', 'a.row-link:has-text("Mây")', 'a[href$="/scales"]'];
/** The client of the demonstration who has a plan, one version of which waits for the supervisor. */
const plan: Walk = ['/cases', 'a.row-link:has-text("Mây")', 'a[href$="/care-plan"]'];
const safetyPlan: Walk = ['/cases', 'a.row-link:has-text("Mây")', 'a[href$="/safety-plan"]'];
const incidents: Walk = ['/cases', 'a.row-link:has-text("Mây")', 'a[href$="/incidents"]'];
const aScale: Walk = [...scales, 'tbody a'];
/** One on which the worker of the demonstration wrote a note for herself. */
const sealedNotes: Walk = ['/cases', 'a.row-link:has-text("Hoa Ban")', 'a[href$="/sealed-notes"]'];
/** Whom the centre for training and jobs keeps a record of. */
const atTheCentre: Walk = ['/livelihood', 'tbody a'];
/** Ân let the worker of the demonstration know. */
const privatePart: Walk = ['/cases', 'a.row-link:text-is("Ân")', 'a[href$="/article-30"]'];
/** The club of the demonstration, and its list for who leads it. */
const aClub: Walk = ['/clubs', 'a.row-link'];
const aList: Walk = [...aClub, 'a[href$="/list"]'];
/** What partners of the demonstration keep for themselves. */
const atTheClinic: Walk = ['/clinic', 'a.row-link'];
const atLegalAid: Walk = ['/legal', 'a.row-link'];
const rightsOfACase: Walk = [...aCase, 'a[href$="/rights"]'];

/** Every page that a role may open. `routes.rs` is read to see that none is left out. */
export const paths: Record<Role | 'guest', Walk[]> = {
  guest: [['/login'], ['/recovery'], ['/card'], ['/calendar'], ['/slip'], ['/services'], ['/field/log']],
  worker: [
    ['/account'],
    ['/account/password'],
    ['/account/recovery-code'],
    ['/my-day'],
    ['/contacts'],
    ['/contacts', 'a[href^="/contacts/"][href$="/case"]'],
    ['/contacts/new'],
    ['/cases'],
    // Of the demonstration: met before there was a case.
    ['/cases', 'a.row-link:has-text("Bông Lau")'],
    ['/cases/charts'],
    ['/duplicates'],
    ['/cases/new'],
    aCase,
    [...aCase, 'a[href$="/who-looked"]'],
    [...aCase, 'a[href$="/brief"]'],
    [...aCase, 'a[href$="/counselling"]'],
    [...aCase, 'a[href$="/counselling/new"]'],
    [...assessed, 'a[href$="/intake"]'],
    [...assessed, 'a[href$="/needs"]'],
    [...assessed, 'a[href$="/needs"]', 'a[href$="/needs/words"]'],
    [...assessed, 'a[href$="/risk"]'],
    // Whoever is due on My day of the demonstration.
    ['/my-day', 'a[href$="/snooze"]'],
    [...aCase, 'a[href$="/closure"]'],
    [...aCase, 'a[href$="/transfer"]'],
    [...aCase, 'a[href$="part=plan"]'],
    [...aCase, 'a[href$="part=referrals"]'],
    [...sealedNotes.slice(0, 2) as Walk, 'a[href$="part=private"]'],
    // The demonstration has one closed.
    ['/cases', 'a[href="/cases?closed=yes"]', 'a.row-link:has-text("Lan Rừng")', 'a[href$="/closure"]', 'a[href$="/reopening"]'],
    scales,
    [...scales, 'a[href*="/scales/new"]'],
    aScale,
    [...aScale, 'a[href$="/correction"]'],
    plan,
    [...plan, 'a[href$="/change"]'],
    [...plan, '.rows a.row-link'],
    ['/cases', 'a.row-link:has-text("Hoa Ban")', 'a[href$="/care-plan"]', 'a[href$="/care-plan/new"]'],
    safetyPlan,
    [...safetyPlan, 'a[href$="/new"]'],
    [...safetyPlan, 'a[href$="/paper"]'],
    incidents,
    [...incidents, 'a[href$="/new"]'],
    [...incidents, 'a[href$="/correction"]'],
    [...aCase, 'a[href$="/referrals/new"]'],
    [...aCase, 'a[href$="/name"]'],
    [...aCase, 'a[href$="/contact"]'],
    privatePart,
    [...privatePart, 'a[href$="/consent"]'],
    sealedNotes,
    [...sealedNotes, 'a[href$="/new"]'],
    [...sealedNotes, '.rows a'],
    [...aCase, '.chips a'],
    aLedger,
    [...aLedger, 'a[href$="/evidence"]'],
    [...aLedger, 'a[href$="/receipt"]'],
    [...aLedger, 'a[href$="/renewal"]'],
    // Cúc stopped her services.
    ['/cases', 'a.row-link:has-text("Cúc")', 'a[href$="/consents"]', 'a[href$="/services"]'],
    ['/withdrawal'],
    ['/referrals'],
    ['/referrals/charts'],
    ['/directory'],
    ['/directory', 'a.row-link'],
    ['/directory', 'a.row-link', 'a[href$="/feedback"]'],
    aReferral,
    [...aReferral, 'a[href$="/slip"]'],
    [...aReferral, 'a[href$="/code"]'],
    [...aCase, 'a[href$="/card"]'],
    ['/rights'],
    // One of her notes was answered in the demonstration.
    ['/my-day', 'a[href$="/note-reviews"]'],
    ['/rights', 'a.row-link'],
    rightsOfACase,
    [...rightsOfACase, 'a[href$="/rights/new"]'],
    ['/eligibility'],
    ['/cases', 'a.row-link:has-text("Mây")', 'a[href$="/shared-results"]'],
    ['/emergency'],
    // The demonstration has one open when it begins.
    ['/my-day', 'a[href$="/emergency"]'],
    [...aLedger, 'a[href$="/emergency"]'],
  ],
  volunteer: [['/my-day'], ['/micro-plan'], ['/contacts/new'], ['/field/phone'], ['/progress'], ['/withdrawal']],
  legal: [
    ['/account'],
    ['/expected'],
    ['/legal'],
    atLegalAid,
    [...atLegalAid, 'a[href$="/legal/matter"]'],
    [...atLegalAid, 'a[href*="/legal/matters/"]'],
    [...atLegalAid, 'a[href$="/legal/paper"]'],
    [...atLegalAid, 'a[href$="/record"]'],
    ['/eligibility'],
  ],
  livelihood: [
    ['/account'],
    ['/expected'],
    ['/livelihood'],
    ['/courses'],
    ['/courses/new'],
    ['/courses', 'a.row-link:has-text("May")'],
    ['/courses', 'a.row-link:has-text("May")', 'a[href^="/cohorts/"]'],
    ['/employers'],
    atTheCentre,
    [...atTheCentre, 'a[href$="/certificate"]'],
    [...atTheCentre, 'a[href$="/job"]'],
    [...atTheCentre, 'a[href$="/job"]', 'a[href$="/interest"]'],
    [...atTheCentre, 'a[href$="/job"]', 'a[href$="/paper"]'],
    [...atTheCentre, 'a[href$="/job"]', 'a[href$="/copy"]'],
    [...atTheCentre, 'a[href$="/loan"]'],
  ],
  facilitator: [
    ['/account'],
    ['/my-day'],
    ['/clubs'],
    aClub,
    aList,
    [...aList, 'a[href$="/members/new"]'],
    [...aList, 'a.row-link[href*="/members/"]'],
    [...aList, 'a[href$="/meetings/new"]'],
    [...aList, 'a.row-link[href*="/meetings/"]'],
    [...aList, 'a[href$="/savings"]'],
  ],
  clinic: [
    ['/expected'],
    ['/expected', 'a.row-link'],
    ['/expected/walk-in'],
    ['/team'],
    ['/directory/new'],
    ['/directory', 'a.row-link:has-text("Khám sàng lọc STI")', 'a[href$="/change"]'],
    ['/clinic'],
    atTheClinic,
    [...atTheClinic, 'a[href$="/clinic/visit"]'],
    [...atTheClinic, 'a[href$="/clinic/test"]'],
    [...atTheClinic, 'a[href*="/clinic/results/"]'],
    [...atTheClinic, 'a[href$="/record"]'],
  ],
  supervisor: [
    ['/my-day'],
    ['/contacts'],
    ['/contacts/new'],
    ['/cases'],
    ['/cases/charts'],
    ['/duplicates'],
    aCase,
    [...aCase, 'a[href$="/who-looked"]'],
    [...aCase, '.chips a'],
    aLedger,
    [...aLedger, 'a[href$="/evidence"]'],
    [...aLedger, 'a[href$="/receipt"]'],
    [...aLedger, 'a[href$="/renewal"]'],
    ['/referrals'],
    aReferral,
    ['/team'],
    [...aCase, 'a[href$="/card"]'],
    ['/team', 'a[href$="/readmission"]'],
    ['/team', 'a[href$="/closing"]'],
    ['/assignments'],
    ['/supervision'],
    ['/transfers'],
    ['/supervision', 'tbody a[href^="/assignments/"]'],
    ['/covers'],
    ['/covers', 'a[href^="/covers/new/"]'],
    ['/note-reviews'],
    ['/note-reviews', 'a.row-link'],
    ['/recovery-sheet'],
    scales,
    aScale,
    plan,
    [...plan, '.rows a.row-link'],
    safetyPlan,
    incidents,
    ['/clubs'],
    ['/clubs/new'],
    aClub,
    [...aClub, 'a[href$="/edit"]'],
    ['/volunteers'],
    ['/volunteers/teams/new'],
    ['/volunteers', 'a.row-link[href*="/teams/"]'],
    ['/volunteers', 'a.row-link:not([href*="/teams/"])'],
  ],
  other_supervisor: [['/my-day'], ['/transfers'], ['/transfers', 'a.row-link']],
  administrator: [['/clubs'], aClub, ['/accounts'], ['/accounts', 'a[href$="/closing"]'], ['/partners/new']],
  officer: [
    ['/audit'],
    ['/audit/checkpoints'],
    ['/audit/checkpoints/newest'],
    ['/audit/search'],
    ['/breaches'],
    ['/breaches/new'],
    aBreach,
    [...aBreach, 'a[href$="/draft"]'],
    ['/rights'],
    ['/rights', 'a.row-link'],
    ['/erasures'],
    ['/erasures', 'a.row-link'],
    ['/demands'],
    ['/demands', 'a.row-link'],
    ['/demands/new'],
    ['/emergencies'],
    ['/emergencies', 'a.row-link'],
  ],
};
