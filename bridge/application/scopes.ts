import { chinaDay } from '../domain/figures/period.ts';
import { type Unit, UnitTree } from '../domain/people/unit.ts';
import type { Clock } from './ports.ts';
import type { Account } from './store.ts';

/** Whose calls, seats and figures a person sees: their own unit and what lies below it. The city's unit sees all. */
export class Scopes {
  readonly #tree: UnitTree;
  readonly #cityUnitId: string;
  readonly #clock: Clock;

  constructor(needs: { units: readonly Unit[]; cityUnitId: string; clock: Clock }) {
    this.#tree = new UnitTree(needs.units);
    this.#cityUnitId = needs.cityUnitId;
    this.#clock = needs.clock;
  }

  /** Unit null: of nobody, so the city's alone. */
  sees(account: Account, unitId: string | null): boolean {
    if (account.unitId === this.#cityUnitId) return true;
    return unitId !== null && this.#tree.isWithin(unitId, account.unitId, this.#today());
  }

  /** The units whose work an account sees; null: of all, and of nobody. */
  unitsSeen(account: Account): string[] | null {
    if (account.unitId === this.#cityUnitId) return null;
    return [account.unitId, ...this.#tree.within(account.unitId, this.#today())];
  }

  /** The same by name, to choose from; one's own first. */
  unitsOffered(account: Account): { unitId: string; name: string }[] {
    const day = this.#today();
    return this.#tree
      .within(account.unitId, day)
      .map((unitId) => ({ unitId, name: this.#tree.name(unitId, day) }));
  }

  unitName(unitId: string): string {
    return this.#tree.name(unitId, this.#today());
  }

  #today(): string {
    return chinaDay(this.#clock.now());
  }
}
