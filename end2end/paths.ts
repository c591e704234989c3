import type { Role } from './demo';

/** A page: where one begins, and the links one follows from there. Ids differ in every demonstration. */
export type Walk = [begin: string, ...links: string[]];

const aCase: Walk = ['/cases', 'a.row-link'];
const aReferral: Walk = ['/referrals', 'a.row-link'];

/** Every page that a role may open. `routes.rs` is read to see that none is left out. */
export const paths: Record<Role | 'guest', Walk[]> = {
  guest: [['/login'], ['/recovery']],
  worker: [
    ['/account'],
    ['/account/password'],
    ['/account/recovery-code'],
    ['/my-day'],
    ['/contacts'],
    ['/contacts/new'],
    ['/cases'],
    ['/cases/new'],
    aCase,
    [...aCase, 'a[href$="/who-looked"]'],
    [...aCase, 'a[href$="/counselling/new"]'],
    [...aCase, 'a[href$="/referrals/new"]'],
    [...aCase, '.chips a'],
    ['/referrals'],
    aReferral,
    [...aReferral, 'a[href$="/slip"]'],
  ],
  volunteer: [['/my-day'], ['/contacts/new']],
  clinic: [['/expected'], ['/expected', 'a.row-link'], ['/team']],
  supervisor: [
    ['/my-day'],
    ['/contacts'],
    ['/contacts/new'],
    ['/cases'],
    aCase,
    [...aCase, 'a[href$="/who-looked"]'],
    [...aCase, '.chips a'],
    ['/referrals'],
    aReferral,
    ['/team'],
    ['/team', 'a[href$="/readmission"]'],
    ['/team', 'a[href$="/closing"]'],
    ['/assignments'],
  ],
  administrator: [['/accounts'], ['/accounts', 'a[href$="/closing"]'], ['/partners/new']],
};
