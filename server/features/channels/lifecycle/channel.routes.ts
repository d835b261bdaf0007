import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  actorOf,
  answer,
  answerPage,
  decodeCursor,
  links,
  listAnswer,
  noAnswer,
  ok,
  shown,
} from '../../../platform/http/index.ts'
import { countPart } from '../../../platform/pending/index.ts'
import { abilitiesOf, flagsOf, limitsOf } from '../contract/capabilities.ts'
import { rehearsalProviders, transportFor } from '../contract/provider-lookup.ts'
import { type ChannelHealth, selectHealth } from '../health/watch.sql.ts'
import { type ChannelAnswer, channelAnswer, channelParams, channelsQuery, connectBody, updateBody } from '../schema.ts'
import type { Channel } from './channel.sql.ts'
import {
  connectChannel,
  getChannel,
  listChannels,
  openChannel,
  removeChannel,
  testChannel,
  updateChannel,
} from './channel.ts'
import { runSoon } from './channel-jobs.ts'
import { receivingOf } from './receiving.ts'

const READ = { access: 'channels:read' } as const
const WRITE = { access: 'channels:write' } as const
/** Whoever connects or removes a number, or replaces its credentials, decides who reads its messages. */
const SENSITIVE = { ...WRITE, recentAuthentication: true } as const
const TAGS = ['Channels']
const PLACE = z.uuid()

/** `/api/v1/channels` */
export function channelRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  connectRoute(app, context)
  changeRoutes(app, context)
  testRoute(app, context)
}

function readRoutes(app: HttpApp, context: Context): void {
  app.get(
    '/api/v1/channels',
    {
      config: READ,
      schema: {
        tags: TAGS,
        summary: 'Connected numbers',
        querystring: channelsQuery,
        response: { 200: listAnswer(channelAnswer) },
      },
    },
    async request => {
      const { limit, cursor } = request.query
      const after = cursor === undefined ? null : decodeCursor(cursor, PLACE)
      const { tenantId, simulatorOnly } = request.principal
      const providers = simulatorOnly ? rehearsalProviders() : undefined
      const rows = await context.db.tenant(tenantId, tx => listChannels(tx, { after, limit: limit + 1, providers }))
      return answerPage(
        rows,
        { limit },
        channel => showChannel(context, channel),
        channel => channel.id,
      )
    },
  )
  app.get(
    '/api/v1/channels/:id',
    {
      config: READ,
      schema: { tags: TAGS, summary: 'One channel', params: channelParams, response: { 200: answer(channelAnswer) } },
    },
    async request => ok(await showOpen(context, request)),
  )
}

function connectRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/channels',
    {
      config: SENSITIVE,
      schema: {
        tags: TAGS,
        summary: 'Connect a number',
        body: connectBody(),
        response: { 201: answer(channelAnswer) },
      },
    },
    async (request, reply) => {
      const { tenantId } = request.principal
      const { channel, verifyToken } = await connectChannel(context, tenantId, request.body, actorOf(request.principal))
      const errand = transportFor(channel.provider).linking ? 'link' : 'check'
      if (channel.status === 'connecting') runSoon(context, errand, channel)
      return reply.code(201).send(ok(showChannel(context, channel, verifyToken)))
    },
  )
}

function changeRoutes(app: HttpApp, context: Context): void {
  app.patch(
    '/api/v1/channels/:id',
    {
      config: { ...WRITE, recentAuthentication: ['credentials'] },
      schema: {
        tags: TAGS,
        summary: 'Rename a channel or replace its credentials',
        params: channelParams,
        body: updateBody,
        response: { 200: answer(channelAnswer) },
      },
    },
    async request => {
      const { id } = request.params
      const changed = await context.db.tenant(request.principal.tenantId, tx =>
        updateChannel(context, tx, id, request.body, actorOf(request.principal)),
      )
      if (request.body.credentials) lookAnew(context, changed)
      return ok(await showOpen(context, request))
    },
  )
  app.delete(
    '/api/v1/channels/:id',
    {
      config: SENSITIVE,
      schema: {
        tags: TAGS,
        summary: 'Take a channel out of use; its conversations stay',
        params: channelParams,
        response: { 204: noAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await context.db.tenant(request.principal.tenantId, tx =>
        removeChannel(context, tx, id, actorOf(request.principal)),
      )
      return reply.code(204).send(null)
    },
  )
}

function testRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/channels/:id/test',
    {
      config: WRITE,
      schema: {
        tags: TAGS,
        summary: 'Ask the provider whether the channel works',
        params: channelParams,
        response: { 200: answer(channelAnswer) },
      },
    },
    async request => {
      const { id } = request.params
      const tested = await testChannel(context, request.principal.tenantId, id, actorOf(request.principal))
      return ok(showChannel(context, tested))
    },
  )
}

/** Other credentials may correct what was wrong, or break what worked. A phone that a person stopped stays stopped. */
function lookAnew(context: Context, channel: Channel): void {
  if (!transportFor(channel.provider).linking) runSoon(context, 'check', channel)
  else if (channel.status === 'error' || channel.status === 'connecting') runSoon(context, 'link', channel)
}

type OneChannel = { principal: FastifyRequest['principal']; params: { id: string } }

/** People who may change the channel also see what to enter at the provider. */
async function showOpen(context: Context, { principal, params }: OneChannel): Promise<ChannelAnswer> {
  const mayWrite = principal.permissions.has('channels:write')
  return context.db.tenant(principal.tenantId, async tx => {
    const channel = await getChannel(tx, params.id)
    const verifyToken = mayWrite ? (await openChannel(context, tx, params.id)).credentials.verifyToken : undefined
    const { count } = await tx.one(countPart('send_pending', channel.id))
    const health = showHealth(await tx.one(selectHealth(channel.id)), count)
    return { ...showChannel(context, channel, verifyToken), health }
  })
}

export function showChannel(context: Context, channel: Channel, verifyToken?: string): ChannelAnswer {
  const id = shown('channel', channel.id)
  const transport = transportFor(channel.provider)
  const { webhook, capabilities, pace } = transport
  return {
    id,
    provider: channel.provider,
    name: channel.name,
    phoneNumber: channel.phoneNumber,
    externalId: channel.externalId,
    status: channel.status,
    statusReason: channel.statusReason,
    statusMeaning: channel.statusMeaning,
    capabilities: flagsOf(capabilities),
    abilities: abilitiesOf(transport),
    limits: limitsOf(capabilities),
    webhookUrl: webhook === undefined ? null : `${context.config.publicUrl}${webhook.path}/${id}`,
    receiving: receivingOf(context.config.publicUrl, webhook, channel),
    ...(verifyToken !== undefined && { verifyToken }),
    lastInboundAt: channel.lastInboundAt?.toISOString() ?? null,
    sending: { perSecond: pace.perSecond, burst: pace.burst, ...channel.pace },
    skills: channel.skills,
    createdAt: channel.createdAt.toISOString(),
    updatedAt: channel.updatedAt.toISOString(),
    _links: links({ self: ['channels', id], test: ['channels', id, 'test'] }),
  }
}

function showHealth(day: ChannelHealth, waiting: number): ChannelAnswer['health'] {
  const { accepted, refused, unreached, lastSentAt, lastReportAt } = day
  const sends = accepted + refused + unreached
  return {
    successRate: sends === 0 ? null : accepted / sends,
    sends,
    waiting,
    lastSentAt: lastSentAt?.toISOString() ?? null,
    lastReportAt: lastReportAt?.toISOString() ?? null,
  }
}
