import type { BusinessType } from '../tenancy/index.ts'
import { ordering } from './ordering/plugin.ts'
import type { Plugin } from './plugin.ts'

/** The plugin for each kind of business. Without one the bot is silent and people answer. */
const PLUGINS: Partial<Record<BusinessType, Plugin>> = {
  restaurant: ordering,
  retail: ordering,
  pharmacy: ordering,
}

export const pluginFor = (businessType: BusinessType): Plugin | undefined => PLUGINS[businessType]
