/**
 * What opened a menu or a dialog last. A menu item no longer exists when the dialog that it opened gives the focus
 * back.
 */
let last: HTMLElement | null = null

export const opener = {
  keep: (element: HTMLElement | null): void => {
    last = element
  },
  /** Where the focus was when a dialog opened; or, when a menu or dialog has just closed, what had opened that. */
  find: (): HTMLElement | null => {
    const focused = document.activeElement
    const stays = focused instanceof HTMLElement && focused !== document.body && !focused.closest('[role=menu]')
    if (stays) last = focused
    return last
  },
}
