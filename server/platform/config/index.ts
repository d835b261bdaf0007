export { type Config, ConfigError, loadConfig, type S3Config } from './config.ts'
