import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of this process. Asking twice for one name gives the same metric. */
export interface Metrics {
  readonly registry: Registry
  counter(name: string, help: string, labels?: string[]): Counter<string>
  gauge(name: string, help: string, labels?: string[]): Gauge<string>
  /** @param buckets upper bounds in seconds */
  histogram(name: string, help: string, labels?: string[], buckets?: number[]): Histogram<string>
  /** Runs `collect` before every scrape, for what is looked up instead of counted. */
  onScrape(collect: () => Promise<void>): void
  /** Everything in Prometheus' text format. */
  scrape(): Promise<string>
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const collectors: Array<() => Promise<void>> = []
  const once = <M>(name: string, make: () => M) => (registry.getSingleMetric(name) as M | undefined) ?? make()
  return {
    registry,
    counter: (name, help, labelNames = []) => once(name, () => new Counter({ name, help, labelNames, registers })),
    gauge: (name, help, labelNames = []) => once(name, () => new Gauge({ name, help, labelNames, registers })),
    histogram: (name, help, labelNames = [], buckets = SECONDS) =>
      once(name, () => new Histogram({ name, help, labelNames, buckets, registers })),
    onScrape: collect => void collectors.push(collect),
    scrape: async () => {
      await Promise.all(collectors.map(collect => collect()))
      return registry.metrics()
    },
  }
}
