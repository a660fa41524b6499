import { City } from './city.ts';
import { Measured } from './measured.ts';

/** One city for all tests of a suite: opened before the first, cleared after each, its diary told of one that failed. */
export function oneCity(settings?: Parameters<typeof City.open>[0]): { city(): City; measured: Measured } {
  const measured = new Measured();
  let opened: City | undefined;

  before(async () => {
    opened = await City.open(settings);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') console.log(await opened?.diary());
    await opened?.clear();
  });
  after(async () => {
    await opened?.close();
    measured.tell();
  });

  return {
    city() {
      if (opened === undefined) throw new Error('the city was not opened');
      return opened;
    },
    measured,
  };
}
