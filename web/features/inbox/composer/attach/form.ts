import type { OutgoingBody } from '../../../../lib/api/types.ts'

/** What every form of the menu gets. */
export interface FormProps {
  onSend: (body: OutgoingBody) => void
  onClose: () => void
}
