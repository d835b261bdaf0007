/** One key press, in the words of KeyboardEvent. */
export interface Press {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** `g i`, `ctrl+k`, `?`, `Enter` → what to do. `ctrl` stands for ⌘ on a Mac too. */
export type Bindings = Record<string, (() => void) | undefined>

const SEQUENCE_MS = 900

/** The name of a press: letters by their place on the keyboard when the layout is not Latin, so that Arabic typists reach `j` too. */
export function pressName(press: Press): string {
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase()
  const latin = press.key.length === 1 && press.key.charCodeAt(0) < 128
  const key = press.key.length === 1 ? (latin || !letter ? press.key : letter) : press.key
  const plain = press.key.length === 1 && /[a-z]/i.test(key) ? key.toLowerCase() : key
  return `${press.ctrlKey || press.metaKey ? 'ctrl+' : ''}${press.altKey ? 'alt+' : ''}${plain}`
}

/** Turns presses into bound actions; `g` waits a moment for a second key. */
export function createMatcher(bindings: () => Bindings): (press: Press, now: number) => (() => void) | null {
  let prefix = ''
  let until = 0
  return (press, now) => {
    const name = pressName(press)
    const bound = bindings()
    const sequence = prefix && now <= until ? `${prefix} ${name}` : ''
    prefix = ''
    if (sequence && bound[sequence]) return bound[sequence]
    if (Object.keys(bound).some(keys => keys.startsWith(`${name} `))) {
      prefix = name
      until = now + SEQUENCE_MS
    }
    return bound[name] ?? null
  }
}

/** Whether a key press belongs to the focused element (typing), not to the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
