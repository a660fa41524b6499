import { expect } from 'chai';
import { asteriskRoot, INSTALL_ASTERISK } from './asterisk-root.ts';
import { ANSWERS, CITIZEN, Floor, REJECTS, RINGS } from './floor.ts';
import { requireService } from './services.ts';

describe('calls through the rendered site, on a real Asterisk', function () {
  this.timeout(15_000);
  this.slow(10_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  let floor: Floor;

  before(async () => {
    floor = await Floor.open();
  });
  afterEach(() => floor?.clear());
  after(() => floor?.close());

  it('start without a complaint in Asterisk’s own log', async () => {
    const complaints = (await floor.server.messages())
      .split('\n')
      .filter((line) => /WARNING|ERROR/.test(line));
    expect(complaints).to.deep.equal([]);
  });

  describe('a citizen dials 12345', () => {
    it('and, pressing nothing, waits for the default line', async () => {
      await floor.seat('1001', RINGS, 'policy');
      await floor.citizen();
      const joined = await floor.seen({ Event: 'QueueCallerJoin' });
      expect(joined.get('Queue')).to.equal('policy');
      expect(joined.get('CallerIDNum')).to.equal(CITIZEN);
      expect(joined.all('ChanVariable')).to.deep.equal([
        'YHD_DID=12345',
        'YHD_REGION=430100',
        'YHD_LEVEL=normal',
      ]);
      expect(joined.get('Timestamp')).to.match(/^\d{10}\.\d{6}$/);
    });

    it('and chooses the line for guidance with 2, where a seat answers; the citizen hangs up', async () => {
      await floor.seat('1002', ANSWERS, 'service-guide');
      const call = await floor.citizen('2');
      const connected = await floor.seen({ Event: 'AgentConnect' });
      expect(connected.get('Queue')).to.equal('service-guide');
      expect(connected.get('Interface')).to.equal('PJSIP/1002');
      await call.hangUp();
      expect((await floor.seen({ Event: 'AgentComplete' })).get('Reason')).to.equal('caller');
    });

    it('and, when the seat hangs up, is asked for a rating and presses 5', async () => {
      const agent = await floor.seat('1003', ANSWERS, 'policy');
      const call = await floor.citizen('1');
      const atSeat = await agent.nextCall();
      await floor.talking();
      await atSeat.hangUp();
      expect((await floor.said('RatingAsked')).get('Queue')).to.equal('policy');
      await call.press('5');
      const rated = await floor.said('Satisfaction');
      expect(rated.has({ Queue: 'policy', Score: '5' })).to.be.true;
      await call.ended;
    });

    it('and, keying in nothing when asked, leaves an empty score', async () => {
      const agent = await floor.seat('1003', ANSWERS, 'policy');
      await floor.citizen('1');
      const atSeat = await agent.nextCall();
      await floor.talking();
      await atSeat.hangUp();
      expect((await floor.said('Satisfaction')).get('Score')).to.equal('');
    });

    it('and is offered to a free seat only once, although it serves two lines where citizens wait', async () => {
      const agent = await floor.seat('1004', ANSWERS, 'policy', 'service-guide');
      await Promise.all([floor.citizen('1'), floor.citizen('2')]);
      await agent.nextCall();
      await floor.talking();
      // The other citizen's line tries again every second.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(floor.events('AgentCalled')).to.have.lengthOf(1);
      expect(agent.unclaimedCalls).to.equal(0);
    });
  });

  describe('the dialplan says what app_queue does not', () => {
    it('a line without a seat refuses: JOINEMPTY', async () => {
      const call = await floor.citizen('3');
      const left = await floor.said('QueueLeft');
      expect(left.has({ Queue: 'disclosure', Status: 'JOINEMPTY' })).to.be.true;
      expect(floor.events('QueueCallerJoin')).to.be.empty;
      expect(await call.ended).to.deep.equal({ by: 'them', status: null });
    });

    it('the longest wait is over: TIMEOUT, although QueueCallerAbandon comes as well', async () => {
      await floor.seat('1004', RINGS, 'business');
      await floor.citizen('4');
      const joined = await floor.seen({ Event: 'QueueCallerJoin' });
      const left = await floor.said('QueueLeft');
      expect(left.get('Status')).to.equal('TIMEOUT');
      expect(floor.events('QueueCallerAbandon')).to.have.lengthOf(1);
      // 3 s and not 5, at the end of the second ring: `timeoutpriority = app`. The exchange counts whole seconds of its
      // clock, so that a citizen who joins late in one waits a second less.
      expect(Number(left.get('Timestamp')) - Number(joined.get('Timestamp'))).to.be.within(1.9, 4.9);
    });

    it('the last seat leaves: LEAVEEMPTY', async () => {
      await floor.seat('1001', RINGS, 'policy');
      await floor.citizen('1');
      await floor.seen({ Event: 'AgentCalled' });
      await floor.ami.act('QueueRemove', { Queue: 'policy', Interface: 'PJSIP/1001' });
      expect((await floor.said('QueueLeft')).get('Status')).to.equal('LEAVEEMPTY');
    });

    it('and is silent about a caller who gives up while the seat rings', async () => {
      await floor.seat('1001', RINGS, 'policy');
      const call = await floor.citizen('1');
      const uniqueid = (await floor.seen({ Event: 'AgentCalled' })).get('Uniqueid');
      await call.hangUp();
      await floor.seen({ Event: 'QueueCallerAbandon' });
      await floor.seen({ Event: 'Hangup', Uniqueid: uniqueid });
      expect(floor.events('UserEvent')).to.be.empty;
    });
  });

  describe('a transfer', () => {
    it('blind to a seat that answers ends with the rating', async () => {
      const first = await floor.seat('1005', ANSWERS, 'policy');
      const second = await floor.seat('1006', ANSWERS);
      const call = await floor.citizen('1');
      const atFirst = await first.nextCall();
      await floor.talking();
      expect(await atFirst.transferTo('1006')).to.equal(202);
      const atSecond = await second.nextCall();
      await floor.seen({ Event: 'DialEnd', DestCallerIDNum: '1006', DialStatus: 'ANSWER' });
      await atSecond.hangUp();
      await floor.said('RatingAsked');
      await call.press('4');
      expect((await floor.said('Satisfaction')).get('Score')).to.equal('4');
    });

    it('blind to a seat that rejects brings the citizen back to the line', async () => {
      const first = await floor.seat('1005', ANSWERS, 'policy');
      await floor.seat('1006', REJECTS);
      const call = await floor.citizen('1');
      const atFirst = await first.nextCall();
      await floor.talking();
      await atFirst.transferTo('1006');
      await (await first.nextCall()).answered;
      expect(floor.events('QueueCallerJoin').map((event) => event.get('Queue'))).to.deep.equal([
        'policy',
        'policy',
      ]);
      expect(call.isOver).to.be.false;
    });

    it('blind into another line is a second stay of the same call', async () => {
      const first = await floor.seat('1005', ANSWERS, 'policy');
      const second = await floor.seat('1006', ANSWERS, 'service-guide');
      await floor.citizen('1');
      const atFirst = await first.nextCall();
      await floor.talking();
      await atFirst.transferTo('7002');
      await (await second.nextCall()).answered;
      await floor.seen({ Event: 'AgentConnect', Queue: 'service-guide' });
      expect(new Set(floor.events('QueueCallerJoin').map((event) => event.get('Linkedid'))).size).to.equal(1);
    });

    it('attended: when the second seat hangs up, the citizen is asked for a rating', async () => {
      const first = await floor.seat('1005', ANSWERS, 'policy');
      const second = await floor.seat('1006', ANSWERS);
      await floor.citizen('1');
      const atFirst = await first.nextCall();
      await floor.talking();
      await atFirst.hold();
      await floor.seen({ Event: 'Hold' });
      const consultation = first.call('1006');
      const atSecond = await second.nextCall();
      await consultation.answered;
      expect(await atFirst.transferInto(consultation)).to.equal(202);
      await floor.seen({ Event: 'AttendedTransfer', Result: 'Success' });
      await atSecond.hangUp();
      await floor.said('RatingAsked');
    });

    it('into a line, by a seat that only asks there, ends without a rating', async () => {
      const first = await floor.seat('1005', ANSWERS);
      const second = await floor.seat('1006', ANSWERS, 'policy');
      const consultation = first.call('7001');
      const atSecond = await second.nextCall();
      await floor.talking();
      await atSecond.hangUp();
      await consultation.ended;
      expect(floor.events('UserEvent')).to.be.empty;
    });
  });

  describe('outside numbers', () => {
    it('on the list go out, and show the citizen the one number', async () => {
      const outside = await floor.outside('13874801114', ANSWERS);
      const call = (await floor.seat('1007', ANSWERS)).call('913874801114');
      expect((await outside.nextCall()).peer).to.equal('12345');
      await call.answered;
    });

    it('in an emergency need no prefix', async () => {
      const police = await floor.outside('110', ANSWERS);
      const call = (await floor.seat('1007', ANSWERS)).call('110');
      await police.nextCall();
      await call.answered;
    });

    it('not on the list do not go out', async () => {
      const agent = await floor.seat('1007', ANSWERS);
      for (const number of ['900441632960000', '916812345', '13874801114', '9138748011140']) {
        // 484: so far it looks like a number on the list.
        expect((await agent.call(number).ended).status, number).to.be.oneOf([404, 484]);
      }
    });
  });

  it('a three-way talk: two seats meet in a conference room', async () => {
    const first = await floor.seat('1005', ANSWERS);
    const second = await floor.seat('1006', ANSWERS);
    await Promise.all([first.call('8001').answered, second.call('8001').answered]);
    await floor.seen({ Event: 'ConfbridgeJoin', CallerIDNum: '1005' });
    await floor.seen({ Event: 'ConfbridgeJoin', CallerIDNum: '1006' });
  });
});
