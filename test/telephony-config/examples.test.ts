import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import { siteFrom } from './site.ts';

const example = (name: string) =>
  siteFrom(readFileSync(join(import.meta.dirname, '../../telephony-config/examples', name), 'utf8'));

describe('the example sites', () => {
  it('recordings.yaml gives the facts that the recordings are read with', () => {
    const facts = siteFacts(example('recordings.yaml'));
    expect(facts).to.deep.include({
      number: '12345',
      regionCode: '430100',
      trunkEndpoints: ['PJSIP/trunk'],
      outboundPrefix: '9',
      seatContext: 'seats',
      conferencePattern: '_80XX',
      ratingGrades: { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 },
    });
    expect(facts.queues.map(({ queue, extension, digit }) => [queue, extension, digit])).to.deep.equal([
      ['policy', '7001', '1'],
      ['service-guide', '7002', '2'],
      ['disclosure', '7003', '3'],
      ['business', null, '4'],
    ]);
    expect(facts.seats).to.have.lengthOf(20);
    expect(facts.seats.at(-1)).to.deep.equal({ seat: '1020', interface: 'PJSIP/1020' });
  });

  it('changsha.yaml is a whole site with 200 seats', () => {
    const facts = siteFacts(example('changsha.yaml'));
    expect(facts.seats).to.have.lengthOf(200);
    expect(facts.queues.map(({ unitId }) => unitId)).to.deep.equal(['cs', 'cs', 'cs', 'cs-business']);
    expect(facts.otherNumbers).to.deep.equal(['073112345']);
  });
});
