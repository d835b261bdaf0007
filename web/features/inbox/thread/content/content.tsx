import type { Message } from '../../../../lib/api/types.ts'
import { PeopleText } from '../../../../ui/people-text.tsx'
import { CallNote } from './call-note.tsx'
import { ContactsCard } from './contacts.tsx'
import { InteractiveContent } from './interactive.tsx'
import { LocationCard } from './location.tsx'
import { MediaCard } from './media.tsx'
import { Edited, Reacted, Reasons, Revoked, SystemNote, TemplateNote, UnknownNote, Unsupported } from './notes.tsx'
import { ProductOrder } from './product-order.tsx'

/** The body of a message by its type. An unknown type says so and shows what came. */
export function Content({ message, tapped }: { message: Message; tapped?: string }) {
  return (
    <>
      <Body message={message} tapped={tapped} />
      {message.errors && <Reasons errors={message.errors} />}
    </>
  )
}

function Body({ message, tapped }: { message: Message; tapped?: string }) {
  const { type } = message
  if (type === 'edit') return <Edited message={message} />
  if (type === 'revoke') return <Revoked />
  if (type === 'system') return <SystemNote message={message} />
  if (message.call) return <CallNote call={message.call} />
  if (type === 'unsupported') return <Unsupported message={message} />
  if (message.media) return <MediaCard media={message.media} explained={Boolean(message.errors)} />
  if (message.location) return <LocationCard place={message.location} />
  if (message.contacts) return <ContactsCard contacts={message.contacts} />
  if (message.interactive) return <InteractiveContent interactive={message.interactive} tapped={tapped} />
  if (message.button) return <PeopleText text={message.button.text} />
  if (message.template) return <TemplateNote template={message.template} />
  if (message.reaction) return <Reacted emoji={message.reaction.emoji} />
  if (message.order) return <ProductOrder order={message.order} />
  if (message.text) return <PeopleText text={message.text.body} />
  return <UnknownNote message={message} />
}
