import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type City, linked } from '../real/bridge/city.ts';
import { examined } from '../real/bridge/doctor.ts';
import { until } from '../real/bridge/patience.ts';
import { RINGS } from '../real/floor.ts';

/** The way to the exchange is cut; the site engineer looks for what is wrong. */
export function doctorWithoutLink(city: () => City): void {
  it('is told by the doctor, from beside the exchange and from beside the bridge', async () => {
    const { wire, bridge, floor } = city();
    if (wire === null) throw new Error('there is no wire to cut');
    const { ami, secrets } = floor.server;
    await floor.seat('1003', RINGS);
    await wire.cut();
    try {
      await until('the bridge says that its link is lost', async () => {
        const health = (await (await fetch(new URL('healthz', bridge.url))).json()) as { link: string };
        return health.link === 'lost';
      });

      // By the bridge's own file, over the same broken way.
      const beside = await examined(bridge, secrets.ami);
      expect(beside.marks).to.equal('✓✗–✗––––––––––');
      expect(beside.text).to.contain('断在第 2 步').and.to.contain('另有未通过：话务桥');

      const file = join(bridge.folder, 'direct.yaml');
      const text = await readFile(join(bridge.folder, 'hotline.yaml'), 'utf8');
      await writeFile(file, text.replace(`:${wire.address.port}`, `:${ami.port}`));
      const direct = await examined(bridge, secrets.ami, { config: file });
      expect(direct.failed).to.deep.equal(['话务桥']);
      expect(direct.text).to.contain('它与交换机的连接已断开').and.to.contain('自动重连');
    } finally {
      await wire.mend();
      await linked(bridge);
    }
  });
}
