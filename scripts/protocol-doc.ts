import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandSchema } from '../bridge/protocol/commands.ts';
import { clientFrameSchema, commandResultSchema, serverFrameSchema } from '../bridge/protocol/frames.ts';
import { clientExamples, commandExamples, resultExamples, serverExamples } from './protocol-examples.ts';

/**
 * docs/protocol.md, made of the schemas that both sides parse with. `node scripts/run.cjs scripts/protocol-doc.ts`
 * writes it; a test holds it to the schemas and parses every example in it.
 */

interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
}

export interface Section {
  title: string;
  /** the schema that each example of the section must pass */
  schema: z.ZodType;
  words: string;
  examples: Record<string, unknown>;
  meanings: Record<string, string>;
}

export const sections: Section[] = [
  {
    title: 'From the page',
    schema: clientFrameSchema,
    words:
      'At most 64 KiB a frame. What is no frame of these, comes before `hello`, or is a second `hello`, ends the socket with a `goodbye`.',
    examples: clientExamples,
    meanings: {
      hello: 'The first frame. `resume` is the token of the last frame that the page got, or null.',
      command:
        'Something to be done. `id` is made by the page, once for each human act: sent again with the same id it is done once and answered again.',
      pong: 'The answer to a ping. A page that misses several is taken for dead.',
    },
  },
  {
    title: 'Commands',
    schema: commandSchema,
    words: 'What travels inside a `command` frame. Each is answered by one `result` frame with its id.',
    examples: commandExamples,
    meanings: {
      'sign-in-seat':
        '签入. No queues: all of the site. `takeOver` takes the seat from who sits there; their page is told.',
      'sign-out-seat': '签出. Refused in a call and while a record is open that is not parked.',
      'set-state':
        '示闲、示忙、小休. READY is refused while a record is open; the others become the next state then.',
      'set-next-state': '下一状态: what follows wrap-up.',
      'check-state':
        '状态不对: the legs of the seat’s calls and its memberships are held against the exchange. Answered by `checked`.',
      'extend-wrap-up': '话后整理延时: more time for the open record, a few times at most (`rules.wrapUp`).',
      'ask-help': '求助 to the team leads of the unit. The command’s id is the request’s.',
      'withdraw-help': '取消求助, or its end is read.',
      'answer-help': 'Words of a team lead to who asked. Needs `watch-floor`.',
      'finish-help': '已处理, by a team lead.',
      answer: '接听, where the exchange can.',
      hold: '保持、恢复, where the exchange can.',
      'hang-up': '挂断 of the own call. In a three-way talk the others go on.',
      mute: '静音、取消静音 of the own leg.',
      consult: '咨询: the citizen is held, and a seat, a line or a number is asked. `notes` go along.',
      'cancel-consult': '取消咨询: back to the citizen.',
      'complete-consult': '完成转接: citizen and the one asked go on together.',
      conference: '三方: all three hear each other.',
      transfer: '盲转: the citizen is handed on without asking first. `notes` go along.',
      'press-keys': '按键 into the menu of another hotline.',
      dial: '外呼. Only seats, lines and numbers of `dial`; outside ones so often an hour.',
      'dial-for-embedder':
        'The same for the page around the panel, after the operator agreed; its own limits hold too.',
      'number-for-embedder':
        'The full number for the page around the panel, where the city lets it know; audited.',
      directory: '通讯录 as of now: emergency lines, seats with their states, lines, departments.',
      search: '检索. Region and date null: the site’s and today.',
      compare: '各级规定并列: texts of several levels that answer the question, and which prevails.',
      article: 'One article whole, with its validity on that date.',
      'save-record':
        '登记. `baseRev` is the revision the edit was made on, 0 for a new record. Acknowledged when it is on disk.',
      'park-record': '暂存: the record stays open on the desk, and the seat may be ready.',
      'set-caller-tag':
        '来电人标签: a name of the city’s list, on the caller of one’s own answered call. Set again it is prolonged. Sensitive ones need `consent`; a withheld number and a confidential or anonymous record take none.',
      'end-caller-tag': 'Takes a tag off, by who may set it.',
      'ask-orders-again': 'Asks the city’s order system once more, after it was `silent`.',
      'reveal-number': 'The full number of one call; the look and its reason are in the audit.',
      'preview-notice':
        'What a text message to the caller would say: approved words in force today, composed by the bridge. Nothing is sent.',
      'send-notice':
        'The same, sent to the number that calls. Acknowledged when it is on disk; what becomes of it is `sent` of the card. `articleRev` is that of the preview: words that changed since are refused.',
      'force-state': '强制示闲、强制示忙、强制签出; shown to the operator with name and reason.',
    },
  },
  {
    title: 'Results',
    schema: commandResultSchema,
    words: 'What a command came to. `message` is for the person: what happened, what is safe, what to do.',
    examples: resultExamples,
    meanings: {
      done: 'It is in force, or recorded and will be as soon as the exchange can be reached.',
      refused: 'Nothing was changed. Sent again with the same id it is tried again.',
      saved: 'On disk. `repeated`: it had been saved by an earlier sending of the same command.',
      conflict: 'Somebody saved a newer revision; nothing was changed.',
      hits: '`ready` false: the index is still being built, so an empty list means nothing.',
      article: 'The article.',
      comparison: '`comparison` null: there is nothing to weigh.',
      directory: 'The directory, in the order in which it is offered.',
      'notice-preview': 'Exactly what `send-notice` would send, the number masked.',
      checked:
        '`ended`: so many legs were over without anybody’s having told, and have been ended. 0: all is as it is shown.',
      number: 'The full number.',
    },
  },
  {
    title: 'From the bridge',
    schema: serverFrameSchema,
    words:
      'Every frame has `seq`, counted from 1 on each socket, and `token`, where the page stands in the journal. A frame is whole state, so that a lost one is healed by the next; only the floor’s page gets differences, and a whole view after any gap.',
    examples: serverExamples,
    meanings: {
      welcome: 'The first frame: who one is and what time the bridge has.',
      resumed: 'Nothing of this page has changed since its token: what it shows is true.',
      desk: 'The operator’s page, whole, whenever it changes. Numbers are masked by the rights of who is signed in.',
      'pop-answers':
        'The answers most likely to help, once for each offer of a call, after the frame that shows the caller.',
      floor: 'The floor’s page, whole.',
      'floor-changes': 'The rows that changed; merged to at most ten frames a second.',
      result: 'The answer to the command with that id.',
      ping: 'The heartbeat, as often as `welcome` says; `now` is the bridge’s clock.',
      goodbye: `Last words before the socket is closed. Codes: \`taken-over\`, \`signed-out\`, \`session-ended\`, \`disabled\`, \`version\` (the page stays away); \`rights-changed\`, \`stopping\`, \`silent\`, \`too-slow\`, \`too-many\` (it comes back); \`bad-frame\`, \`too-large\`, \`out-of-order\`, \`no-right\`.`,
    },
  },
];

export const documentFile = join(import.meta.dirname, '../docs/protocol.md');

export function protocolDocument(): string {
  const parts = [
    '# The protocol',
    'Generated by `scripts/protocol-doc.ts` from the schemas in `bridge/protocol`; do not edit.',
    [
      'A page opens one WebSocket at `api/socket`, relative to itself, with the session cookie that `POST api/session`',
      'gave it. A socket whose `Origin` is not the bridge’s own is refused. Frames are JSON texts. Inside a version',
      'messages only grow. The REST routes describe themselves at `api/openapi.json`.',
    ].join('\n'),
    [
      '**Coming back.** A token is a position in the journal (stream, epoch, position), never a counter of a socket. A',
      'page that comes back sends its last one: if the epoch is the present one and nothing of its view changed after',
      'that position, it gets `resumed`, else the whole view. A bridge that was started again has a new epoch.',
    ].join('\n'),
  ];
  for (const { title, schema, words, examples, meanings } of sections) {
    parts.push(`## ${title}`, words);
    const shapes = membersOf(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema);
    for (const [name, example] of Object.entries(examples)) {
      const shape = shapes.get(name);
      if (shape === undefined) throw new Error(`${title}: the schema has no ${name}`);
      parts.push(`### \`${name}\``, meanings[name] ?? '', fields(shape), code(example));
    }
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** A union's members by the word that tells them apart. */
function membersOf(schema: JsonSchema): Map<string, JsonSchema> {
  const members = new Map<string, JsonSchema>();
  for (const member of schema.oneOf ?? schema.anyOf ?? []) {
    const word = member.properties?.type?.const ?? member.properties?.outcome?.const;
    if (typeof word === 'string') members.set(word, member);
  }
  return members;
}

function fields({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties)
    .filter(([name, { const: fixed }]) => fixed === undefined && name !== 'seq' && name !== 'token')
    .map(
      ([name, shape]) =>
        `| \`${name}\`${required.includes(name) ? '' : ' (optional)'} | ${typeWords(shape)} |`,
    );
  return rows.length === 0 ? '' : ['| field | type |', '|---|---|', ...rows].join('\n');
}

function typeWords(shape: JsonSchema): string {
  const either = shape.anyOf ?? shape.oneOf;
  if (shape.const !== undefined) return code1(shape.const);
  if (shape.enum !== undefined) return shape.enum.map(code1).join(' ');
  if (either !== undefined) {
    const kinds = either.map((one) =>
      one.properties?.type?.const !== undefined ? 'one of a union' : typeWords(one),
    );
    return [...new Set(kinds)].join(' or ');
  }
  if (shape.type === 'array')
    return `list of ${shape.items === undefined ? 'anything' : typeWords(shape.items)}`;
  if (shape.properties !== undefined) return `{ ${Object.keys(shape.properties).join(', ')} }`;
  return Array.isArray(shape.type) ? shape.type.join(' or ') : (shape.type ?? 'anything');
}

function code1(value: unknown): string {
  return `\`${String(value)}\``;
}

function code(example: unknown): string {
  return `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``;
}

if (process.argv[1] === import.meta.filename) {
  const text = protocolDocument();
  const before = readOr('', documentFile);
  if (before !== text) writeFileSync(documentFile, text);
  console.log(before === text ? 'docs/protocol.md is as the schemas are.' : 'docs/protocol.md written.');
}

function readOr(fallback: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
}
