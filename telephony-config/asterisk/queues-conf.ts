import type { HotlineConfig, Line } from '../schema.ts';
import { comment, confText, type Section, section, sectionFrom, set, template } from './conf-text.ts';

// The underscore keeps it apart from every queue: their names have none.
const TEMPLATE = '_line';

/**
 * The queues. What differs between lines stands in each line, never in the template: a queue can neither override its
 * template's `strategy` nor take back its `joinempty` (seen on Asterisk 22.10: a caller was kept out while the only
 * seat talked).
 */
export function queuesConf(config: HotlineConfig): string {
  return confText([
    section(
      'general',
      // Members are put back by the bridge, which knows who is signed in. Kept members would come back after a
      // restart as they were before it: calls would ring at desks whose people went home meanwhile.
      set('persistentmembers', false),
      set('autofill', true),
      // One seat serves several lines: its last call counts in all of them.
      set('shared_lastcall', true),
      // queue_log then names the interface, which is a key; the member's name is free text.
      set('log_membername_as_agent', false),
    ),
    template(
      TEMPLATE,
      // A seat in a talk is not offered a second citizen.
      set('ringinuse', false),
      // The wait is cut to what is left of it; with `conf` a queue told to give up after 8 s gave up after 13
      // (recording queue-timeout).
      set('timeoutpriority', 'app'),
      set('timeoutrestart', false),
      // MEMBERINTERFACE would keep naming the first seat after a transfer: a second witness, and a wrong one.
      set('setinterfacevar', false),
      set('setqueuevar', false),
      set('announce-frequency', config.announcements.position ? config.announcements.waitingEverySeconds : 0),
      set('announce-position', config.announcements.position),
      set('announce-holdtime', false),
      config.announcements.waiting === null
        ? []
        : [
            set('periodic-announce', config.announcements.waiting),
            set('periodic-announce-frequency', config.announcements.waitingEverySeconds),
          ],
      // From the moment a seat answers; the bridge mutes it while the citizen reads out personal data (MixMonitorMute).
      config.recording === undefined ? [] : [set('monitor-format', 'wav')],
      set('musicclass', 'default'),
    ),
    ...config.lines.map(queue),
  ]);
}

function queue(line: Line): Section {
  return sectionFrom(
    TEMPLATE,
    line.queue,
    comment(`${line.name}（${line.serviceLevelSeconds} 秒：${line.serviceLevelBasis}）`),
    set('strategy', line.strategy),
    set('timeout', line.ringSeconds),
    set('retry', line.retrySeconds),
    set('maxlen', line.maxWaiting),
    set('wrapuptime', line.queueWrapUpSeconds),
    set('autopause', line.autopause),
    // In app_queue's words `joinempty = yes` lets everybody in, and `leavewhenempty = no` puts nobody out.
    set('joinempty', line.joinEmpty.join(',') || 'yes'),
    set('leavewhenempty', line.leaveWhenEmpty.join(',') || 'no'),
    set('servicelevel', line.serviceLevelSeconds),
  );
}
