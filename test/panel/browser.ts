import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright-core';

export const CHROMIUM = '/usr/bin/chromium';
export const HOW_TO_GET = 'apt-get install -y chromium fonts-noto-cjk';

export function chromiumIsHere(): boolean {
  return existsSync(CHROMIUM);
}

export interface OpenOptions {
  /** kept between two lives of the browser, which is then a process of its own */
  userDataDir?: string;
  viewport?: { width: number; height: number };
  /** 2 = the screen at 200 %: half as many CSS pixels */
  zoom?: number;
  colorScheme?: 'light' | 'dark';
  /** certificates that nobody signed are taken */
  anyCertificate?: boolean;
}

export interface Opened {
  context: BrowserContext;
  page: Page;
  /** errors and refusals of the content security policy, as the browser's console tells them */
  complaints: string[];
  close(): Promise<void>;
}

const launching: LaunchOptions = {
  executablePath: CHROMIUM,
  headless: true,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** One Chromium for one suite after the other, since its start costs two seconds of a processor. */
let shared: Promise<Browser> | null = null;
let inUse = 0;
/** Nobody came for it again: the run is over, or has other things to do for long. */
const IDLE_MS = 2_000;

async function borrow(): Promise<Browser> {
  inUse += 1;
  shared ??= chromium.launch(launching);
  const browser = await shared;
  if (browser.isConnected()) return browser;
  shared = chromium.launch(launching);
  return shared;
}

function giveBack(): void {
  inUse -= 1;
  setTimeout(() => {
    if (inUse > 0 || shared === null) return;
    const idle = shared;
    shared = null;
    void idle.then((browser) => browser.close());
  }, IDLE_MS);
}

/**
 * Debian's Chromium with a 1366×768 screen, as much of it as a browser window leaves. Each has its own cookies, stores and
 * cache; what is to outlive the browser (`userDataDir`) has a process of its own.
 */
export async function openBrowser(options: OpenOptions = {}): Promise<Opened> {
  const { userDataDir } = options;
  const { width, height } = options.viewport ?? { width: 1366, height: 640 };
  const zoom = options.zoom ?? 1;
  const screen: BrowserContextOptions = {
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    ignoreHTTPSErrors: options.anyCertificate ?? false,
    colorScheme: options.colorScheme ?? 'light',
    locale: 'zh-CN',
    // Not the house's own: times on the page must be China's all the same.
    timezoneId: 'America/New_York',
  };
  const context =
    userDataDir === undefined
      ? await (await borrow()).newContext(screen)
      : await chromium.launchPersistentContext(userDataDir, { ...launching, ...screen });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close();
      if (userDataDir === undefined) giveBack();
    },
  };
}
