import type { Random } from '../prng.ts';

/** Whoever may call. Numbers are of the ranges the recordings use, given to nobody known. */
export interface Resident {
  /** null: always withheld */
  number: string | null;
  name: string | null;
}

const mobileStart = '138748';
const fixedStart = '0731848';

const names = ['王建国', '李秀英', '张伟', '刘洋', '陈静', '杨帆', '赵敏', '黄磊', '周涛', '吴桂兰'];
const companies = ['湘江制造有限公司', '麓谷软件有限公司', '浏阳河餐饮店', '星沙物流有限公司'];

/**
 * The citizens of a simulated city. A few of them call much more often than others, so that an operator soon meets a
 * repeated caller; some withhold their number.
 */
export class Population {
  readonly #residents: Resident[];

  constructor(random: Random, size: number) {
    const taken = new Set<string>();
    this.#residents = Array.from({ length: size }, () => resident(random, taken));
  }

  /** The first ones call most: the share falls with the rank, as 1/rank. */
  caller(random: Random): Resident {
    const rank = Math.floor(this.#residents.length ** random.next()) - 1;
    return this.#residents[rank] ?? { number: null, name: null };
  }
}

function resident(random: Random, taken: Set<string>): Resident {
  if (random.chance(0.04)) return { number: null, name: null };
  const mobile = random.chance(0.85);
  let number = '';
  do {
    number = `${mobile ? mobileStart : fixedStart}${String(random.int(0, 99_999)).padStart(5, '0')}`;
  } while (taken.has(number));
  taken.add(number);
  // carriers hardly ever send a name
  const named = random.chance(0.1);
  return { number, name: named ? (random.pick(mobile ? names : companies) ?? null) : null };
}
