import type { SiteFacts } from '../bridge/domain/telephony/site.ts';
import type { HotlineConfig } from './schema.ts';

/** What observations of this site's exchange mean; it goes into the journal with them. */
export function siteFacts(config: HotlineConfig): SiteFacts {
  const { pbx, city, dial } = config;
  return {
    pbxId: pbx.id,
    number: config.number,
    otherNumbers: config.otherNumbers,
    cityUnitId: city.unitId,
    regionCode: city.regionCode,
    trunkEndpoints: config.trunks.map(({ endpoint }) => endpoint),
    outboundPrefix: dial.outboundPrefix,
    seats: config.seats.map((seat) => ({ seat: seat.seat, interface: seat.interface })),
    queues: config.lines.map((line) => ({
      queue: line.queue,
      name: line.name,
      extension: line.extension,
      digit: line.digit,
      serviceFunction: line.serviceFunction,
      unitId: line.unitId ?? city.unitId,
      serviceLevelSeconds: line.serviceLevelSeconds,
    })),
    seatContext: dial.context,
    conferencePattern: dial.conferencePattern,
    ratingGrades: config.rating.ask === null ? {} : config.rating.keys,
  };
}
