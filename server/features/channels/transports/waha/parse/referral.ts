import { objectOf, present, textOf } from '../../../reading/json.ts'
import { type EngineData, field } from './engine.ts'

type Json = Record<string, unknown>

/**
 * The ad that a customer came from, with Meta's names (`source_id`, `ctwa_clid` …). GOWS and NOWEB tell it in the
 * message's context, WEBJS beside it; link previews look alike, but name no source. Undefined when there is none.
 */
export function readReferral(payload: Json, { contexts }: EngineData): Json | undefined {
  const ads = contexts.map(context => objectOf(context.externalAdReply))
  const ad = ads.find(one => one !== undefined) ?? objectOf(objectOf(payload._data)?.ctwaContext)
  if (!ad) return undefined
  const [source_id, ctwa_clid] = [textOf(field(ad, 'sourceID', 'sourceId')), textOf(ad.ctwaClid)]
  if (source_id === undefined && ctwa_clid === undefined) return undefined
  return present({
    source_type: textOf(ad.sourceType),
    source_id,
    source_url: textOf(field(ad, 'sourceURL', 'sourceUrl')),
    headline: textOf(ad.title),
    body: textOf(field(ad, 'body', 'description')),
    ctwa_clid,
  })
}
