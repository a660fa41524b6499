import type { SiteFacts } from '../../../domain/telephony/site.ts';
import type { Channel, Endpoint } from '../exchange/channel.ts';
import { SimulatedPbx } from '../pbx.ts';
import { Random } from '../prng.ts';
import { seconds, type VirtualClock } from '../virtual-clock.ts';
import { callsPerHour, lineOf, type Profile } from './arrivals.ts';
import { writeScript } from './call-script.ts';
import { Citizen } from './citizen.ts';
import { People } from './people.ts';
import { CalledCitizen, PersonSeat } from './person-seat.ts';
import { Population } from './population.ts';
import { type QueueChanges, queueSettings } from './queue-settings.ts';
import { type Colleagues, type SeatHabits, SimulatedSeat, usualHabits } from './simulated-seat.ts';

export interface FloorOptions {
  site: SiteFacts;
  clock: VirtualClock;
  seed: number | string;
  /** talks, holds and consultations are so many times shorter, and as many more calls come */
  speed: number;
  /** of the calls that such a floor would have: 1 is a day like any other */
  load: number;
  profile: Profile;
  /** seats that work by themselves; the others belong to people */
  simulated: (seat: string) => boolean;
  queues?: QueueChanges;
  habits?: Partial<SeatHabits>;
  /** how many different citizens there are */
  population: number;
  /** a person who is ready is called soon */
  callPeople: boolean;
}

/** Lower penalty is rung first: what people get by signing in is lower than this, whatever skill it stands for. */
const simulatedPenalty = 20;
const ratingWaitSeconds = 8;

/** A hotline at work: citizens call, simulated seats answer, and people may sit down at the others. */
export class Floor {
  readonly pbx: SimulatedPbx;
  readonly #options: FloorOptions;
  readonly #random: Random;
  readonly #arrivals: Random;
  readonly #population: Population;
  readonly #seats: { seat: string; player: SimulatedSeat }[] = [];
  readonly #people: People;
  #calls = 0;
  #stopped = false;

  constructor(options: FloorOptions) {
    this.#options = options;
    const { site, clock, seed } = options;
    this.#random = new Random(seed);
    this.#arrivals = this.#random.fork('arrivals');
    this.#population = new Population(this.#random.fork('population'), options.population);
    this.pbx = new SimulatedPbx({
      clock,
      random: this.#random.fork('exchange'),
      site,
      queues: queueSettings(site, options.queues),
      behaviour: { busyAtOne: true, deviceEvents: true, musicOnHold: true },
      style: 'rendered',
      channelVariables: ['YHD_DID', 'YHD_REGION'],
      digitWaitSeconds: 3.5,
      ratingWaitSeconds,
      wordsSeconds: 1.5,
      ringSeconds: 20,
    });
    let called = 0;
    this.pbx.x.outside = () => new CalledCitizen(this.pbx, this.#random.fork(`called/${called++}`));
    const persons: Endpoint[] = [];
    for (const { seat } of site.seats) {
      const endpoint = this.pbx.seat(seat);
      if (endpoint === null) continue;
      if (options.simulated(seat)) this.#seat(seat, endpoint);
      else {
        persons.push(endpoint);
        new PersonSeat(this.pbx, endpoint);
      }
    }
    this.#signIn();
    this.#people = new People(this.pbx, this.#random.fork('people'), persons, (queue) => this.call(queue));
  }

  /** From now on citizens call. */
  run(): void {
    this.#nextArrival();
    if (this.#options.callPeople) this.#people.watch();
  }

  /** Nobody calls any more; who is in the line goes on. */
  stop(): void {
    this.#stopped = true;
  }

  /** How many have called. */
  get calls(): number {
    return this.#calls;
  }

  /** One more citizen calls; without a queue, for whatever reason they may have. */
  call(queue: string | null = null): Channel {
    const { site, speed } = this.#options;
    const random = this.#random.fork(`call/${this.#calls++}`);
    const line = queue === null ? lineOf(site, random) : site.queues.find((each) => each.queue === queue);
    const { number, name } = this.#population.caller(random);
    const citizen = new Citizen(this.pbx, writeScript(random, speed), line?.digit ?? null);
    return citizen.call(number, name);
  }

  #nextArrival(): void {
    const { clock, profile, load, speed } = this.#options;
    const rate = callsPerHour(this.#seats.length, profile, clock.now) * load * speed;
    if (rate <= 0) return;
    clock.after(seconds(this.#arrivals.exponential(3600 / rate)), () => {
      if (this.#stopped) return;
      this.call();
      this.#nextArrival();
    });
  }

  #seat(seat: string, endpoint: Endpoint): void {
    const habits = { ...usualHabits, ...this.#options.habits };
    const random = this.#random.fork(`seat/${seat}`);
    const player = new SimulatedSeat(seat, this.pbx, endpoint, random, this.#colleagues, habits);
    this.#seats.push({ seat, player });
  }

  /** Every simulated seat serves the two lines that most people call; the rarer ones have a share of them each. */
  #signIn(): void {
    const queues = this.#options.site.queues.map(({ queue }) => queue);
    const [first, second, ...rarer] = queues;
    for (const [i, { seat }] of this.#seats.entries()) {
      const line = this.pbx.seat(seat)?.name ?? '';
      for (const queue of [first, second, rarer[i % Math.max(1, rarer.length)]]) {
        if (queue === undefined) continue;
        const member = { interface: line, name: `Seat ${seat}`, penalty: simulatedPenalty };
        this.pbx.queues.add(queue, { ...member, paused: false, reason: '' });
      }
    }
  }

  readonly #colleagues: Colleagues = {
    freeSeat: (besides) => {
      const free = this.#seats.filter(({ seat, player }) => seat !== besides && player.isFree);
      return this.#random.pick(free)?.seat ?? null;
    },
    otherQueue: (random) => {
      const reachable = this.#options.site.queues.filter(({ extension }) => extension !== null);
      return random.pick(reachable)?.extension ?? null;
    },
  };
}
