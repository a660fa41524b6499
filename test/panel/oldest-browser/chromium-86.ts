import type { ChildProcess } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createBrotliDecompress } from 'node:zlib';
import { diesWithUs } from '../../real/dies-with-us.ts';

/** A package of its own, so that no site and no other test gets its 55 MB. */
const PACKAGE = join(import.meta.dirname, 'chromium-86');
const PACKED = join(PACKAGE, 'node_modules/chrome-aws-lambda/bin/chromium.br');
/** 138 MB; goes with the folder that the next `npm ci` renews. */
const UNPACKED = join(PACKAGE, 'node_modules/.unpacked/chromium');
const PATIENCE_MS = 10_000;

export const HOW_TO_GET = 'npm ci --ignore-scripts --prefix test/panel/oldest-browser/chromium-86';

export function chromium86IsHere(): boolean {
  const { platform, arch } = process;
  if (platform !== 'linux' || arch !== 'x64')
    throw new Error(`is for linux x64, not for ${platform} ${arch}`);
  return existsSync(PACKED);
}

/** What we use of puppeteer-core 5.3, the last that was made for Chromium 86. */
interface Puppeteer {
  launch(options: Record<string, unknown>): Promise<Browser>;
}

interface Browser {
  pages(): Promise<PuppeteerPage[]>;
  version(): Promise<string>;
  process(): ChildProcess;
  close(): Promise<void>;
}

interface Said {
  type(): string;
  text(): string;
}

interface PuppeteerPage {
  goto(url: string): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  screenshot(options: { path: string }): Promise<unknown>;
  setCookie(cookie: { name: string; value: string; url: string }): Promise<void>;
  emulateMediaFeatures(features: { name: string; value: string }[]): Promise<void>;
  workers(): unknown[];
  keyboard: Record<'down' | 'up' | 'press' | 'type' | 'sendCharacter', (text: string) => Promise<void>>;
  target(): { createCDPSession(): Promise<{ send(method: string, params: unknown): Promise<unknown> }> };
  on(event: 'console', listener: (said: Said) => void): void;
  on(event: 'pageerror', listener: (error: Error) => void): void;
}

/** Chromium 86 with a 1366×768 screen, as much of it as a browser window leaves. */
export async function openChromium86(): Promise<OldPage> {
  await unpack();
  const puppeteer = createRequire(join(PACKAGE, 'package.json'))('puppeteer-core') as Puppeteer;
  const userDataDir = mkdtempSync(join(tmpdir(), 'chromium-86-'));
  const browser = await puppeteer.launch({
    // Debian's: the browser ends even when this process is killed and has no time to end it.
    executablePath: '/usr/bin/setpriv',
    ignoreDefaultArgs: true,
    pipe: true,
    defaultViewport: { width: 1366, height: 640 },
    args: [
      '--pdeathsig=KILL',
      UNPACKED,
      '--headless',
      '--hide-scrollbars',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      `--user-data-dir=${userDataDir}`,
      'about:blank',
    ],
  });
  diesWithUs(browser.process());
  const [page] = await browser.pages();
  if (page === undefined) throw new Error('Chromium 86 opened no page');
  return new OldPage(browser, page, userDataDir);
}

/** Beside another run that does the same, one of them wins. */
async function unpack(): Promise<void> {
  if (existsSync(UNPACKED)) return;
  mkdirSync(dirname(UNPACKED), { recursive: true });
  const half = `${UNPACKED}.${process.pid}`;
  await pipeline(
    createReadStream(PACKED),
    createBrotliDecompress(),
    createWriteStream(half, { mode: 0o755 }),
  );
  renameSync(half, UNPACKED);
}

/** A page of the old browser, and the hands on its keyboard. */
export class OldPage {
  /** errors and refusals of the content security policy, as the browser's console tells them */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #page: PuppeteerPage;
  readonly #userDataDir: string;

  constructor(browser: Browser, page: PuppeteerPage, userDataDir: string) {
    this.#browser = browser;
    this.#page = page;
    this.#userDataDir = userDataDir;
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') this.complaints.push(said.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  version(): Promise<string> {
    return this.#browser.version();
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async signedInBy(session: string, url: string): Promise<void> {
    await this.#page.setCookie({ name: 'session', value: session, url });
  }

  async forgetAll(origin: string): Promise<void> {
    const session = await this.#page.target().createCDPSession();
    const storageTypes = 'cookies,local_storage,indexeddb,service_workers';
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes });
  }

  /** @param script an expression; what it is worth, when it is plain data */
  async evaluate<T>(script: string): Promise<T> {
    return (await this.#page.evaluate(script)) as T;
  }

  /** A computed style of the first element that the selector finds. */
  style(selector: string, property: string): Promise<string> {
    return this.evaluate(
      `getComputedStyle(document.querySelector(${JSON.stringify(selector)}))[${JSON.stringify(property)}]`,
    );
  }

  /** @param words what an element of that selector is to say */
  async waitFor(selector: string, words = ''): Promise<void> {
    const found = `[...document.querySelectorAll(${JSON.stringify(selector)})]
      .some(({ textContent }) => textContent.includes(${JSON.stringify(words)}))`;
    await this.until(() => this.evaluate<boolean>(found), `${selector} ${words}`);
  }

  async until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const giveUp = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > giveUp) throw new Error(`never came in Chromium 86: ${what}`);
      await wait(20);
    }
  }

  async press(...keys: string[]): Promise<void> {
    for (const combination of keys) {
      const held = combination.split('+');
      const key = held.pop() ?? '';
      for (const one of held) await this.#page.keyboard.down(one);
      await this.#page.keyboard.press(key);
      for (const one of held.reverse()) await this.#page.keyboard.up(one);
    }
  }

  /** Letters, a key each; Chinese words as an input method gives them. */
  async write(text: string): Promise<void> {
    if (/^[ -~]*$/.test(text)) await this.#page.keyboard.type(text);
    else await this.#page.keyboard.sendCharacter(text);
  }

  async click(selector: string): Promise<void> {
    await this.#page.click(selector);
  }

  async focus(selector: string): Promise<void> {
    await this.#page.focus(selector);
  }

  workers(): number {
    return this.#page.workers().length;
  }

  async colours(scheme: 'light' | 'dark'): Promise<void> {
    await this.#page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  }

  async screenshot(path: string): Promise<void> {
    await this.#page.screenshot({ path });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#userDataDir, { recursive: true, force: true });
  }
}
