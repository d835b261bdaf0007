import type { OutgoingBody } from '../../../../lib/api/types.ts'

/** What every form of the menu is given. */
export interface FormProps {
  onSend: (body: OutgoingBody) => void
  onClose: () => void
}
