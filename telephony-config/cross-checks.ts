import { dialPatternsOverlap, matchesDialPattern, parseDialPattern, withPrefix } from './dial-pattern.ts';
import { type KeyPath, pathText } from './positions.ts';
import type { Refusal } from './schema/told.ts';
import type { HotlineConfig } from './schema.ts';

export interface CrossError extends Refusal {
  path: KeyPath;
}

/** What no key can see of itself: two that contradict each other. Paths are those of the file, not of the result. */
export function crossCheck(config: HotlineConfig, seatPaths: readonly KeyPath[]): CrossError[] {
  return [
    ...oncePerPlace(duplicates(config, seatPaths)),
    ...oncePerPlace(seatNumbers(config, seatPaths)),
    ...destinations(config),
    ...units(config),
    ...outside(config),
    ...directory(config),
    ...encryption(config),
    ...frames(config),
  ];
}

function duplicates(config: HotlineConfig, seatPaths: readonly KeyPath[]): CrossError[] {
  const lines = config.lines.map((line, index) => ({ ...line, path: ['lines', index] }));
  const numbers = [config.number, ...config.otherNumbers];
  return [
    ...repeated(lines, ({ queue }) => queue.toLowerCase(), 'queue'),
    ...repeated(lines, ({ digit }) => digit, 'digit'),
    ...repeated(lines, ({ extension }) => extension, 'extension'),
    ...repeated(
      config.seats.map((seat, index) => ({ ...seat, path: seatPaths[index] ?? [] })),
      ({ seat }) => seat,
    ),
    ...repeated(
      [
        ...config.trunks.map(({ endpoint }, index) => ({
          name: endpoint,
          path: ['trunks', index, 'endpoint'] as KeyPath,
        })),
        ...config.seats.map((seat, index) => ({ name: seat.interface, path: seatPaths[index] ?? [] })),
      ],
      ({ name }) => name.toLowerCase(),
    ),
    ...repeated(
      config.trunks.map((trunk, index) => ({ ...trunk, path: ['trunks', index] })),
      ({ name }) => name.toLowerCase(),
      'name',
    ),
    ...repeated(
      numbers.map((number, index) => ({
        number,
        path: index === 0 ? ['number'] : ['otherNumbers', index - 1],
      })),
      ({ number }) => number,
    ),
    ...(config.defaultLine === undefined || config.lines.some(({ queue }) => queue === config.defaultLine)
      ? []
      : [
          {
            path: ['defaultLine'],
            zh: '没有这条专线',
            en: 'there is no such line',
            remedyZh: `写其中之一：${config.lines.map(({ queue }) => queue).join('、')}`,
            remedyEn: `write one of ${config.lines.map(({ queue }) => queue).join(', ')}`,
          },
        ]),
  ];
}

/** Each unit once, under one that is there, and never under itself. */
function units({ city, units: listed }: HotlineConfig): CrossError[] {
  const parents = new Map(listed.map(({ id, parentId }) => [id, parentId ?? city.unitId]));
  const all = [{ id: city.unitId }, ...listed].map((unit, index) => ({
    ...unit,
    path: index === 0 ? ['city', 'unitId'] : ['units', index - 1, 'id'],
  }));
  const isUnderItself = (id: string) => {
    const above = new Set<string>();
    for (let at = parents.get(id); at !== undefined && !above.has(at); at = parents.get(at)) above.add(at);
    return above.has(id);
  };
  return [
    ...repeated(all, ({ id }) => id),
    ...listed.flatMap(({ id, parentId = city.unitId }, index): CrossError[] =>
      (parentId === city.unitId || parents.has(parentId)) && !isUnderItself(id)
        ? []
        : [
            {
              path: ['units', index, 'parentId'],
              zh: `上级单位 ${parentId} 不存在，或绕回了自己`,
              en: `there is no unit ${parentId}, or it lies below this one`,
              remedyZh: '写市级单位或表中另一单位的标识',
              remedyEn: 'write the city’s unit or another one of the list',
            },
          ],
    ),
  ];
}

function repeated<T extends { path: KeyPath }>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
  field?: string,
): CrossError[] {
  const seen = new Set<string>();
  const errors: CrossError[] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null && seen.has(key)) {
      errors.push({
        path: field === undefined ? item.path : [...item.path, field],
        zh: `${key} 重复了`,
        en: `${key} is there twice`,
        remedyZh: '每个只能出现一次：改掉或删去这一处',
        remedyEn: 'each may be there once: change or remove this one',
      });
    }
    if (key !== null) seen.add(key);
  }
  return errors;
}

function seatNumbers({ seats, dial }: HotlineConfig, seatPaths: readonly KeyPath[]): CrossError[] {
  const pattern = parseDialPattern(dial.seatPattern);
  return seats.flatMap(({ seat }, index): CrossError[] =>
    pattern === null || matchesDialPattern(pattern, seat)
      ? []
      : [
          {
            path: seatPaths[index] ?? [],
            zh: `座席 ${seat} 不符合 dial.seatPattern ${dial.seatPattern}，转接拨不到它`,
            en: `seat ${seat} does not fit dial.seatPattern ${dial.seatPattern}: no transfer would reach it`,
            remedyZh: '改座席号，或改 dial.seatPattern',
            remedyEn: 'change the seat number or dial.seatPattern',
          },
        ],
  );
}

/** A row of a thousand seats with a wrong number is one mistake, not a thousand. */
function oncePerPlace(errors: readonly CrossError[]): CrossError[] {
  return errors.filter(
    (error, index) => errors.findIndex(({ path }) => path.join() === error.path.join()) === index,
  );
}

/**
 * What a seat can dial must lead to one place. Told at the later of two, in the order in which they are listed here;
 * outside numbers may overlap each other, since all go the same way.
 */
function destinations({ lines, dial }: HotlineConfig): CrossError[] {
  const { conferencePattern, outboundPrefix } = dial;
  const outsidePrefixed = (numbers: readonly string[], key: string) =>
    numbers.map((pattern, index) => ({
      pattern: withPrefix(outboundPrefix, pattern),
      path: ['dial', key, index],
      kind: 'outside',
    }));
  const all: { pattern: string; path: KeyPath; kind?: string }[] = [
    ...dial.emergency.map((pattern, index) => ({ pattern, path: ['dial', 'emergency', index] })),
    { pattern: dial.seatPattern, path: ['dial', 'seatPattern'] },
    ...(conferencePattern === null
      ? []
      : [{ pattern: conferencePattern, path: ['dial', 'conferencePattern'] }]),
    ...outsidePrefixed(dial.emergency, 'emergency'),
    ...outsidePrefixed(dial.allowed, 'allowed'),
    ...lines.flatMap(({ extension }, index) =>
      extension === null ? [] : [{ pattern: extension, path: ['lines', index, 'extension'], kind: 'line' }],
    ),
  ];
  return all.flatMap((later, index) => {
    const earlier = all
      .slice(0, index)
      .find(
        (other) =>
          (other.kind === undefined || other.kind !== later.kind) && overlap(other.pattern, later.pattern),
      );
    if (earlier === undefined || earlier.path.join() === later.path.join()) return [];
    const other = `${pathText(earlier.path)} (${earlier.pattern})`;
    return [
      {
        path: later.path,
        zh: `${later.pattern} 与 ${other} 冲突：同一个号码会有两个去处`,
        en: `${later.pattern} collides with ${other}: one number would lead to two places`,
        remedyZh: '改其中一个的首位数字或位数',
        remedyEn: 'change the first digit or the length of one of them',
      },
    ];
  });
}

function outside({ dial, trunks }: HotlineConfig): CrossError[] {
  if (dial.allowed.length === 0 || trunks.some(({ contact }) => contact !== undefined)) return [];
  return [
    {
      path: ['dial', 'allowed'],
      zh: '允许拨外线，但没有一条中继写了 contact，拨不出去',
      en: 'outside numbers are allowed, but no trunk has a contact by which they could leave',
      remedyZh: '给中继加 contact: sip:运营商地址:5060，或清空 dial.allowed',
      remedyEn: 'give a trunk contact: sip:CARRIER:5060, or empty dial.allowed',
    },
  ];
}

/** Who stands in the directory can be reached: what is not allowed there would only be refused in a call. */
function directory({ dial, directory: entries }: HotlineConfig): CrossError[] {
  const patterns = [...dial.allowed, ...dial.emergency].map(parseDialPattern);
  return entries.flatMap(({ number }, index): CrossError[] =>
    patterns.some((pattern) => pattern !== null && matchesDialPattern(pattern, number))
      ? []
      : [
          {
            path: ['directory', index, 'number'],
            zh: `${number} 不在 dial.allowed 之内，拨不出去`,
            en: `${number} is not among dial.allowed: it could not be dialled`,
            remedyZh: `在 dial.allowed 里加上 "${number}"，或改号码`,
            remedyEn: `add "${number}" to dial.allowed, or change the number`,
          },
        ],
  );
}

function encryption({ pbx }: HotlineConfig): CrossError[] {
  const { certFile, keyFile } = pbx.ami;
  if ((certFile === undefined) === (keyFile === undefined)) return [];
  return [
    {
      path: ['pbx', 'ami', certFile === undefined ? 'keyFile' : 'certFile'],
      zh: 'certFile 和 keyFile 要成对写',
      en: 'certFile and keyFile go together',
      remedyZh: '补上另一个，或都不写',
      remedyEn: 'add the other one, or leave both out',
    },
  ];
}

/** A page over https shows no frame that is not, and a frame of another site keeps no cookie without it. */
function frames({ embedding, bridge }: HotlineConfig): CrossError[] {
  if (bridge.tls !== undefined || bridge.trustedProxy.length > 0) return [];
  return embedding.flatMap(({ origin }, index) =>
    origin.startsWith('https:')
      ? [
          {
            path: ['embedding', index, 'origin'],
            zh: '这个系统用 https，面板却没有加密，浏览器不会把面板显示在它的网页里',
            en: 'this system uses https and the panel does not: no browser will show the panel in its page',
            remedyZh: '在 bridge.tls 写证书，或经加密的反向代理访问并写 bridge.trustedProxy',
            remedyEn:
              'give a certificate as bridge.tls, or put an encrypting proxy before it and name it as bridge.trustedProxy',
          },
        ]
      : [],
  );
}

function overlap(one: string, two: string): boolean {
  const [first, second] = [parseDialPattern(one), parseDialPattern(two)];
  return first !== null && second !== null && dialPatternsOverlap(first, second);
}
