import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { registerControl } from './control/control.ts'
import { resolveOptions, type TwinOptions } from './control/options.ts'
import type { PhoneMessage } from './control/phones.ts'
import type { FaultConfig, RuntimeConfig, StatusInput } from './control/schema.ts'
import { createCore, type TwinCore, type TwinSummary } from './core.ts'
import type { NumberConfig } from './meta/accounts/numbers.ts'
import { registerGraph } from './meta/graph.ts'
import type { InboundInput } from './meta/inbound/inbound.ts'
import type { Injected, RawInput } from './meta/inbound/injector.ts'
import { type CallInput, type CallMade, injectCall } from './meta/inbound/phone-call.ts'
import { elsewhereRoutes } from './misbehaviour/elsewhere.ts'
import { createLine, type Line } from './misbehaviour/line.ts'
import { createOutage } from './misbehaviour/outage.ts'
import type { Provider } from './provider.ts'
import { type Entry, type EntryKind, openJournal } from './record/journal.ts'
import type { Ledger } from './record/ledger.ts'
import { injectTwilio, type TwilioInbound, type TwilioInjected } from './twilio/inbound.ts'
import { registerTwilio } from './twilio/routes.ts'
import { injectWaha, type WahaInbound, type WahaInjected } from './waha/inbound.ts'
import { injectWahaCall, type WahaCallInput, type WahaCallMade } from './waha/phone-call.ts'
import { registerWaha } from './waha/routes.ts'
import type { SessionStatus } from './waha/session.ts'
import { scan } from './waha/sessions.ts'
import type { Outcome } from './webhooks.ts'

export type {
  Entry,
  FaultConfig,
  InboundInput,
  Injected,
  NumberConfig,
  Outcome,
  PhoneMessage,
  RawInput,
  StatusInput,
  TwinOptions,
  TwinSummary,
}

/**
 * A running twin, for tests in the same process. Over HTTP the same is under `/twin`. `platform` (Meta's side), `twilio` and
 * `waha` are for what has no shorthand here.
 */
export interface Twin extends Pick<TwinCore, 'platform' | 'twilio' | 'waha'> {
  /** Base address: use it as `META_GRAPH_URL`. */
  url: string
  port: number
  journal(filter?: { after?: number; kind?: EntryKind; limit?: number }): Entry[]
  summary(): TwinSummary
  /** Of one provider, or of all. */
  sets(provider?: Provider): ReturnType<Ledger['sets']>
  /** Replaces the given parts of the fault script. `{rules: [], statuses: {}}` calms the twin. */
  configure(faults: FaultConfig): void
  /** Changes webhook address, secret, strictness or status timing. */
  adjust(config: RuntimeConfig): void
  /** Adds or changes a business number; it survives a reset. */
  addNumber(config: NumberConfig): void
  /** A customer writes. The webhook is under way when this returns. */
  inject(input: InboundInput): Injected
  injectRaw(input: RawInput): Promise<Outcome>[]
  reportStatus(input: StatusInput): Promise<Outcome | null>
  phone(customer: string): PhoneMessage[]
  /** A customer of a business on Twilio, or of a linked phone, writes. */
  injectTwilio(input: TwilioInbound): TwilioInjected
  injectWaha(input: WahaInbound): WahaInjected | undefined
  /** A customer calls a number at Meta, or a linked phone. */
  injectCall(input: CallInput): CallMade
  injectWahaCall(input: WahaCallInput): WahaCallMade | undefined
  /** The phone scans the code of a WAHA session. Throws when there is no such session. */
  scan(session: string, phone: string): void
  /** How a WAHA session is doing; undefined when there is none. */
  sessionStatus(session: string): SessionStatus | undefined
  /** Unplugged: connections are refused until `comeBack`. */
  leave(): Promise<void>
  comeBack(): Promise<void>
  /** Cuts every call to a provider (absent: to all), or lets them through again. */
  cut(on: boolean, provider?: Provider): void
  reset(): void
  /** Resolves when every status and webhook is finished. Default limit: 10 s. */
  idle(timeoutMs?: number): Promise<void>
  close(): Promise<void>
}

/** Starts a twin. Rejects when the port is taken or the journal file cannot be opened. */
export async function startTwin(options: TwinOptions = {}): Promise<Twin> {
  const resolved = resolveOptions(options)
  const journal = await openJournal({ file: resolved.journalFile, max: resolved.journalMax })
  const line = createLine()
  const core = createCore(resolved, journal, line)
  const app = Fastify({ logger: false, forceCloseConnections: true, keepAliveTimeout: 72_000 })
  const outage = createOutage(app)
  elsewhereRoutes(app, core.elsewhere, core.platform.calls.record)
  registerGraph(app, core.platform, core.reporter)
  registerTwilio(app, core.twilio)
  registerWaha(app, core.waha)
  registerControl(app, core, outage)
  await app.listen({ port: resolved.port, host: resolved.host }).catch(async (error: Error) => {
    await close(app, core, line)
    throw error
  })
  const { port } = app.server.address() as AddressInfo
  const url = `http://${resolved.host.includes(':') ? `[${resolved.host}]` : resolved.host}:${port}`
  core.platform.calls.record({ kind: 'start', note: { url, seed: resolved.seed, pid: process.pid } })
  return {
    ...core,
    url,
    port,
    journal: filter => journal.read(filter),
    sets: provider => core.ledger.sets(provider),
    adjust: config => void core.adjust(config),
    injectTwilio: input => injectTwilio(core.twilio, url, input),
    injectWaha: input => injectWaha(core.waha, url, input),
    injectCall: input => injectCall(core.platform, input),
    injectWahaCall: input => injectWahaCall(core.waha, input),
    scan: (name, phone) => {
      const session = core.waha.sessions.get(name)
      if (!session) throw new Error(`The twin has no session ${name}`)
      scan(core.waha, session, phone)
    },
    sessionStatus: name => core.waha.sessions.get(name)?.status,
    leave: outage.leave,
    comeBack: outage.comeBack,
    cut: outage.cut,
    close: () => {
      outage.end()
      return close(app, core, line)
    },
  }
}

async function close(app: FastifyInstance, core: TwinCore, line: Line): Promise<void> {
  core.twilio.reset()
  core.waha.reset()
  core.reporter.forget()
  core.platform.templates.clear()
  line.close()
  await app.close()
  await core.platform.poster.close()
  await core.journal.close()
}
