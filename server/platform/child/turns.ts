/** Waiting work, by whom it is for. Each gets one piece done in turn, however much work one of them brings. */
export class Turns<T> {
  readonly #waiting = new Map<string, T[]>()
  #size = 0

  get size(): number {
    return this.#size
  }

  sizeOf(turn: string): number {
    return this.#waiting.get(turn)?.length ?? 0
  }

  add(turn: string, item: T): void {
    this.#size++
    const line = this.#waiting.get(turn)
    if (line) line.push(item)
    else this.#waiting.set(turn, [item])
  }

  /** The oldest piece of the one who has waited longest for a turn; undefined when nobody waits. */
  next(): T | undefined {
    const [first] = this.#waiting
    if (!first) return undefined
    const [turn, line] = first
    const item = line.shift()
    this.#size--
    this.#waiting.delete(turn)
    if (line.length > 0) this.#waiting.set(turn, line)
    return item
  }

  /** @returns whether it still waited */
  remove(turn: string, item: T): boolean {
    const line = this.#waiting.get(turn)
    const at = line?.indexOf(item) ?? -1
    if (!line || at < 0) return false
    line.splice(at, 1)
    this.#size--
    if (line.length === 0) this.#waiting.delete(turn)
    return true
  }
}
