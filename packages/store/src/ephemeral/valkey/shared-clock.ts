/** The server's clock as this node sees it: its own, corrected so that it contradicts no answer. */
export class SharedClock {
  readonly #local: () => number
  #offset = 0

  constructor(local: () => number) {
    this.#local = local
  }

  now(): number {
    return this.#local() + this.#offset
  }

  /** To be called before a question is sent, and the result with the time that the answer names. */
  begin(): (serverNow: number) => void {
    const sent = this.#local()
    return (serverNow) => {
      // The server read its clock between sending and receiving.
      const [low, high] = [serverNow - this.#local(), serverNow - sent]
      this.#offset = Math.min(Math.max(this.#offset, low), high)
    }
  }
}
