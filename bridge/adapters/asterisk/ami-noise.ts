/**
 * Events that say nothing about legs, paths and queues. They are dropped before they are parsed: in busy-music.ami
 * TestEvent alone is a quarter of all messages, and with `read = all` VarSet and Newexten are most of a call
 * (all-classes.ami).
 */
export const noiseEvents: ReadonlySet<string> = new Set([
  // The test framework, which Debian builds in.
  'TestEvent',
  // Media quality, every 5 s for every leg.
  'RTCPSent',
  'RTCPReceived',
  // Each step and each variable of the dialplan.
  'Newexten',
  'VarSet',
  // What somebody keys in can be an identity number; it says nothing of legs and is not even read.
  'DTMFBegin',
  'DTMFEnd',
  // Who logged in to this very interface, this connection included.
  'ChallengeSent',
  'SuccessfulAuth',
  // Made of the same facts as the events that are kept.
  'Cdr',
  'CEL',
]);

/** The lines of manager.conf that keep noise from being sent at all, for a reader who sets up an exchange. */
export function eventFilterLines(names: Iterable<string>, advanced: boolean): string[] {
  return [...names].map((name) =>
    advanced ? `eventfilter(action(exclude),name(${name})) =` : `eventfilter = !Event: ${name}`,
  );
}
