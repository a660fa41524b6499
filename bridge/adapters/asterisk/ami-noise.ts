/**
 * Events that say nothing about legs, paths and queues. They are dropped before they are parsed: in busy-music.ami
 * TestEvent alone is a quarter of all messages, and with `read = all` VarSet and Newexten are most of a call
 * (all-classes.ami).
 */
const noiseEvents: ReadonlySet<string> = new Set([
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

/**
 * Headers of events that nobody reads: more than half of what a call's messages consist of. They are left out before
 * parsing, which takes as long for them as for the others, and whom somebody talks to (`ConnectedLine…`) then goes no
 * further. What is not named here passes.
 */
const noiseHeaders: ReadonlySet<string> = new Set([
  'AccountCode',
  'BridgeCreator',
  'BridgeName',
  'BridgeNumChannels',
  'BridgeTechnology',
  'BridgeType',
  'BridgeVideoSourceMode',
  'CallsTaken',
  'ChanVariable',
  'ChannelStateDesc',
  'ConnectedLineName',
  'ConnectedLineNum',
  'DestAccountCode',
  'DestCallerIDName',
  'DestCallerIDNum',
  'DestChanVariable',
  'DestChannelState',
  'DestChannelStateDesc',
  'DestConnectedLineName',
  'DestConnectedLineNum',
  'DestContext',
  'DestExten',
  'DestLanguage',
  'DestPriority',
  'InCall',
  'Language',
  'LastCall',
  'LastPause',
  'LoginTime',
  'Membership',
  'Priority',
  'Ringinuse',
  'Wrapuptime',
]);

/** What is dropped before it is parsed. */
export interface AmiNoise {
  /** whole events, by name */
  events: ReadonlySet<string>;
  /** headers of all other events */
  headers: ReadonlySet<string>;
}

export const amiNoise: AmiNoise = { events: noiseEvents, headers: noiseHeaders };

/** The lines of manager.conf that keep noise from being sent at all, for a reader who sets up an exchange. */
export function eventFilterLines(names: Iterable<string>, advanced: boolean): string[] {
  return [...names].map((name) =>
    advanced ? `eventfilter(action(exclude),name(${name})) =` : `eventfilter = !Event: ${name}`,
  );
}
