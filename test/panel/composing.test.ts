import { expect } from 'chai';
import type { CDPSession } from 'playwright-core';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { rentHits } from './sample-answers.ts';
import { card, desk } from './sample-people.ts';

describe('while Chinese is being composed', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  let input: CDPSession;

  before(async () => {
    stage = await openStage();
    const { bridge, page, url, opened } = stage;
    const now = Date.now();
    bridge.search = () => ({ hits: rentHits, ready: true });
    bridge.desk = desk(now, {
      state: 'TALKING',
      cards: [card(now, { phase: 'talking', answeredAt: now - 9_000 })],
    });
    await signedInAs(stage, '1203');
    await page.goto(url);
    await page.locator('#answer-search:focus').waitFor();
    input = await opened.context.newCDPSession(page);
  });
  after(() => stage?.close());

  const compose = (text: string) =>
    input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  const searches = () =>
    stage.bridge.received.flatMap(({ command }) => {
      if (command.type !== 'search') return [];
      const { text, composing } = command;
      return [{ text, ...(composing && { composing }) }];
    });

  it('answers follow the pinyin before the signs are there, and what was found stays while a syllable is half typed', async () => {
    const { page, bridge } = stage;
    const found = page.locator('.hit', { hasText: '第二十四条' });
    bridge.search = (text) => ({ hits: /gong'ji'jin$|公积金/.test(text) ? rentHits : [], ready: true });
    await compose("gong'ji'jin");
    await found.waitFor();
    await compose("gong'ji'jin'z");
    await page.waitForTimeout(300);
    expect(await found.count()).to.equal(1);
    expect(await page.inputValue('#answer-search')).to.equal("gong'ji'jin'z");
    await input.send('Input.insertText', { text: '公积金' });
    await page.waitForTimeout(300);
    expect(searches()).to.deep.equal([
      { text: "gong'ji'jin", composing: true },
      { text: "gong'ji'jin'z", composing: true },
      { text: '公积金' },
    ]);
    expect(await page.inputValue('#answer-search')).to.equal('公积金');
    bridge.search = () => ({ hits: rentHits, ready: true });
  });

  it('no shortcut fires: not the function, not the mark, not the list, not the save', async () => {
    const { page, bridge } = stage;
    await compose('zu fang');
    for (const key of ['Alt+2', 'Alt+u', 'Alt+r', 'ArrowDown', 'Enter', 'Control+Enter', 'Alt+s', 'F9'])
      await input.send('Input.dispatchKeyEvent', imeKey(key));
    await page.waitForTimeout(100);
    expect(await page.locator('.function[aria-pressed="true"]').textContent()).to.contain('政策咨询');
    expect(await page.locator('.hit[aria-selected="true"], .used, .clause, .menu').count()).to.equal(0);
    expect(await page.evaluate('document.activeElement.id')).to.equal('answer-search');
    expect(bridge.received.filter(({ command }) => command.type !== 'search')).to.deep.equal([]);
    await input.send('Input.insertText', { text: '租房' });
    await page.locator('.hits-note', { hasText: '找到' }).waitFor();
  });

  it('and right after it they all do', async () => {
    const { page } = stage;
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+u');
    await page.locator('.used li').waitFor();
  });

  it('an outcome is typed as letter and digit: its field cannot be edited, so the browser offers it no input method', async () => {
    const { page } = stage;
    await page.keyboard.press('Alt+r');
    expect(await page.evaluate('document.activeElement.id')).to.equal('record-outcomeCode');
    expect(
      await page.evaluate('document.activeElement.matches("input, textarea, [contenteditable]")'),
    ).to.equal(false);
    await page.keyboard.press('d');
    await page.keyboard.press('5');
    expect(await page.locator('.outcome-code').textContent()).to.equal('D5');
  });
});

/** A key as Chromium reports it while an input method holds the keyboard: code 229, whatever was pressed. */
function imeKey(combination: string) {
  const [key = '', ...modifiers] = combination.split('+').reverse();
  const bit: Record<string, number> = { Alt: 1, Control: 2 };
  const code = key.length === 1 ? (/\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`) : key;
  return {
    type: 'rawKeyDown' as const,
    windowsVirtualKeyCode: 229,
    key: 'Process',
    code,
    modifiers: modifiers.reduce((sum, modifier) => sum + (bit[modifier] ?? 0), 0),
  };
}
