import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { addAccount } from '../../../bridge/commands/account.ts';
import { RINGS } from '../floor.ts';
import { BridgeProcess } from './bridge-process.ts';
import { Browser } from './browser.ts';
import type { City } from './city.ts';
import { examined } from './doctor.ts';
import { Operator } from './operator.ts';
import { until } from './patience.ts';

/** It tries again after half a minute at the earliest; so long it must not have tried twice. */
const QUIET_MS = 3000;

/** The exchange does not know the bridge’s secret. */
export function wrongSecret(city: () => City): void {
  describe('a bridge with a wrong manager secret', () => {
    let bridge: BridgeProcess | undefined;

    afterEach(() => bridge?.dispose());

    it('says which account and what to check, tries again slowly, and its pages say it in words', async () => {
      const { ami, config, folder } = city().floor.server;
      const attempts = async () => {
        const record = await readFile(join(folder, 'log/security.log'), 'utf8');
        return record.split('\n').filter((one) => /AccountID="bridge"/.test(one) && !/Successful/.test(one));
      };
      // Other tests of this exchange may have tried a wrong secret as well.
      const before = (await attempts()).length;
      bridge = await BridgeProcess.start({ config, ami, secret: 'not-the-secret-of-this-exchange' });
      const { line } = await bridge.says(/话务系统拒绝连接/);
      expect(line).to.contain('bridge').and.to.contain(`127.0.0.1:${ami.port}`);
      expect(line).to.contain('manager.conf').and.to.contain('secret').and.to.contain('permit');
      expect(bridge.said()).to.not.contain('not-the-secret');

      const password = 'Changsha-12345';
      const account = { login: 'zhang1203', name: '张', roles: 'operator', unit: '430100', password };
      await addAccount({ data: bridge.data, ...account }, { write: () => undefined });
      const operator = await Operator.open(await Browser.signIn(bridge.url, 'zhang1203', password));
      expect(operator.desk.link.state).to.equal('refused');
      expect(operator.desk.link.zh)
        .to.contain('拒绝了连接')
        .and.to.contain('账号')
        .and.to.contain('系统管理员');
      const answer = await operator.do({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: false });
      expect(answer.outcome, 'a seat is taken all the same, for when the exchange is back').to.equal('done');
      await operator.page.close();

      const { floor } = city();
      await floor.seat('1001', RINGS);
      const told = await examined(bridge, floor.server.secrets.ami, { seat: '1001', login: 'zhang1203' });
      expect(told.failed).to.deep.equal(['话务桥']);
      expect(told.text).to.contain('被交换机拒绝').and.to.contain('自动重试');

      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      expect(bridge.said().match(/话务系统拒绝连接/g), 'attempts that were told').to.have.lengthOf(1);
      const since = await until('Asterisk has it on record', async () => {
        const all = await attempts();
        return all.length > before && all.length - before;
      });
      expect(since, 'attempts on record').to.equal(1);
    });
  });
}
