import { z } from 'zod';

/**
 * The tree of units (市本级 → 区县、园区 → 街道). Bodies are renamed and moved, so a node is valid from a day to a day
 * and the tree is always asked for a day: what a supervisor may see follows the tree of that day.
 */
const unitSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  parentId: z.string().min(1).max(64).nullable(),
  /** YYYY-MM-DD, both inclusive; null: open */
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
});
export type Unit = z.infer<typeof unitSchema>;

export class UnitTree {
  readonly #byId = new Map<string, Unit[]>();

  constructor(units: readonly Unit[]) {
    for (const unit of units) this.#byId.set(unit.id, [...(this.#byId.get(unit.id) ?? []), unit]);
  }

  on(id: string, day: string): Unit | null {
    return this.#byId.get(id)?.find((unit) => isValid(unit, day)) ?? null;
  }

  name(id: string, day: string): string {
    return (this.on(id, day) ?? this.#byId.get(id)?.at(-1))?.name ?? id;
  }

  /** The unit and all that lie below it on that day. */
  within(ancestor: string, day: string): string[] {
    return [...this.#byId.keys()].filter((id) => this.isWithin(id, ancestor, day));
  }

  /** Whether `id` is `ancestor` or lies below it; what is not in the tree lies below nothing. */
  isWithin(id: string, ancestor: string, day: string): boolean {
    const seen = new Set<string>();
    let at: string | null = id;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      const unit = this.on(at, day);
      if (unit === null) return false;
      if (at === ancestor) return true;
      at = unit.parentId;
    }
    return false;
  }
}

function isValid(unit: Unit, day: string): boolean {
  return (unit.validFrom === null || unit.validFrom <= day) && (unit.validTo === null || day <= unit.validTo);
}
