import type { Page } from 'playwright-core';
import { type Opened, type OpenOptions, openBrowser } from './browser.ts';
import { builtPanel } from './built-panel.ts';
import { StubBridge } from './stub-bridge.ts';

export interface Stage {
  bridge: StubBridge;
  url: string;
  page: Page;
  opened: Opened;
  close(): Promise<void>;
}

/** A stub bridge with the built panel, and a browser that looks at it. */
export async function openStage(options: OpenOptions = {}): Promise<Stage> {
  const bridge = new StubBridge(await builtPanel());
  const url = await bridge.start();
  const opened = await openBrowser(options);
  return {
    bridge,
    url,
    page: opened.page,
    opened,
    async close() {
      await opened.close();
      await bridge.stop();
    },
  };
}

/** Signed in without the sign-in page: a cookie, as the bridge would have set it. */
export async function signedInAs({ bridge, opened, url }: Stage, login: string): Promise<void> {
  const me = bridge.people.get(login);
  if (me === undefined) throw new Error(`the stub knows no ${login}`);
  await opened.context.addCookies([{ name: 'session', value: bridge.openSession(me), url }]);
}
