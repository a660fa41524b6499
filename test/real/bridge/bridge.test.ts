import { exchangeKilled } from '../../faults/bridge-exchange-killed.ts';
import { asteriskRoot, INSTALL_ASTERISK } from '../asterisk-root.ts';
import { requireService } from '../services.ts';
import { canary } from './canary.ts';
import { whatTheDoctorSays } from './doctor.ts';
import { lostPage } from './lost-page.ts';
import { oneCall } from './one-call.ts';
import { oneCity } from './one-city.ts';
import { slowPage } from './slow-page.ts';
import { twoOperators } from './two-operators.ts';
import { waysOfACall } from './ways-of-a-call.ts';
import { whatIsCounted } from './what-is-counted.ts';
import { wrongSecret } from './wrong-secret.ts';

describe('the whole bridge beside a real Asterisk', function () {
  this.timeout(150_000);
  this.slow(20_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  const { city, measured } = oneCity();

  waysOfACall(city);
  whatIsCounted(city);
  twoOperators(city);
  lostPage(city);
  whatTheDoctorSays(city);
  wrongSecret(city);
  canary(city);
  // Those that need the library come when it has had time to be read in.
  oneCall(city, measured);
  slowPage(city, measured);
  exchangeKilled(city, measured);
});
