import type { Session, WahaMessage } from './session.ts'

const server = (chatId: string) => chatId.replace('@c.us', '@s.whatsapp.net')

/** What a send answers: each engine in its own way, whatever the description promises (contracts/README.md, C). */
export function sentShape({ engine }: Session, bare: string, message: WahaMessage): Record<string, unknown> {
  const remote = String(message.to)
  if (engine === 'NOWEB') {
    return {
      key: { remoteJid: server(remote), fromMe: true, id: bare },
      message: { extendedTextMessage: { text: message.body } },
      messageTimestamp: String(message.timestamp),
      status: 'PENDING',
    }
  }
  if (engine === 'WEBJS') {
    const id = { fromMe: true, remote, id: bare, _serialized: message.id }
    const rest = { ack: 0, hasMedia: message.hasMedia, type: 'chat', timestamp: message.timestamp, fromMe: true }
    return { _data: { id }, id, body: message.body, from: message.from, to: remote, ...rest }
  }
  return { id: message.id, _data: { Info: { ID: bare, Chat: server(remote), IsFromMe: true } } }
}

/** The raw part of a message that was received, in the engine's form. */
export function rawShape({ engine }: Session, bare: string, chatId: string, name: string | undefined): object {
  if (engine === 'NOWEB') return { key: { remoteJid: server(chatId), fromMe: false, id: bare }, pushName: name }
  if (engine === 'WEBJS') return { id: { remote: chatId, fromMe: false, id: bare }, notifyName: name }
  return { Info: { ID: bare, Chat: server(chatId), PushName: name } }
}
