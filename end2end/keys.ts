// A person without a mouse: whatever a day presses, writes or chooses is reached with Tab and done with keys.
import { expect, type ElementHandle, type Locator, type Page } from '@playwright/test';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** No page has more than this that takes the focus. */
const FARTHEST = 400;

/** Presses Tab until this has the focus, or another of the same choice; on the way, whatever has the focus shows it. */
export async function tabTo(page: Page, goal: Locator): Promise<ElementHandle<HTMLElement>> {
  await goal.waitFor();
  // Words beside a box belong to the box, a line of a row to the link that fills it.
  const control = (await goal.evaluateHandle((element) => {
    const label = element.closest('label');
    return label?.control ?? element.closest('a, button, summary, input, select, textarea') ?? element;
  })) as ElementHandle<HTMLElement>;
  for (let presses = 0; presses < FARTHEST; presses++) {
    if (presses > 0) await page.keyboard.press('Tab');
    const [there, seen, what] = await control.evaluate((goal) => {
      const focused = document.activeElement;
      const choice = (element: Element | null) =>
        element instanceof HTMLInputElement && element.type === 'radio' ? element.name : undefined;
      const there = focused === goal || (choice(goal) !== undefined && choice(goal) === choice(focused));
      if (!focused || focused === document.body) return [there, true, 'the browser itself'] as const;
      // The button that opens a calendar or a clock is the browser's own, with a ring of its own.
      if (focused.matches('[type=date]:not(:focus), [type=time]:not(:focus)')) return [there, true, 'a calendar'] as const;
      // An outline around it, or around the row or tile that it fills.
      const around = [focused, focused.closest('label'), focused.closest('li')].filter((element) => element !== null);
      const outlined = around.some((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      });
      const { top, bottom, width } = focused.getBoundingClientRect();
      const seen = outlined && width > 0 && bottom > 0 && top < innerHeight;
      return [there, seen, focused.outerHTML.slice(0, 120)] as const;
    });
    if (presses > 0) expect(seen, `${page.url()}: the focus is not seen on ${what}`).toBe(true);
    if (there) return control;
  }
  throw new Error(`Tab does not lead to ${goal}`);
}

/** Chooses, ticks, opens or sends what has the focus. */
async function press(page: Page, goal: Locator): Promise<void> {
  const control = await tabTo(page, goal);
  const kind = await control.evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.tagName));
  if (kind === 'radio') await choose(page, control);
  else if (kind === 'checkbox') await control.press('Space');
  else if (['A', 'BUTTON', 'SUMMARY', 'submit'].includes(kind)) await control.press('Enter');
}

const ticked = (control: ElementHandle<HTMLElement>) =>
  control.evaluate((element) => (element as HTMLInputElement).checked);

/** The focus is in this choice. */
async function choose(page: Page, control: ElementHandle<HTMLElement>): Promise<void> {
  if (await control.evaluate((element) => element === document.activeElement)) await control.press('Space');
  for (let presses = 0; !(await ticked(control)); presses++) {
    if (presses > 99) throw new Error('arrows do not lead there');
    await page.keyboard.press('ArrowDown');
  }
}

async function tick(page: Page, goal: Locator, wanted: boolean): Promise<void> {
  if ((await goal.isChecked()) === wanted) return;
  await press(page, goal);
  await expect(goal).toBeChecked({ checked: wanted });
}

async function write(page: Page, goal: Locator, text: string, itself: Locator['fill']): Promise<void> {
  const control = await tabTo(page, goal);
  // How a day is typed is for the browser and its language.
  const ofTheBrowser = ['date', 'time', 'datetime-local', 'month'];
  if (ofTheBrowser.includes(await control.evaluate((element) => (element as Control).type)))
    return itself.call(goal, text);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

type Option = string | { label?: string; index?: number };

async function pick(page: Page, goal: Locator, option: Option): Promise<void> {
  const control = (await tabTo(page, goal)) as ElementHandle<HTMLSelectElement>;
  const { label, index } = typeof option === 'string' ? { label: option } : option;
  const wanted = await control.evaluate(
    (select, [label, index]) => index ?? [...select.options].findIndex((one) => one.value === label || one.label === label),
    [label, index] as const,
  );
  const chosen = () => control.evaluate((select) => select.selectedIndex);
  for (let left = wanted - (await chosen()); left !== 0; left -= Math.sign(left))
    await page.keyboard.press(left > 0 ? 'ArrowDown' : 'ArrowUp');
  expect(await chosen()).toBe(wanted);
}

/** From here on everything that a day does in this process is done without a mouse or a finger. */
export function withoutAMouse(any: Page): void {
  const hand = Object.getPrototypeOf(any.locator('html')) as Locator;
  const fill = hand.fill;
  Object.assign(hand, {
    click(this: Locator) {
      return press(this.page(), this);
    },
    tap(this: Locator) {
      return press(this.page(), this);
    },
    check(this: Locator) {
      return tick(this.page(), this, true);
    },
    uncheck(this: Locator) {
      return tick(this.page(), this, false);
    },
    fill(this: Locator, text: string) {
      return write(this.page(), this, text, fill);
    },
    selectOption(this: Locator, option: Option) {
      return pick(this.page(), this, option);
    },
  });
}
