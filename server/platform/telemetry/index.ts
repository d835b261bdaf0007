export { createLogger, type Logger } from './logger.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { type SafeError, safeError } from './safe-error.ts'
export { sparing } from './sparing.ts'
