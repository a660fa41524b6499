import { asteriskRoot, INSTALL_ASTERISK } from '../real/asterisk-root.ts';
import { oneCity } from '../real/bridge/one-city.ts';
import { requireService } from '../real/services.ts';
import { doctorWithoutLink } from './bridge-doctor.ts';
import { endUnheard } from './bridge-end-unheard.ts';
import { bridgeKilled } from './bridge-killed.ts';
import { linkCut } from './bridge-link-cut.ts';

describe('the bridge beside a real Asterisk, when something breaks', function () {
  this.timeout(90_000);
  this.slow(30_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  const { city, measured } = oneCity({ wire: true });

  endUnheard(city);
  linkCut(city, measured);
  doctorWithoutLink(city);
  bridgeKilled(city, measured);
});
