import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** A number that somebody else keeps, read when it is asked for. */
export interface Reading {
  name: string;
  help: string;
  value(): number;
}

/** Counts and sizes for who watches the machine; nothing of any caller. */
export function metricsOf(readings: readonly Reading[]): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'yihaoda_' });
  for (const { name, help, value } of readings) {
    new Gauge({
      name: `yihaoda_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  }
  return registry;
}
