import { withPrefix } from '../dial-pattern.ts';
import type { HotlineConfig, Line } from '../schema.ts';
import { comment, confText, extension, type Section, section, set } from './conf-text.ts';

/** Context of calls from the carrier, as in the recordings: it tells where a leg came from. */
export const TRUNK_CONTEXT = 'from-trunk';
const AFTER_QUEUE = 'yihaoda-after-queue';
const RETURN = 'yihaoda-return';

// c: the caller stays in the dialplan when the seat hangs up (rating). C: telephones that lost a ring-all list no
// missed call. i: a telephone's own call forwarding (302) must not carry a citizen off to wherever it points.
// t: the seat, not the caller, may transfer by feature code.
const QUEUE_OPTIONS = 'cCit';

type Step = string | { label: string; step: string };

/**
 * The dialplan. Where the PBX is silent about why a caller left, it speaks itself: app_queue sends nothing at all when
 * it refuses a caller (recording join-empty), and QueueCallerAbandon alike whether the caller gave up or the queue did
 * (queue-timeout, leave-empty). Its words, in UserEvents named as in the recordings:
 *
 * - `QueueLeft`: Queue, Status (JOINEMPTY, LEAVEEMPTY, TIMEOUT, FULL …): the queue let the caller go, unanswered
 * - `RatingAsked`: Queue: the citizen is asked for a rating
 * - `Satisfaction`: Queue, Score: the key that was pressed, empty where none was
 */
export function extensionsConf(config: HotlineConfig): string {
  return confText([
    section('general', set('static', true), set('writeprotect', true), set('autofallthrough', true)),
    fromTrunk(config),
    seats(config),
    afterQueue(config),
    returned(),
  ]);
}

const value = (variable: string) => `\${${variable}}`;
const when = (condition: string, target: string) => `GotoIf($[${condition}]?${target})`;
const is = (variable: string, text: string) => `"${value(variable)}"="${text}"`;
const play = (sound: string | null): Step[] => (sound === null ? [] : [`Playback(${sound})`]);

function fromTrunk(config: HotlineConfig): Section {
  const { lines, announcements, channelVariables, recording } = config;
  const first = lines.find(({ queue }) => queue === config.defaultLine) ?? lines[0];
  const inOrder = first === undefined ? lines : [first, ...lines.filter((line) => line !== first)];
  const choosable = lines.filter(({ digit }) => digit !== null);
  const variables = { YHD_REGION: config.city.regionCode, ...channelVariables };
  const steps: Step[] = [
    `Set(__YHD_DID=${value('EXTEN')})`,
    ...Object.entries(variables).map(([name, text]) => `Set(__${name}=${text})`),
    // Not inherited (no underscores): it marks the citizen's own channel, for rating and return.
    'Set(YHD_CITIZEN=1)',
    'Answer()',
    ...play(recording?.notice ?? null),
    ...(choosable.length === 0
      ? play(announcements.greeting)
      : [`Read(YHD_DIGIT,${announcements.greeting ?? ''},1,,1,${announcements.digitWaitSeconds})`]),
    ...choosable
      .filter((line) => line !== first)
      .map(({ queue, digit }) => when(is('YHD_DIGIT', digit ?? ''), queue)),
    ...inOrder.flatMap((line) => queueSteps(line, line.queue)),
  ];
  return section(
    TRUNK_CONTEXT,
    comment(
      '一号受理：问候语后直接排队，播放时按键可选专线 (greet, then queue, a digit meanwhile chooses the line)',
    ),
    [config.number, ...config.otherNumbers].flatMap((number) => extension(number, ...steps)),
  );
}

function queueSteps({ queue, maxWaitSeconds }: Line, label?: string): Step[] {
  const first = `Set(YHD_QUEUE=${queue})`;
  return [
    label === undefined ? first : { label, step: first },
    `Set(YHD_WAIT=${maxWaitSeconds})`,
    `Queue(${queue},${QUEUE_OPTIONS},,,${maxWaitSeconds})`,
    `Goto(${AFTER_QUEUE},s,1)`,
  ];
}

function seats(config: HotlineConfig): Section {
  const { dial, lines } = config;
  return section(
    dial.context,
    comment(
      '座席可拨的号码，转接也走这里；没写的拨不出去 (what a seat can dial, and where its transfers go)',
    ),
    extension(
      dial.seatPattern,
      `Dial(PJSIP/${value('EXTEN')},${dial.ringSeconds},git)`,
      when(is('YHD_CITIZEN', ''), 'end'),
      // A citizen transferred blind to a seat: after the talk comes the rating, as after a queue.
      when(is('DIALSTATUS', 'ANSWER'), `${AFTER_QUEUE},s,rate`),
      // The seat did not answer: hanging up would punish the citizen for it.
      `Goto(${RETURN},s,1)`,
      { label: 'end', step: 'Hangup()' },
    ),
    lines.flatMap((line) => (line.extension === null ? [] : extension(line.extension, ...queueSteps(line)))),
    dial.conferencePattern === null
      ? []
      : extension(
          dial.conferencePattern,
          `ConfBridge(${value('EXTEN')},default_bridge,default_user)`,
          'Hangup()',
        ),
    outsideNumbers(config),
  );
}

/**
 * T: a seat that calls out may consult and hand on. Never a citizen who was transferred here, nor the Local pair of a
 * consultation, through which the citizen's keys could come later: they would dial at the hotline's cost.
 */
const MAY_HAND_ON = value(`IF($[${is('YHD_CITIZEN', '')} & ${is('CHANNEL(channeltype)', 'PJSIP')}]?T)`);

function outsideNumbers({ dial, trunks }: HotlineConfig): string[] {
  const carriers = trunks
    .filter(({ contact }) => contact !== undefined)
    .map(({ endpoint }) => endpoint.slice('PJSIP/'.length));
  if (carriers.length === 0) return [];
  const call = (number: string): Step[] => [
    ...carriers.map((carrier, index) => {
      const step = `Dial(PJSIP/${number}@${carrier},${dial.ringSeconds},${MAY_HAND_ON}i)`;
      // The next carrier only where the last one could not take the call at all: busy and no answer are answers.
      return index === 0
        ? step
        : `ExecIf($[${is('DIALSTATUS', 'CHANUNAVAIL')} | ${is('DIALSTATUS', 'CONGESTION')}]?${step})`;
    }),
    'Hangup()',
  ];
  const skip = dial.outboundPrefix.length;
  const allowed = [...new Set([...dial.emergency, ...dial.allowed])];
  return [
    ...dial.emergency.flatMap((number) => extension(number, ...call(value('EXTEN')))),
    ...allowed.flatMap((pattern) =>
      extension(withPrefix(dial.outboundPrefix, pattern), ...call(value(`EXTEN:${skip}`))),
    ),
  ];
}

function afterQueue({ announcements, rating }: HotlineConfig): Section {
  return section(
    AFTER_QUEUE,
    comment('离开队列之后：没接通就说明原因，接通过就请评价 (why the queue let go, and the rating)'),
    extension(
      's',
      when(is('QUEUESTATUS', 'CONTINUE'), 'rate'),
      `UserEvent(QueueLeft,Queue: ${value('YHD_QUEUE')},Status: ${value('QUEUESTATUS')})`,
      ...(announcements.gaveUp === announcements.nobody
        ? play(announcements.nobody)
        : [
            when(is('QUEUESTATUS', 'TIMEOUT'), 'gave-up'),
            ...play(announcements.nobody),
            'Hangup()',
            { label: 'gave-up', step: 'NoOp()' },
            ...play(announcements.gaveUp),
          ]),
      'Hangup()',
      ...ratingSteps(rating),
    ),
  );
}

function ratingSteps({ ask, askSeconds, thanks }: HotlineConfig['rating']): Step[] {
  // A seat that consulted the queue comes here too when the other seat hangs up: it is nobody to ask.
  if (ask === null) return [{ label: 'rate', step: 'Hangup()' }];
  return [
    { label: 'rate', step: when(is('YHD_CITIZEN', ''), 'end') },
    `UserEvent(RatingAsked,Queue: ${value('YHD_QUEUE')})`,
    `Read(YHD_SCORE,${ask},1,,1,${askSeconds})`,
    `UserEvent(Satisfaction,Queue: ${value('YHD_QUEUE')},Score: ${value('YHD_SCORE')})`,
    ...play(thanks),
    { label: 'end', step: 'Hangup()' },
  ];
}

function returned(): Section {
  return section(
    RETURN,
    comment(
      '转接无人接：回到原队列，排在前面 (transferred to a seat that stayed silent: back to the queue, in front)',
    ),
    extension(
      's',
      'Set(QUEUE_PRIO=10)',
      `Queue(${value('YHD_QUEUE')},${QUEUE_OPTIONS},,,${value('YHD_WAIT')})`,
      `Goto(${AFTER_QUEUE},s,1)`,
    ),
  );
}
