import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { requireService } from '../real/services.ts';
import { areLookedAt, barriersInBothThemes } from './accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, type OpenOptions, openBrowser } from './browser.ts';
import { builtPanel } from './built-panel.ts';
import { frameScenes } from './embedding/frame-scenes.ts';
import { cutOff, outOfReach } from './reach.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { StubBridge } from './stub-bridge.ts';
import { AXE_FILE } from './stub-rest.ts';

const SHOTS = join(import.meta.dirname, '../../artefacts/screenshots');

interface Look {
  options: OpenOptions;
  drawn: readonly Scene[];
}

/** The usual screen and an order system's frame always; SCREENSHOTS=all adds the large screen, 200 % zoom, and the pictures. */
const looks: Readonly<Record<string, Look>> = {
  usual: { options: {}, drawn: scenes },
  frame: { options: { viewport: { width: 420, height: 640 } }, drawn: frameScenes },
  ...(areLookedAt && {
    wide: { options: { viewport: { width: 1920, height: 940 } }, drawn: scenes },
    zoomed: { options: { zoom: 2 }, drawn: scenes },
  }),
};

/** The day's and the night shift's. */
const themes = ['light', 'dark'] as const;

/** Losing the bridge is the point of these scenes, and Chromium reports each refused socket. */
const refusedSocket = /WebSocket connection to .* failed/;

async function forgetAll(page: Page, origin: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const storageTypes = 'cookies,local_storage,indexeddb,service_workers';
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes });
  await session.detach();
}

for (const [look, { options, drawn }] of Object.entries(looks)) {
  describe(`every scene, ${look}`, function () {
    this.timeout(30_000);
    requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

    let opened: Opened;
    // One address for all: the browser keeps the panel's scripts, and what a scene leaves behind is cleared away.
    let port = 0;
    before(async () => {
      opened = await openBrowser(options);
      if (areLookedAt) for (const theme of themes) mkdirSync(join(SHOTS, look, theme), { recursive: true });
    });
    after(() => opened?.close());

    for (const scene of drawn) {
      it(`${scene.name} is drawn, whole, open to everybody and without a complaint`, async () => {
        const bridge = new StubBridge(await builtPanel());
        const url = await bridge.start(port);
        port = Number(new URL(url).port);
        try {
          const { page, context, complaints } = opened;
          complaints.length = 0;
          await forgetAll(page, new URL(url).origin);
          scene.before(bridge, Date.now());
          const me = bridge.people.get(scene.login);
          if (me === undefined) throw new Error(`the stub knows no ${scene.login}`);
          await context.addCookies([{ name: 'session', value: bridge.openSession(me), url }]);
          await page.goto(url);
          await page.locator(scene.ready).first().waitFor();
          await scene.hands?.(page, bridge);
          await page.addScriptTag({ url: AXE_FILE });
          const found = await barriersInBothThemes(page, (theme) =>
            page.screenshot({ path: join(SHOTS, look, theme, `${scene.name}.png`) }),
          );
          expect(found).to.deep.equal([]);
          expect(
            await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
            'px too wide',
          ).to.be.at.most(0);
          if (look === 'frame') {
            expect(await cutOff(page), 'cut off').to.deep.equal([]);
            expect(await outOfReach(page), 'reached by no key').to.deep.equal([]);
          }
          expect(bridge.faults).to.deep.equal([]);
          expect(complaints.filter((text) => !refusedSocket.test(text))).to.deep.equal([]);
          await page.goto('about:blank');
        } finally {
          await bridge.stop();
        }
      });
    }
  });
}
