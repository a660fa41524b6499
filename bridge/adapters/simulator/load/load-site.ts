import type { SiteFacts } from '../../../domain/telephony/site.ts';

/** The facts of a site with so many seats, for loads: seats 20001 and on, four lines. */
export function loadSite(seats: number): SiteFacts {
  const line = (
    queue: string,
    name: string,
    digit: string,
    serviceFunction: 'POLICY' | 'SERVICE_GUIDE' | 'DISCLOSURE_GUIDE',
  ) => ({
    queue,
    name,
    extension: `700${digit}`,
    digit,
    serviceFunction,
    unitId: '430100',
    serviceLevelSeconds: 15,
  });
  return {
    pbxId: 'load',
    number: '12345',
    otherNumbers: [],
    cityUnitId: '430100',
    regionCode: '430100',
    trunkEndpoints: ['PJSIP/trunk'],
    outboundPrefix: '9',
    seats: Array.from({ length: seats }, (_, i) => {
      const seat = String(20_001 + i);
      return { seat, interface: `PJSIP/${seat}` };
    }),
    queues: [
      line('policy', '政策咨询', '1', 'POLICY'),
      line('service-guide', '办事指引', '2', 'SERVICE_GUIDE'),
      line('disclosure', '指导申请公开', '3', 'DISCLOSURE_GUIDE'),
      line('business', '涉企政策', '4', 'POLICY'),
    ],
    seatContext: 'seats',
    conferencePattern: '_80XX',
    ratingGrades: { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 },
  };
}
