import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

export const CHROMIUM = '/usr/bin/chromium';
export const HOW_TO_GET = 'apt-get install -y chromium fonts-noto-cjk';

export function chromiumIsHere(): boolean {
  return existsSync(CHROMIUM);
}

export interface OpenOptions {
  /** kept between two lives of the browser; a fresh one where none is given */
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

/** Debian's Chromium with a 1366×768 screen, as much of it as a browser window leaves. */
export async function openBrowser(options: OpenOptions = {}): Promise<Opened> {
  const own = options.userDataDir === undefined ? mkdtempSync(join(tmpdir(), 'panel-')) : null;
  const { width, height } = options.viewport ?? { width: 1366, height: 640 };
  const zoom = options.zoom ?? 1;
  const context = await chromium.launchPersistentContext(options.userDataDir ?? own ?? '', {
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
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    ignoreHTTPSErrors: options.anyCertificate ?? false,
    colorScheme: options.colorScheme ?? 'light',
    locale: 'zh-CN',
    // Not the house's own: times on the page must be China's all the same.
    timezoneId: 'America/New_York',
  });
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
      if (own !== null) rmSync(own, { recursive: true, force: true });
    },
  };
}
