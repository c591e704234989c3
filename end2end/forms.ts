import type { Page } from '@playwright/test';
import { answer, breakGlass, enterCard, giveCard, invite, letKnow, letters, openCase, preview, refer } from './deeds';
import { seeEmergency, takeBackContact, writePlan } from './deeds';
import type { Role } from './demo';

/** A form, how to come to it, its button, and what it must not be without. */
export type Form = {
  name: string;
  role: Role;
  /** Opens it as it is before anything is typed. The page already belongs to somebody of the role. */
  at(page: Page, others: Others): Promise<void>;
  button: string;
  missing: string[];
  /** Nothing is typed into a field that only shows after an answer; this gives the answer. */
  first?(page: Page): Promise<void>;
};

/** Lets another person do what must come before. */
export type Others = { arrive(role: Role): Promise<Page> };

const evidence = ['method', 'language', 'witness', 'told_sensitive', 'understood'];
const at = (path: string) => async (page: Page) => void (await page.goto(path));

export const forms: Form[] = [
  {
    name: 'mở ca mới',
    role: 'worker',
    at: at('/cases/new'),
    button: 'Mở ca',
    missing: ['alias', 'services', 'processing', ...evidence],
  },
  {
    name: 'ghi nhu cầu',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/needs`)),
    button: 'Ghi',
    missing: ['domains', 'stage'],
  },
  {
    name: 'đánh giá nguy cơ',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/risk`)),
    button: 'Lưu đánh giá',
    missing: ['level', 'reason'],
  },
  {
    name: 'đóng ca',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/closure`)),
    button: 'Đóng ca',
    missing: ['reason'],
  },
  {
    name: 'lập kế hoạch',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/care-plan/new`)),
    button: 'Lưu và gửi duyệt',
    missing: ['g1_words'],
  },
  {
    name: 'xin ý kiến ngoài tổ',
    role: 'worker',
    at: async (page) => void (await page.goto(`${await writePlan(page, (await openCase(page)).path)}/outside`)),
    button: 'Gửi xin ý kiến',
    missing: ['team', 'why', ...evidence],
  },
  {
    name: 'quyết định về kế hoạch mang mã',
    role: 'other_supervisor',
    at: async (page) => {
      await page.goto('/my-day');
      await page.locator('a[href^="/coded-plans/"]').first().click();
    },
    button: 'Ghi quyết định',
    missing: ['decision'],
  },
  {
    name: 'viết kế hoạch an toàn',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/safety-plan/new`)),
    button: 'Lưu',
    missing: ['worry'],
  },
  {
    name: 'ghi sự việc',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/incidents/new`)),
    button: 'Lưu',
    missing: ['kind', 'happened_on', 'place', 'wishes', 'done'],
  },
  {
    name: 'ghi buổi tư vấn',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/counselling/new`)),
    button: 'Lưu',
    missing: ['kind', 'agreed'],
  },
  {
    name: 'thang đo sàng lọc',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/scales/new`)),
    button: 'Lưu',
    missing: ['q1', 'q2'],
  },
  {
    name: 'thang đo rượu bia',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/scales/new?scale=audit_c`)),
    button: 'Lưu',
    missing: ['q1', 'q2', 'q3'],
  },
  {
    name: 'sửa liên hệ an toàn',
    role: 'worker',
    at: async (page) => {
      await page.goto(`${(await openCase(page)).path}/contact`);
      for (const name of ['phone', 'hours', 'cover_story']) await page.locator(`[name=${name}]`).fill('');
    },
    button: 'Lưu',
    missing: ['phone'],
  },
  {
    name: 'sửa tên gọi',
    role: 'worker',
    at: async (page) => {
      await page.goto(`${(await openCase(page)).path}/name`);
      await page.locator('[name=alias]').fill('');
    },
    button: 'Lưu',
    missing: ['alias'],
  },
  {
    name: 'ai được biết phần thông tin riêng',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/article-30/consent`)),
    button: 'Lưu câu trả lời',
    missing: ['recipient', 'letter', ...evidence],
  },
  {
    name: 'ghi phần thông tin riêng',
    role: 'worker',
    at: async (page) => {
      const { path } = await openCase(page);
      await letKnow(page, path, 'Lò Thị Mai');
      await page.goto(`${path}/article-30`);
    },
    button: 'Lưu',
    missing: ['status'],
  },
  {
    name: 'ghi lại phần đã rút',
    role: 'worker',
    at: async (page) => {
      const { path } = await openCase(page);
      await takeBackContact(page, path);
      await page.goto(`${path}/consents/again/contact`);
    },
    button: 'Lưu câu trả lời',
    missing: ['answer'],
    first: (page) => answer(page, 'Khách hàng trả lời', 'Đồng ý').check(),
  },
  {
    name: 'chuyển gửi',
    role: 'worker',
    at: async (page) => {
      await page.goto(`${(await openCase(page)).path}/referrals/new`);
      await page.getByRole('button', { name: 'Sức khỏe tình dục' }).click();
    },
    button: 'Xem nơi nhận sẽ thấy gì',
    missing: ['receiver', 'urgency'],
  },
  {
    name: 'đề nghị của khách hàng',
    role: 'worker',
    at: async (page) => preview(page, (await openCase(page)).path),
    button: 'Ghi nhận đề nghị',
    missing: ['own_request', ...evidence],
  },
  {
    name: 'hỏi lại khách hàng',
    role: 'worker',
    at: async (page) => {
      await openCase(page);
      await page.getByRole('link', { name: 'Xem tất cả' }).click();
      await page.getByRole('link', { name: /^Hỏi lại/ }).first().click();
    },
    button: 'Lưu câu trả lời',
    missing: ['answer'],
    first: (page) => answer(page, 'Khách hàng trả lời', 'Đồng ý').check(),
  },
  {
    name: 'ghi lượt tiếp cận',
    role: 'volunteer',
    at: at('/contacts/new'),
    button: 'Xong',
    missing: ['sex', 'age', 'place', 'commune'],
    first: (page) => page.getByLabel('Có mã', { exact: true }).check(),
  },
  {
    name: 'người đi cùng báo tin',
    role: 'volunteer',
    at: at('/accompaniments/new'),
    button: 'Báo',
    missing: ['slip_code', 'arrived'],
  },
  { name: 'tìm giấy hẹn', role: 'clinic', at: at('/expected'), button: 'Tìm giấy hẹn', missing: ['code'] },
  {
    name: 'phản hồi của phòng khám',
    role: 'clinic',
    at: async (page, { arrive }) => {
      const mai = await arrive('worker');
      const referral = await refer(mai, (await openCase(mai)).path);
      await page.goto(referral.replace('/referrals/', '/expected/'));
    },
    button: 'Gửi phản hồi',
    missing: ['arrival'],
  },
  {
    name: 'việc tiếp theo của chuyển gửi',
    role: 'worker',
    at: async (page) => void (await refer(page, (await openCase(page)).path)),
    button: 'Ghi lại',
    missing: ['following'],
  },
  {
    name: 'tin nhận được về chuyển gửi',
    role: 'worker',
    at: async (page) => void (await refer(page, (await openCase(page)).path)),
    button: 'Ghi tin',
    missing: ['heard'],
  },
  {
    name: 'khách hàng đến không có phiếu',
    role: 'clinic',
    at: at('/expected/walk-in'),
    button: 'Lưu',
    missing: ['code', 'services'],
  },
  {
    name: 'ghi xét nghiệm',
    role: 'clinic',
    at: async (page) => {
      await page.goto('/clinic');
      await page.locator('a.row-link').first().click();
      await page.locator('a[href$="/clinic/test"]').click();
    },
    button: 'Lưu',
    missing: ['test', 'method', 'result'],
  },
  {
    name: 'việc pháp lý',
    role: 'legal',
    at: async (page) => {
      await page.goto('/legal');
      await page.locator('a.row-link').first().click();
      await page.locator('a[href$="/legal/matter"]').click();
    },
    button: 'Lưu',
    missing: ['matter'],
  },
  {
    name: 'giấy tờ',
    role: 'legal',
    at: async (page) => {
      await page.goto('/legal');
      await page.locator('a.row-link').first().click();
      await page.locator('a[href$="/legal/paper"]').first().click();
    },
    button: 'Lưu',
    missing: ['kind'],
  },
  {
    name: 'thẻ của khách hàng',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/card`)),
    button: 'Làm thẻ',
    missing: ['pin'],
  },
  {
    name: 'rút lại bằng mã',
    role: 'volunteer',
    at: at('/withdrawal'),
    button: 'Rút lại sự đồng ý',
    missing: ['code', 'what', 'present'],
  },
  {
    name: 'yêu cầu trên trang của khách hàng',
    role: 'worker',
    at: async (page) => {
      await enterCard(page, await giveCard(page, (await openCase(page)).path));
      await page.waitForURL('/card/own');
      await page.goto('/card/rights');
    },
    button: 'Gửi yêu cầu',
    missing: ['right'],
  },
  {
    name: 'mở khẩn cấp',
    role: 'worker',
    at: at('/emergency'),
    button: 'Mở trong 4 giờ',
    missing: ['code', 'danger', 'segments', 'words'],
  },
  {
    name: 'xem lại lần mở khẩn cấp',
    role: 'officer',
    at: async (page, { arrive }) => {
      const mai = await arrive('worker');
      await breakGlass(mai, await seeEmergency(mai));
      await mai.waitForURL(/\/cases\/[0-9a-f-]{36}\/emergency$/);
      await page.goto('/emergencies');
      await page.locator('main a.row-link').first().click();
    },
    button: 'Ký xem lại',
    missing: ['finding', 'told', 'words'],
  },
  {
    name: 'hỏi về lúc nguy cấp',
    role: 'worker',
    at: async (page) => void (await page.goto(`${(await openCase(page)).path}/consents/emergency`)),
    button: 'Lưu câu trả lời',
    missing: ['answer'],
    first: (page) => answer(page, 'Khách hàng trả lời', 'Đồng ý').check(),
  },
  {
    name: 'mời người dùng',
    role: 'administrator',
    at: at('/accounts'),
    button: 'Mời người dùng',
    missing: ['name', 'username', 'role', 'team'],
  },
  {
    name: 'thêm phòng khám',
    role: 'administrator',
    at: at('/partners/new'),
    button: 'Lưu',
    missing: ['name', 'address', 'services'],
  },
  {
    name: 'mở lại tài khoản bằng mã đã in',
    role: 'worker',
    at: at('/recovery'),
    button: 'Đặt mật khẩu mới',
    missing: ['username', 'code', 'password'],
  },
  {
    name: 'đóng tài khoản',
    role: 'supervisor',
    at: async (page) => {
      await page.goto('/team');
      await page.getByRole('link', { name: 'Đóng tài khoản' }).first().click();
    },
    button: 'Đóng tài khoản',
    missing: ['confirmed'],
  },
  {
    name: 'chuyển ca',
    role: 'supervisor',
    at: async (page) => {
      await page.goto('/supervision');
      await page.locator('tbody a[href^="/assignments/"]').first().click();
    },
    button: 'Chuyển người phụ trách',
    missing: ['cases', 'colleagues'],
  },
  {
    name: 'giao phụ trách thay',
    role: 'supervisor',
    at: async (page) => {
      await page.goto('/covers');
      await page.locator('a[href^="/covers/new/"]').first().click();
    },
    button: 'Giao phụ trách thay',
    missing: ['colleague', 'until'],
  },
  {
    name: 'ghi câu lạc bộ',
    role: 'supervisor',
    at: at('/clubs/new'),
    button: 'Lưu',
    missing: ['name', 'kind', 'host', 'commune', 'frequency'],
  },
  {
    name: 'hỏi về việc có tên',
    role: 'facilitator',
    at: async (page) => void (await page.goto(`${await aClub(page)}/members/new`)),
    button: 'Lưu câu trả lời',
    missing: ['answer'],
    first: (page) => answer(page, 'Khách hàng trả lời', 'Đồng ý').check(),
  },
  {
    name: 'ghi buổi sinh hoạt',
    role: 'facilitator',
    at: async (page) => void (await page.goto(`${await aClub(page)}/meetings/new`)),
    button: 'Lưu',
    missing: ['venue'],
  },
  {
    name: 'ghi sổ tiết kiệm',
    role: 'facilitator',
    at: async (page) => void (await page.goto(`${await aClub(page)}/savings`)),
    button: 'Lưu',
    missing: ['whose', 'amount'],
  },
  {
    name: 'ghi đội tình nguyện',
    role: 'supervisor',
    at: at('/volunteers/teams/new'),
    button: 'Lưu',
    missing: ['name', 'commune', 'decision', 'decided_on', 'from_women'],
  },
  {
    name: 'ghi vật phẩm nhận, giao, trả',
    role: 'supervisor',
    at: at('/commodities/new'),
    button: 'Lưu',
    missing: ['kind', 'condoms'],
  },
  {
    name: 'đếm vật phẩm',
    role: 'supervisor',
    at: at('/commodities/counts/store'),
    button: 'Lưu',
    missing: ['condoms'],
  },
  {
    name: 'nhận lời mời',
    role: 'administrator',
    at: async (page) => {
      await page.goto(await invite(page, 'Lường Văn Páo', `pao.${letters()}`, 'Nhân viên công tác xã hội'));
    },
    button: 'Tạo tài khoản',
    missing: ['password'],
  },
];

/** The address of the club of the demonstration. */
async function aClub(page: Page): Promise<string> {
  await page.goto('/clubs');
  await page.locator('main a.row-link').first().click();
  return new URL(page.url()).pathname;
}
