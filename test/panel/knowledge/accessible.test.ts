import { expect } from 'chai';
import { requireService } from '../../real/services.ts';
import { chromiumIsHere, HOW_TO_GET, openBrowser } from '../browser.ts';
import { barriers } from './accessible.ts';

describe('what keeps somebody from using a page', function () {
  this.timeout(30_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  it('is found where it is, and nowhere else', async () => {
    const opened = await openBrowser();
    try {
      await opened.page.setContent(`
        <button>保存</button><label>标题 <input></label><p style="color: #17202b">看得清</p>`);
      expect(await barriers(opened.page)).to.deep.equal([]);
      await opened.page.setContent(`
        <button></button><input><p style="color: #bbbbbb" class="pale">看不清</p>
        <i id="one"></i><i id="one"></i><a href="#" tabindex="2">先到这里</a>`);
      expect(await barriers(opened.page)).to.deep.equal([
        'a button without a name',
        'a textbox without a name',
        'two elements #one',
        'tabindex 2 forces the order of focus',
        '1.92:1 “看不清” .pale',
      ]);
    } finally {
      await opened.close();
    }
  });
});
