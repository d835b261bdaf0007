import { registerTransport } from '../contract/provider-lookup.ts'
import { cloudApi } from './cloud_api/transport.ts'
import { simulator } from './simulator/transport.ts'
import { twilio } from './twilio/transport.ts'
import { waha } from './waha/transport.ts'

/** All providers. A new provider is its folder and its name here. */
for (const transport of [cloudApi, twilio, waha, simulator]) registerTransport(transport)
