import type { Page } from 'playwright-core';

const inSight = `(element) => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
}`;

/** Words for an element in a report. */
const named = `(element) =>
  element.tagName.toLowerCase() +
  (element.id ? '#' + element.id : '') +
  (typeof element.className === 'string' && element.className ? '.' + element.className.trim().split(/\\s+/).join('.') : '') +
  ' ' + (element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, 20)`;

/** What ends beyond the right edge of the page, or begins before the left one; what can be scrolled to is not meant. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const inSight = ${inSight};
    const named = ${named};
    const scrolls = (element) => {
      for (let at = element.parentElement; at !== null; at = at.parentElement)
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
      return false;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => inSight(element) && !element.closest('.unseen, svg, [aria-hidden="true"]'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return (right > innerWidth + 1 || left < -1) && !scrolls(element);
      })
      .map(named);
  })()`);
}

const most = 200;

/** What can be pressed or written in and is in sight, but where Tab never comes. */
export async function outOfReach(page: Page): Promise<string[]> {
  await page.evaluate(`(() => {
    const inSight = ${inSight};
    window.notReached = new Set(
      [...document.querySelectorAll('button:not(:disabled), a[href], input:not(:disabled), textarea, select, summary, [tabindex="0"]')]
        .filter((element) => element.tabIndex >= 0 && inSight(element)),
    );
    addEventListener('focusin', ({ target }) => {
      for (const element of window.notReached)
        if (element === target || (element.type === 'radio' && element.name === target.name)) window.notReached.delete(element);
    });
    document.activeElement?.blur();
  })()`);
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>('window.notReached.size === 0')) break;
  }
  return page.evaluate<string[]>(`[...window.notReached].map(${named})`);
}
