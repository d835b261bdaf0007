/** A setting that is missing or wrong; its message is the one line a person sees. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
