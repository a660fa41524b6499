import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { SiteFacts } from '../domain/telephony/site.ts';

/** The unit whose line the call came in on; a call outside all lines is the city's. */
export function unitOfCall(fact: CallFact, site: SiteFacts): string {
  const queue = fact.queueStays[0]?.queue;
  return site.queues.find((one) => one.queue === queue)?.unitId ?? site.cityUnitId;
}
