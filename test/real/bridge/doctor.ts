import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { DoctorArguments } from '../../../bridge/commands/doctor/mission.ts';
import { testNumber } from '../../../bridge/commands/doctor/test-number.ts';
import { doctor } from '../../../bridge/commands/doctor.ts';
import { Said } from '../../commands/said.ts';
import { ANSWERS, REJECTS, RINGS } from '../floor.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { type City, PASSWORD } from './city.ts';

const SEAT = '1003';
const LOGIN = 'ceshi';

interface Examined {
  code: number;
  text: string;
  /** ✓ ✗ –, hop by hop */
  marks: string;
  failed: string[];
}

/** The site engineer's command, with the file that the bridge runs by. */
export async function examined(
  { folder, url }: Pick<BridgeProcess, 'folder' | 'url'>,
  secret: string,
  change: Partial<DoctorArguments> = {},
): Promise<Examined> {
  const said = new Said();
  const args = { config: join(folder, 'hotline.yaml'), url: url.href, seat: SEAT, login: LOGIN, ...change };
  const code = await doctor(args, environment(secret), new AbortController().signal, said);
  expect(said.text).to.not.contain(PASSWORD).and.to.not.contain(secret);
  return {
    code,
    text: said.text,
    marks: marksOf(said.text),
    failed: [...said.text.matchAll(/^✗ [ \d]\d ([^：]+)：/gmu)].map(([, name]) => name ?? ''),
  };
}

function marksOf(text: string): string {
  return (text.match(/^[✓✗–](?= [ \d]\d )/gmu) ?? []).join('');
}

function environment(secret: string): NodeJS.ProcessEnv {
  return { YHD_AMI_SECRET: secret, YIHAODA_DOCTOR_PASSWORD: PASSWORD };
}

/** Beside a bridge that serves, and telephones that ring, refuse or are away. */
export function whatTheDoctorSays(city: () => City): void {
  describe('the doctor of the pop', () => {
    const asked = (change?: Partial<DoctorArguments>) =>
      examined(city().bridge, city().floor.server.secrets.ami, change);

    beforeEach(() => city().person(LOGIN, ['operator']));

    /** The bridge's file, changed. */
    async function fileWith(name: string, change: (text: string) => string): Promise<string> {
      const { folder } = city().bridge;
      const file = join(folder, name);
      await writeFile(file, change(await readFile(join(folder, 'hotline.yaml'), 'utf8')));
      return file;
    }

    /** No call, no membership, nobody at the seat, and of the sessions only the one that the test itself began. */
    async function leftNothing(): Promise<void> {
      expect(await city().floor.ami.list('CoreShowChannels')).to.deep.equal([]);
      expect(await city().memberships(SEAT)).to.deep.equal([]);
      const database = new DatabaseSync(join(city().bridge.data, 'yihaoda.db'), {
        readOnly: true,
        timeout: 5000,
      });
      try {
        const sessions = database
          .prepare(
            'select count(*) as open from session join account on account.id = session.account_id where login = ?',
          )
          .get(LOGIN);
        expect(sessions?.open).to.equal(1);
        expect(
          database.prepare('select count(*) as held from seat_session where seat = ?').get(SEAT)?.held,
        ).to.equal(0);
      } finally {
        database.close();
      }
    }

    it('follows a test call to the page hop by hop, counts it nowhere, and leaves nothing behind', async () => {
      const before = await city().figures();
      await city().floor.seat(SEAT, RINGS);
      const { code, text, marks } = await asked();
      expect(marks, text).to.equal('✓'.repeat(14));
      expect(code).to.equal(0);
      expect(text).to.match(/页面弹屏：座席 1003 .* \d+ 毫秒/);
      expect(text).to.contain(testNumber);
      expect(await city().figures()).to.deep.equal(before);
      await leftNothing();
    });

    it('does so on another line by its key while others are free on the first, and where somebody answers', async () => {
      const other = await city().operator('li1204');
      await city().floor.seat('1002', ANSWERS);
      await other.takesSeat('1002', 'policy');
      await city().floor.seat(SEAT, ANSWERS);

      const first = await asked();
      expect(first.failed).to.deep.equal(['队列与话机']);
      expect(first.text).to.contain('PJSIP/1002').and.to.contain('--queue');

      const second = await asked({ queue: 'service-guide' });
      expect(second.marks, second.text).to.equal('✓'.repeat(14));

      // A line for tests alone has no key: it is entered by its extension.
      const file = await fileWith('tests.yaml', (text) => text.replaceAll(/^( +)digit: "3"$/gm, ''));
      const third = await asked({ config: file, queue: 'disclosure' });
      expect(third.marks, third.text).to.equal('✓'.repeat(14));
      expect(third.text).to.contain('7003@seats');
      expect(other.desk.cards).to.deep.equal([]);
      await leftNothing();
    });

    it('plays nothing while a citizen waits, and gives way where one is offered to the seat', async () => {
      await city().floor.seat(SEAT, RINGS);
      // Somebody serves the line, on a break just now: so the citizen is let in to wait.
      await city().floor.seat('1002', RINGS, 'policy');
      await city().floor.ami.act('QueuePause', { Interface: 'PJSIP/1002', Paused: 'true', Reason: '用餐' });
      await city().floor.citizen('1');
      await city().floor.seen({ Event: 'QueueCallerJoin' });
      const careful = await asked();
      expect(careful.failed).to.deep.equal(['队列与话机']);
      expect(careful.text).to.contain('有 1 位市民在排队');

      const live = await asked({ live: true });
      expect(live.failed, live.text).to.deep.equal(['派给座席']);
      expect(live.text).to.contain('真实来电').and.to.contain('让路');
      const waiting = await city().floor.ami.list('QueueStatus', { Queue: 'policy' });
      expect(waiting.filter((item) => item.get('Event') === 'QueueEntry')).to.have.lengthOf(1);
      expect(await city().memberships(SEAT)).to.deep.equal([]);
    });

    it('names a wrong manager secret, and looks at bridge and page all the same', async () => {
      await city().floor.seat(SEAT, RINGS);
      const { ami } = city().floor.server.secrets;
      const { code, marks, text } = await examined(city().bridge, ami.replaceAll(/./g, 'x'));
      expect(marks).to.equal('✓✗–✓✓–––––––––');
      expect(code).to.equal(1);
      expect(text).to.contain('断在第 2 步').and.to.contain('manager.conf').and.to.contain('secret');
    });

    it('names a telephone that is not registered, and takes no seat for it', async () => {
      const { code, marks, text } = await asked();
      expect(marks).to.equal('✓✓✗✓✓–––––––––');
      expect(code).to.equal(1);
      expect(text).to.contain('断在第 3 步').and.to.contain('PJSIP/1003 没有注册');
      await leftNothing();
    });

    it('names a queue that the exchange calls otherwise', async () => {
      const file = await fileWith('other-queue.yaml', (text) =>
        text.replaceAll('queue: policy', 'queue: Policy'),
      );
      const told = await asked({ config: file });
      expect(told.failed).to.deep.equal(['队列与话机']);
      expect(told.text).to.contain('交换机没有队列 Policy').and.to.contain('policy');
    });

    it('names a seat that is a member under another interface than the file’s, and signs it out', async () => {
      await city().floor.seat('1004', RINGS);
      const other: Readonly<Record<string, string>> = { '1003': '1004', '1004': '1003' };
      const file = await fileWith('other-interface.yaml', (text) =>
        text.replaceAll(/interface: PJSIP\/(100[34])$/gm, (_, seat) => `interface: PJSIP/${other[seat]}`),
      );
      const told = await asked({ config: file });
      expect(told.failed, told.text).to.deep.equal(['队列成员']);
      expect(told.text).to.contain('没有 PJSIP/1004，却有 PJSIP/1003');
      expect(told.marks).to.equal('✓✓✓✓✓✓✗––––––✓');
      await leftNothing();
    });

    it('names a bridge that does not answer', async () => {
      await city().floor.seat(SEAT, RINGS);
      // Nobody listens there but by UDP.
      const told = await asked({ url: `http://127.0.0.1:${city().floor.server.sip.port}/` });
      expect(told.failed).to.deep.equal(['话务桥']);
      expect(told.text).to.contain('断在第 4 步').and.to.contain('没有应答').and.to.contain('ECONNREFUSED');
    });

    it('takes nobody’s seat: it names the seat’s holder and leaves them where they are', async () => {
      const holder = await city().operator('zhang1203');
      await city().floor.seat(SEAT, RINGS);
      await holder.takesSeat(SEAT, 'business');
      const told = await asked();
      expect(told.failed).to.deep.equal(['签入座席']);
      expect(told.text).to.contain('有人在用').and.to.contain('zhang1203');
      expect(holder.page.isOpen && holder.desk.seat).to.equal(SEAT);
    });

    it('names a telephone that refuses, though the page popped', async () => {
      await city().floor.seat(SEAT, REJECTS);
      const told = await asked();
      expect(told.failed, told.text).to.deep.equal(['话机振铃']);
      expect(told.text).to.contain('BUSY').and.to.contain('免打扰');
      expect(told.text).to.match(/✓ 12 页面弹屏/);
      await leftNothing();
    });

    it('takes everything back when it is stopped in the middle of the call', async () => {
      await city().floor.seat(SEAT, RINGS);
      const { bridge, floor } = city();
      // Without a key the greeting is played to its end: there is time to press Ctrl+C.
      const file = await fileWith('no-key.yaml', (text) => text.replaceAll(/^( +)digit: "1"$/gm, ''));
      const args = ['--config', file, '--url', bridge.url.href];
      const child = spawn(
        process.execPath,
        ['scripts/run.cjs', 'bridge/cli.ts', 'doctor', ...args, '--seat', SEAT, '--login', LOGIN],
        {
          env: { ...process.env, ...environment(floor.server.secrets.ami) },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const exited = once(child, 'exit');
      let text = '';
      for await (const chunk of child.stdout.setEncoding('utf8')) {
        text += chunk;
        if (String(chunk).includes('测试来电进入：')) child.kill('SIGINT');
      }
      await exited;
      expect(child.exitCode, text).to.equal(1);
      expect(text).to.contain('收到停止信号');
      expect(text)
        .to.match(/✓ 13 挂断/)
        .and.to.match(/✓ 14 签出/)
        .and.to.match(/检查被中止|结论：从交换机/);
      await leftNothing();
    });
  });
}
