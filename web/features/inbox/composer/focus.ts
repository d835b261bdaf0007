/** The id of the reply field. */
export const FIELD = 'composer'

/** Puts the cursor into the reply field; false when there is none. */
export function focusComposer(): boolean {
  const field = document.getElementById(FIELD)
  field?.focus()
  return field !== null
}

/**
 * Where the cursor goes after a menu or a dialog of the conversation: to the reply, so that typing gives text and no
 * shortcut. Not on touch screens, where the field would open the keyboard.
 */
export const backToComposer = (): boolean => !matchMedia('(pointer: coarse)').matches && focusComposer()
