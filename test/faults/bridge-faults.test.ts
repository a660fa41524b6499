import { asteriskRoot, INSTALL_ASTERISK } from '../real/asterisk-root.ts';
import { City } from '../real/bridge/city.ts';
import { Measured } from '../real/bridge/measured.ts';
import { requireService } from '../real/services.ts';
import { bridgeKilled } from './bridge-killed.ts';
import { linkCut } from './bridge-link-cut.ts';

describe('the bridge beside a real Asterisk, when something breaks', function () {
  this.timeout(90_000);
  this.slow(30_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  const measured = new Measured();
  let opened: City | undefined;
  const city = () => {
    if (opened === undefined) throw new Error('the city was not opened');
    return opened;
  };

  before(async () => {
    opened = await City.open({ wire: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') console.log(await opened?.diary());
    await opened?.clear();
  });
  after(async () => {
    await opened?.close();
    measured.tell();
  });

  linkCut(city, measured);
  bridgeKilled(city, measured);
});
