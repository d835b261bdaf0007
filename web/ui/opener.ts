/** What opened a menu or a dialog last. Its own item is gone by the time that the dialog it opened gives the focus back. */
let last: HTMLElement | null = null

export const opener = {
  keep: (element: HTMLElement | null): void => {
    last = element
  },
  /** Where the focus was when a dialog opened; what opened the menu or the dialog before, when that has just closed. */
  find: (): HTMLElement | null => {
    const focused = document.activeElement
    const stays = focused instanceof HTMLElement && focused !== document.body && !focused.closest('[role=menu]')
    if (stays) last = focused
    return last
  },
}
