/** Lifts a stored event by one version of its type. Pure, and never changed once released. */
export interface Upcaster {
  type: string;
  from: number;
  lift(event: unknown): unknown;
}

/** Brings stored events to the shape the program knows now; the stored text, under its hash, stays as it was. */
export type Upcast = (type: string, version: number, event: unknown) => unknown;

/** One step for each change of shape since the first release. */
export const upcasters: readonly Upcaster[] = [];

export function upcastWith(steps: readonly Upcaster[]): Upcast {
  if (steps.length === 0) return (_type, _version, event) => event;
  const byStart = new Map(steps.map((step) => [`${step.type} ${step.from}`, step]));
  return (type, version, event) => {
    let lifted = event;
    for (let at = version; ; at += 1) {
      const step = byStart.get(`${type} ${at}`);
      if (!step) return lifted;
      lifted = step.lift(lifted);
    }
  };
}
