import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { barriers } from './accessible.ts';
import { chromiumIsHere, HOW_TO_GET, openBrowser } from './browser.ts';

describe('what keeps somebody from using a page', function () {
  this.timeout(30_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  it('is found where it is, and nowhere else', async () => {
    const opened = await openBrowser();
    const show = (inside: string) =>
      opened.page.setContent(
        `<!doctype html><html lang="zh-CN"><title>页</title><main>${inside}</main></html>`,
      );
    try {
      await show('<button>保存</button><label>标题 <input></label><p style="color: #17202b">看得清</p>');
      expect(await barriers(opened.page)).to.deep.equal([]);
      await show(`<button></button><input><p style="color: #bbbbbb">看不清</p>
        <a href="#" tabindex="2">先到这里</a><i id="one"></i><i id="one"></i>`);
      const found = (await barriers(opened.page)).map((barrier) => barrier.split(':')[0]);
      expect(found.sort()).to.deep.equal([
        'button-name',
        'color-contrast',
        'duplicate-id',
        'label',
        'tabindex',
      ]);
    } finally {
      await opened.close();
    }
  });
});
