import type { Page } from 'playwright-core';
import type { z } from 'zod';
import { importers } from '../../../bridge/commands/run-importer.ts';
import type { Role } from '../../../bridge/domain/people/role.ts';
import { entryAnswerSchema, entryDoneSchema } from '../../../bridge/protocol/knowledge.ts';
import type { Content } from '../../../knowledge/content/entry.ts';
import { type Door, openDoor } from '../../adapters/http/open-door.ts';
import { signInOnPage } from '../../real/sign-in-on-page.ts';
import { type Opened, type OpenOptions, openBrowser } from '../browser.ts';
import { builtPanel } from '../built-panel.ts';

/** Whoever works on the knowledge base, and one who answers from it. All invented. */
export const people = {
  editor: { name: '龙小满', roles: ['knowledge-editor'] },
  colleague: { name: '谭立秋', roles: ['knowledge-editor'] },
  approver: { name: '向谷雨', roles: ['knowledge-approver'] },
  operator: { name: '周敏', roles: ['operator'] },
} as const satisfies Record<string, { name: string; roles: readonly Role[] }>;
export type Login = keyof typeof people;

const password = 'geheim-123';

/**
 * The real bridge, with SQLite in a folder of its own, serving the built panel to a browser. Its clock stands still at
 * 10 in the morning of 24 November 2026 until a test moves it, and the browser's stands with it.
 */
export class RealDesk {
  readonly door: Door;
  readonly #browsers: Opened[] = [];
  readonly #cookies = new Map<Login, string>();
  #commands = 0;

  static async open(options: Parameters<typeof openDoor>[0] = {}): Promise<RealDesk> {
    const door = await openDoor({ importers: importers(), panelFolder: await builtPanel(), ...options });
    const desk = new RealDesk(door);
    for (const [login, { name, roles }] of Object.entries(people))
      await door.house.person(login, [...roles], undefined, name);
    return desk;
  }

  private constructor(door: Door) {
    this.door = door;
  }

  get url(): string {
    return `${this.door.url}/`;
  }

  now(): number {
    return this.door.house.timer.now();
  }

  /** A browser of its own. */
  async browser(options: OpenOptions = {}): Promise<Opened> {
    const opened = await openBrowser(options);
    this.#browsers.push(opened);
    await opened.page.clock.setFixedTime(this.now());
    // A browser keeps cookies by the machine's clock, which no test moves: by it, the house's have long ended.
    await opened.context.route('**/api/session', async (route) => {
      const answer = await route.fetch();
      const headers = answer.headers();
      const cookie = headers['set-cookie']?.replace(/; (Expires|Max-Age)=[^;]*/gi, '');
      await route.fulfill({
        response: answer,
        headers: { ...headers, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) },
      });
    });
    return opened;
  }

  /** Through the page that everybody meets first; whoever was signed in before is not any more. */
  async signIn(page: Page, login: Login, hash = ''): Promise<void> {
    await page.context().clearCookies();
    await page.goto('about:blank');
    await signInOnPage(page, `${this.url}${hash}`, { login, password });
    await page.locator('.status-bar').waitFor();
  }

  /** A question to the REST, as a page of somebody would ask it. */
  async ask<S extends z.ZodType>(
    login: Login,
    path: string,
    schema: S,
    body?: unknown,
  ): Promise<z.output<S>> {
    const cookie = this.#cookies.get(login) ?? (await this.door.signIn(login));
    this.#cookies.set(login, cookie);
    const answer = await this.door.fetch(`/api/knowledge/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`);
    return schema.parse(told);
  }

  commandId(): string {
    this.#commands += 1;
    return `test-${this.#commands}`;
  }

  /** Written by the editor; its life goes as far as `until`. Resolves to its id. */
  async entry(
    content: Content,
    until: 'editing' | 'first-review' | 'second-review' | 'published' = 'published',
    reviewDueOn = '2027-11-24',
  ): Promise<string> {
    const first = { commandId: this.commandId(), content, reason: '新文件' };
    const { entryId } = await this.ask('editor', 'entries', entryDoneSchema, first);
    if (until === 'editing') return entryId;
    await this.act('editor', entryId, { act: 'submit' });
    if (until === 'first-review') return entryId;
    await this.act('colleague', entryId, { act: 'pass-first' });
    if (until === 'second-review') return entryId;
    await this.act('approver', entryId, { act: 'pass-second', reviewDueOn });
    return entryId;
  }

  /** A new version by the editor, passed and published. */
  async revise(entryId: string, content: Content, reviewDueOn = '2027-11-24'): Promise<void> {
    const { entry } = await this.ask('editor', `entries/${entryId}`, entryAnswerSchema);
    const version = { commandId: this.commandId(), changeNo: entry.changeNo, content, reason: '更正' };
    await this.ask('editor', `entries/${entryId}/versions`, entryDoneSchema, version);
    await this.act('editor', entryId, { act: 'submit' });
    await this.act('colleague', entryId, { act: 'pass-first' });
    await this.act('approver', entryId, { act: 'pass-second', reviewDueOn });
  }

  async act(login: Login, entryId: string, act: object): Promise<void> {
    const { entry } = await this.ask(login, `entries/${entryId}`, entryAnswerSchema);
    const body = { commandId: this.commandId(), changeNo: entry.changeNo, act };
    await this.ask(login, `entries/${entryId}/acts`, entryDoneSchema, body);
  }

  async close(): Promise<void> {
    for (const opened of this.#browsers) await opened.close();
    await this.door.close();
  }
}
