import type { Config } from '../config/index.ts'
import type { Tracing } from './tracing.ts'

/** The libraries are loaded only for whoever collects. */
export async function openTracing({ tracing }: Pick<Config, 'tracing'>): Promise<Tracing | undefined> {
  return tracing && (await import('./otlp.ts')).createOtlpTracing(tracing)
}
