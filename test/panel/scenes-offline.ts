import type { Page } from 'playwright-core';
import { rentHits } from './sample-answers.ts';
import { packIsHere, samplePack } from './sample-pack.ts';
import { card, desk, otherCard } from './sample-people.ts';
import { ownRecords, recordContent, revisions } from './sample-records.ts';
import type { Scene } from './scene.ts';
import type { StubBridge } from './stub-bridge.ts';

/* The panel without its bridge, and records that come back to it. */

const talking = (now: number) =>
  card(now, { phase: 'talking', answeredAt: now - 72_000, ringingAt: now - 76_000, arrivedAt: now - 90_000 });
const ended = (now: number) =>
  card(now, { phase: 'ended', answeredAt: now - 84_000, endedAt: now - 12_000, ringingAt: null });

export async function lose(page: Page, bridge: StubBridge): Promise<void> {
  bridge.down = true;
  bridge.dropSockets();
  await page.locator('.band', { hasText: '已断开' }).waitFor();
}

export async function searchOffline(page: Page, bridge: StubBridge): Promise<void> {
  await packIsHere(page);
  await lose(page, bridge);
  await page.fill('#answer-search', '公积金能取出来付房租吗');
  await page.locator('.offline-note', { hasText: '找到' }).waitFor();
}

/** Writes the record that lies open and saves it, by keys. */
export async function writeAndSave(page: Page, question: string): Promise<void> {
  await page.keyboard.press('Alt+r');
  await page.locator('#record-question').focus();
  await page.keyboard.type(question);
  for (const key of ['Alt+r', 'd', '3', 'Control+Enter']) await page.keyboard.press(key);
}

/** At 200 % a column is behind its tab. */
async function show(page: Page, part: 0 | 2): Promise<void> {
  const tab = page.locator('.part-tabs [role="tab"]').nth(part);
  if (await tab.isVisible()) await tab.click();
}

export function conflictWith(bridge: StubBridge, change: Partial<typeof recordContent>): void {
  bridge.refuse.set('save-record', {
    outcome: 'conflict',
    recordNo: 'CS20261124000041',
    currentRev: 1,
    message: '登记 CS20261124000041 已有更新的版本（第 1 版），请核对后再保存。您的内容保存在本机。',
    theirs: { content: { ...recordContent, ...change }, savedAt: '2026-11-24T10:12:09.000+08:00' },
  });
}

const scene = (name: string, before: Scene['before'], hands: NonNullable<Scene['hands']>): Scene => ({
  name,
  login: '1203',
  ready: '.columns',
  before,
  hands,
});

export const offlineScenes: readonly Scene[] = [
  scene(
    'offline-searching',
    (bridge, now) => {
      bridge.pack = samplePack();
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page, bridge) => {
      await searchOffline(page, bridge);
      await page.focus('#answer-search');
      for (const key of ['ArrowDown', 'Enter', 'Alt+u']) await page.keyboard.press(key);
      await page.locator('.clause').waitFor();
    },
  ),
  scene(
    'offline-renewed',
    (bridge, now) => {
      bridge.pack = samplePack();
      bridge.search = () => ({ hits: rentHits, ready: true });
      bridge.desk = desk(now, { state: 'TALKING', since: now - 72_000, cards: [talking(now)] });
    },
    async (page, bridge) => {
      await searchOffline(page, bridge);
      bridge.down = false;
      await page.locator('.renewed').waitFor();
    },
  ),
  scene(
    'waiting-to-sync',
    (bridge, now) => {
      const parked = { ...ended(now), record: { recordNo: null, rev: 0, saved: null, parked: true } };
      const second = otherCard(now, { phase: 'ended', answeredAt: now - 84_000, endedAt: now - 12_000 });
      bridge.desk = desk(now, { state: 'ACW', since: now - 12_000, cards: [parked, second] });
    },
    async (page, bridge) => {
      await lose(page, bridge);
      await writeAndSave(page, '居住证到期怎么续');
      await page.locator('.beside-line button').click();
      await writeAndSave(page, '公积金能不能付房租');
      await page.locator('.tag', { hasText: '待同步 2' }).waitFor();
    },
  ),
  scene(
    'conflict',
    (bridge, now) => {
      conflictWith(bridge, { outcomeNote: '已发短信', outcomeCode: 'D2', answers: [] });
      bridge.desk = desk(now, { state: 'ACW', since: now - 12_000, cards: [ended(now)] });
    },
    async (page) => {
      await writeAndSave(page, '公积金能不能付房租，单位不给');
      await show(page, 2);
      await page.locator('.conflict').waitFor();
    },
  ),
  scene(
    'todays-records',
    (bridge, now) => {
      bridge.ownRecords = ownRecords(now);
      bridge.desk = desk(now);
    },
    async (page) => {
      await show(page, 0);
      await page.click('.todays-open');
      await page.locator('.todays-record').first().waitFor();
    },
  ),
  scene(
    'edit-with-reason',
    (bridge, now) => {
      bridge.ownRecords = ownRecords(now);
      bridge.revisions = revisions(now);
      bridge.desk = desk(now);
    },
    async (page) => {
      await show(page, 0);
      await page.click('.todays-open');
      await page.locator('.todays-record').first().click();
      await page.locator('.edit-change').first().waitFor({ state: 'attached' });
      await page.locator('#edit-reason').focus();
      await page.keyboard.press('2');
      await page.fill('#record-outcomeNote', '已告知可在线办理');
    },
  ),
];
