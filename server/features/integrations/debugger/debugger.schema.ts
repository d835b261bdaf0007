import { z } from 'zod'
import { idParam } from '../../../platform/http/index.ts'

export const debuggerParams = z.object({ id: idParam('webhookDebugger') })

export const debuggerAnswer = z.object({
  id: z.string(),
  url: z.string().describe('Make it the address of an endpoint, or call it yourself'),
  expiresAt: z.string(),
  requests: z
    .array(
      z.object({
        id: z.string(),
        at: z.string(),
        verdict: z
          .enum(['valid', 'invalid', 'unsigned', 'stale', 'no_endpoint'])
          .describe('What a receiver would make of it. no_endpoint: none has this address, so its secret is not known'),
        headers: z.record(z.string(), z.string()),
        body: z.string(),
        bytes: z.number().describe('Of the body as it came; what is shown may be less'),
      }),
    )
    .describe('The last 50, newest first'),
})
