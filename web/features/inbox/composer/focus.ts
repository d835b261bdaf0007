/** The id of the reply field. */
export const FIELD = 'composer'

/** Puts the cursor into the reply field; false when there is none. */
export function focusComposer(): boolean {
  const field = document.getElementById(FIELD)
  field?.focus()
  return field !== null
}

/**
 * Where one goes on after a menu or a dialog of the conversation: to the reply, so that what is typed next is text and not a
 * shortcut. Not on touch, where the field would bring up the keyboard.
 */
export const backToComposer = (): boolean => !matchMedia('(pointer: coarse)').matches && focusComposer()
