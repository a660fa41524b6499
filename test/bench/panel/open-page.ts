import type { CDPSession, Page } from 'playwright-core';
import { CHROMIUM, chromiumIsHere, HOW_TO_GET, openBrowser } from '../../panel/browser.ts';
import { builtPanel } from '../../panel/built-panel.ts';
import { operator } from '../../panel/sample-people.ts';
import { StubBridge } from '../../panel/stub-bridge.ts';
import { readyDesk } from './calls.ts';
import { buildEmptyPanel } from './empty-panel.ts';
import { emptyPlaces, panelPlaces, stopWatch } from './stop-watch.ts';

/** A page in a browser of its own, and who speaks to it. */
export interface BenchedPage {
  page: Page;
  bridge: StubBridge;
  cdp: CDPSession;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The panel as it is shipped, signed in at a stub of the bridge that speaks its protocol and does nothing else. */
export async function openPanel(): Promise<BenchedPage> {
  return openPage(await builtPanel(), stopWatch(panelPlaces), '.idle');
}

/** The empty React page, at a stub of its own. */
export async function openEmptyPage(): Promise<BenchedPage> {
  const built = await buildEmptyPanel();
  const opened = await openPage(built.folder, stopWatch(emptyPlaces), '#line:not(:empty)');
  return {
    ...opened,
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await built.remove();
    },
  };
}

async function openPage(folder: string, watch: string, ready: string): Promise<BenchedPage> {
  await using parts = new AsyncDisposableStack();
  const bridge = new StubBridge(folder);
  const url = await bridge.start();
  parts.defer(() => bridge.stop());
  const { page, context, close } = await openChromium();
  parts.defer(close);
  await context.addCookies([{ name: 'session', value: bridge.openSession(operator), url }]);
  bridge.desk = readyDesk(Date.now());
  await page.addInitScript({ content: watch });
  await page.goto(url);
  await page.locator(ready).waitFor();
  const cdp = await context.newCDPSession(page);
  const open = parts.move();
  return {
    page,
    bridge,
    cdp,
    async [Symbol.asyncDispose]() {
      await open.disposeAsync();
      const [fault] = bridge.faults;
      if (fault !== undefined) throw new Error(`a frame broke the protocol: ${fault}`);
    },
  };
}

export function openChromium(): ReturnType<typeof openBrowser> {
  if (!chromiumIsHere()) throw new Error(`no ${CHROMIUM}: ${HOW_TO_GET}`);
  return openBrowser();
}
