import { expect } from 'chai';
import { extensionsConf } from '../../../telephony-config/asterisk/extensions-conf.ts';
import { SMALLEST_SITE, sectionOf, siteFrom, siteWith } from '../site.ts';

const dialplan = (text: string) => extensionsConf(siteFrom(text));

describe('the dialplan', () => {
  it('greets and queues, without a menu, where no line has a digit', () => {
    expect(sectionOf(dialplan(SMALLEST_SITE), 'from-trunk')).to.deep.equal([
      `exten => 12345,1,Set(__YHD_DID=$\{EXTEN})`,
      ' same => n,Set(__YHD_REGION=430100)',
      ' same => n,Set(__YHD_LEVEL=normal)',
      ' same => n,Set(YHD_CITIZEN=1)',
      ' same => n,Answer()',
      ' same => n,Playback(beep)',
      ' same => n(policy),Set(YHD_QUEUE=policy)',
      ' same => n,Set(YHD_WAIT=300)',
      ' same => n,Queue(policy,cCit,,,300)',
      ' same => n,Goto(yihaoda-after-queue,s,1)',
    ]);
  });

  it('takes each number that the carrier may deliver, and no other', () => {
    const lines = sectionOf(dialplan(siteWith({ add: 'otherNumbers: [073112345]\n' })), 'from-trunk');
    expect(lines.filter((line) => line.startsWith('exten')).map((line) => line.split(',')[0])).to.deep.equal([
      'exten => 12345',
      'exten => 073112345',
    ]);
  });

  it('gives who presses nothing to the line that the site names', () => {
    const second = '  - { queue: guide, name: 办事指引, digit: 2, serviceFunction: SERVICE_GUIDE }\n';
    const lines = sectionOf(
      dialplan(siteWith({ replace: ['seats:\n', `${second}seats:\n`], add: 'defaultLine: guide\n' })),
      'from-trunk',
    );
    const queues = lines
      .filter((line) => line.includes('Queue('))
      .map((line) => /Queue\(([^,]+)/.exec(line)?.[1]);
    expect(queues).to.deep.equal(['guide', 'policy']);
    expect(lines.some((line) => line.includes('GotoIf'))).to.be.false;
  });

  it('tells the caller of a recording before the queue', () => {
    const lines = sectionOf(
      dialplan(siteWith({ add: 'recording: { notice: yihaoda/recorded }\n' })),
      'from-trunk',
    );
    const notice = lines.findIndex((line) => line.includes('Playback(yihaoda/recorded)'));
    expect(notice).to.be.within(0, lines.findIndex((line) => line.includes('Queue(')) - 1);
  });

  it('lets nobody dial out of a site without a way out, not even in an emergency', () => {
    expect(dialplan(SMALLEST_SITE)).not.to.contain('@trunk');
  });

  it('lets seats dial what is listed, after the prefix, and emergencies with or without it', () => {
    const text = siteWith({
      replace: ['match: 10.99.0.5', "match: 10.99.0.5\n    contact: 'sip:10.99.0.5'"],
      add: "dial: { outboundPrefix: '0', allowed: ['_1[3-9]XXXXXXXXX'], emergency: ['110'] }\n",
    });
    const dialled = sectionOf(dialplan(text), 'seats').filter((line) => line.includes('@trunk'));
    expect(dialled.map((line) => line.replace('exten => ', '').split(',')[0])).to.deep.equal([
      '110',
      '0110',
      '_01[3-9]XXXXXXXXX',
    ]);
  });

  it('tries a second carrier only where the first could not take the call', () => {
    const contact = "match: 10.99.0.5\n    contact: 'sip:10.99.0.5'";
    const second =
      "  - { name: spare, endpoint: PJSIP/spare, match: 10.98.0.5, contact: 'sip:10.98.0.5' }\nlines:";
    const text = siteWith({ replace: ['match: 10.99.0.5', contact] }).replace('lines:', second);
    const lines = sectionOf(dialplan(text), 'seats');
    const at = lines.findIndex((line) => line.startsWith('exten => 110,'));
    expect(lines[at + 1]).to.match(/ExecIf.*CHANUNAVAIL.*CONGESTION.*@spare/);
  });

  it('asks for no rating where the site wants none', () => {
    expect(dialplan(siteWith({ add: 'rating: { ask: null }\n' }))).not.to.contain('Satisfaction');
  });
});
