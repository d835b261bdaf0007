export { settingNotices } from './aliases.ts'
export { type Config, loadConfig, type S3Config } from './config.ts'
export { ConfigError } from './error.ts'
