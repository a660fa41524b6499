import { expect } from 'chai';
import { type AmiMessage, amiMessage, field } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { Evidence } from '../../../bridge/adapters/asterisk/evidence.ts';
import {
  capabilitiesOf,
  rightsFindings,
  rightsOf,
  versionFinding,
} from '../../../bridge/adapters/asterisk/startup-report.ts';
import { recording, recordings, replayed } from './recordings.ts';

function message(fields: Record<string, string>): AmiMessage {
  const made = amiMessage(fields);
  if (made === null) throw new Error('no message');
  return made;
}

const listCommands = (commands: Record<string, string>) =>
  message({
    response: 'Success',
    ...Object.fromEntries(Object.entries(commands).map(([name, rights]) => [name, `x (Priv: ${rights})`])),
  });

describe('the start-up report: what the account may do', () => {
  it('reads it from ListCommands, which lists what one may send (snapshot-endpoints.ami)', async () => {
    const { messages } = await replayed(recording('more/snapshot-endpoints.ami'));
    const answer = messages.find((each) => field(each, 'listcommands') !== null);
    const rights = rightsOf(answer ?? message({ response: 'Error' }));
    expect(rights.actions).to.include.keys('queueadd', 'originate', 'redirect', 'queuestatus', 'filter');
    expect(rights.actions).to.not.include.keys('command', 'updateconfig', 'actionid');
    expect([...rights.classes].sort()).to.deep.equal(['agent', 'call', 'originate', 'system', 'user']);
    expect(rightsFindings('bridge', rights, false).map(({ code }) => code)).to.deep.equal([
      'right-in-excess-system',
    ]);
    expect(capabilitiesOf(rights, false)).to.deep.include({
      memberControl: true,
      hangUp: true,
      redirect: true,
      originate: true,
    });
  });

  it('names each right that is missing, and what cannot be done without it', () => {
    const findings = rightsFindings(
      'bridge',
      rightsOf(listCommands({ queuestatus: '<none>', ping: '<none>' })),
      false,
    );
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).to.deep.equal([
      'error right-missing-agent',
      'error right-missing-reporting',
      'warning right-missing-call',
      'warning right-missing-originate',
    ]);
    for (const { zh, en } of findings)
      expect(zh + en).to.match(/manager\.conf 的 \[bridge\].*lacks write=.*manager\.conf/s);
  });

  it('names rights in excess like missing ones', () => {
    const needed = {
      queueadd: 'agent,all',
      coreshowchannels: 'system,reporting,all',
      redirect: 'call,all',
      originate: 'originate,all',
    };
    const codes = (more: Record<string, string>, control = false) =>
      rightsFindings('bridge', rightsOf(listCommands({ ...needed, ...more })), control).map(
        ({ code }) => code,
      );
    expect(codes({})).to.deep.equal([]);
    expect(codes({ coresettings: 'system,reporting,all' }), 'it may be the other class').to.deep.equal([]);
    expect(codes({ command: 'command,all' })).to.deep.equal(['right-in-excess-command']);
    const system = { pjsipnotify: 'system,all' };
    expect(codes(system)).to.deep.equal(['right-in-excess-system']);
    expect(codes(system, true), 'the price of telephones that take orders').to.deep.equal([]);
    expect(codes({}, true)).to.deep.equal(['right-missing-system']);
    const most = { command: 'command,all', dbput: 'system,all', updateconfig: 'config,all' };
    expect(codes(most)).to.have.lengthOf(3);
    expect(codes({ ...most, messagesend: 'message,all' })).to.deep.equal(['right-in-excess-all']);
  });

  it('shows the panel what cannot be done, and promises nothing that Asterisk cannot do', () => {
    expect(capabilitiesOf(rightsOf(listCommands({ queuestatus: '<none>' })), true)).to.deep.equal({
      queueState: true,
      memberControl: false,
      answer: false,
      hangUp: false,
      hold: false,
      redirect: false,
      originate: false,
      mute: false,
      consult: false,
      conference: false,
      transfer: false,
      press: false,
      monitor: false,
    });
  });

  it('offers answer and hold only where the site has such telephones and the account may tell them', () => {
    const may = rightsOf(listCommands({ pjsipnotify: 'system,all' }));
    expect(capabilitiesOf(may, true)).to.deep.include({ answer: true, hold: true });
    expect(capabilitiesOf(may, false)).to.deep.include({ answer: false, hold: false });
  });

  it('knows an Asterisk that is too old, old, current or unknown', () => {
    const code = (version: string | null) => versionFinding(version).code;
    expect(['11.25.3', '1.8.32.3', '12.8.2'].map(code)).to.deep.equal(Array(3).fill('version-too-old'));
    expect(['13.38.3', '18.9.0', 'certified/18.9-cert4'].map(code)).to.deep.equal(
      Array(3).fill('version-old'),
    );
    expect(['22.10.1+dfsg+~cs6', '20.0.0', 'certified/20.7-cert3', 'GIT-22-abc'].map(code)).to.deep.equal(
      Array(4).fill('version'),
    );
    expect([null, '', 'yes', 'GIT-master-abc'].map(code)).to.deep.equal(Array(4).fill('version-unknown'));
  });
});

describe('the start-up report: what the stream itself shows', () => {
  async function evidenceOf(bytes: Buffer): Promise<string[]> {
    const evidence = new Evidence('bridge');
    for (const each of (await replayed(bytes)).messages) evidence.message(each);
    return evidence.findings.map(({ code }) => code);
  }

  const without = (file: string, line: RegExp) =>
    Buffer.from(recording(file).toString('latin1').replace(line, ''), 'latin1');
  const withoutEvent = (file: string, test: (message: string) => boolean) =>
    Buffer.from(
      recording(file)
        .toString('latin1')
        .split('\r\n\r\n')
        .filter((each) => !test(each))
        .join('\r\n\r\n'),
      'latin1',
    );

  it('has nothing to say of any recording of an exchange that is set up well', async function () {
    this.timeout(30_000);
    for (const file of recordings) expect(await evidenceOf(recording(file)), file).to.deep.equal([]);
  });

  it('tells that events carry no time', async () => {
    expect(await evidenceOf(without('caller-hangs-up.ami', /Timestamp: .*\r\n/g))).to.deep.equal([
      'no-timestamps',
    ]);
  });

  it('tells that the dialplan is silent where a queue gives up (queue-timeout.ami, leave-empty.ami)', async () => {
    for (const file of ['queue-timeout.ami', 'leave-empty.ami']) {
      const silent = withoutEvent(file, (each) => each.includes('UserEvent: QueueLeft'));
      expect(await evidenceOf(silent), file).to.deep.equal(['dialplan-silent']);
    }
  });

  it('does not take a caller who hangs up for a silent dialplan (caller-abandons.ami)', async () => {
    expect(await evidenceOf(recording('caller-abandons.ami'))).to.deep.equal([]);
  });

  it('tells that queue events or call events do not arrive (C-03)', async () => {
    const noAgent = withoutEvent('more/busy-music.ami.gz', (each) => each.includes('Privilege: agent,all'));
    expect(await evidenceOf(noAgent)).to.include('read-missing-agent');
    const noCall = withoutEvent('busy.ami.gz', (each) => each.includes('Privilege: call,all'));
    expect(await evidenceOf(noCall)).to.include('read-missing-call');
  });

  it('tells what to filter at the source where noise is a good part of the stream (C-23)', async () => {
    const evidence = new Evidence('bridge');
    const { messages, end } = await replayed(recording('busy.ami.gz'));
    for (const each of messages) evidence.message(each);
    expect(evidence.noise(new Map([['TestEvent', 999]]), true)).to.equal(false);
    expect(evidence.noise(end.dropped, true)).to.equal(true);
    expect(evidence.noise(end.dropped, true), 'once').to.equal(false);
    expect(evidence.findings[0]?.en).to.include('eventfilter(action(exclude),name(TestEvent)) =');
    const older = new Evidence('bridge');
    older.noise(end.dropped, false);
    expect(older.findings[0]?.zh).to.include('eventfilter = !Event: TestEvent');
  });
});
