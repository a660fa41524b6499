import { exchangeKilled } from '../../faults/bridge-exchange-killed.ts';
import { asteriskRoot, INSTALL_ASTERISK } from '../asterisk-root.ts';
import { requireService } from '../services.ts';
import { canary } from './canary.ts';
import { City } from './city.ts';
import { Measured } from './measured.ts';
import { oneCall } from './one-call.ts';
import { slowPage } from './slow-page.ts';
import { twoOperators } from './two-operators.ts';
import { waysOfACall } from './ways-of-a-call.ts';
import { whatIsCounted } from './what-is-counted.ts';
import { wrongSecret } from './wrong-secret.ts';

describe('the whole bridge beside a real Asterisk', function () {
  this.timeout(60_000);
  this.slow(20_000);
  // On a starved machine Asterisk has been seen to tell HangupRequest and end the channel only many seconds later.
  this.retries(2);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  const measured = new Measured();
  let opened: City | undefined;
  const city = () => {
    if (opened === undefined) throw new Error('the city was not opened');
    return opened;
  };

  before(async () => {
    opened = await City.open();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') console.log(await opened?.diary());
    await opened?.clear();
  });
  after(async () => {
    await opened?.close();
    measured.tell();
  });

  oneCall(city, measured);
  waysOfACall(city);
  whatIsCounted(city);
  twoOperators(city);
  slowPage(city, measured);
  wrongSecret(city);
  canary(city);
  exchangeKilled(city, measured);
});
