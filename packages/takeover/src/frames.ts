import type { Socket } from 'node:net'

/** A JSON message has its length before it, in 4 bytes. */
const LENGTH_BYTES = 4
const MAX_JSON_BYTES = 512 * 1024 ** 2

/** Writes a JSON message with its length before it. */
export function writeJson(socket: Socket, message: object): void {
  const text = Buffer.from(JSON.stringify(message))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(text.length)
  socket.write(length)
  socket.write(text)
}

/** Cuts a stream of bytes into what is asked for, each into memory of its own. One question at a time. */
export class FrameReader {
  readonly #resume: () => void
  #rest: Uint8Array = new Uint8Array(0)
  #target: Uint8Array | null = null
  #filled = 0
  #settle: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null
  #isOver = false

  /** `resume` is called when more is wanted after `put` said no. */
  constructor(resume: () => void) {
    this.#resume = resume
  }

  /** Takes what came. False when the chunk is not used up: it must stay as it is, and nothing may come before `resume`. */
  put(chunk: Uint8Array): boolean {
    this.#rest = chunk
    this.#fill()
    return this.#rest.length === 0
  }

  /** Nothing more will come. */
  end(): void {
    this.#isOver = true
    this.#settle?.reject(new Error('the connection ended early'))
    this.#settle = null
  }

  /** Fills the target. Rejects when the stream ends before. */
  fill(target: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#target = target
      this.#filled = 0
      this.#settle = { resolve, reject }
      const hadRest = this.#rest.length > 0
      this.#fill()
      if (this.#settle !== null && this.#isOver) this.end()
      if (hadRest && this.#rest.length === 0) this.#resume()
    })
  }

  /** The next JSON message; rejects when it is longer than `maxBytes`. */
  async json<Message>(maxBytes = MAX_JSON_BYTES): Promise<Message> {
    const length = Buffer.alloc(LENGTH_BYTES)
    await this.fill(length)
    const bytes = length.readUInt32LE()
    if (bytes > maxBytes) throw new Error('a message is longer than it may be')
    const text = Buffer.alloc(bytes)
    await this.fill(text)
    return JSON.parse(text.toString()) as Message
  }

  #fill(): void {
    if (this.#target === null) return
    const taken = this.#rest.subarray(0, this.#target.length - this.#filled)
    this.#target.set(taken, this.#filled)
    this.#filled += taken.length
    this.#rest = this.#rest.subarray(taken.length)
    if (this.#filled < this.#target.length) return
    const settle = this.#settle
    this.#target = null
    this.#settle = null
    settle?.resolve()
  }
}

/** Reads what comes in on a socket. */
export function readsFrom(socket: Socket): FrameReader {
  const reader = new FrameReader(() => socket.resume())
  socket.on('data', (chunk: Buffer) => {
    if (!reader.put(chunk)) socket.pause()
  })
  socket.on('close', () => reader.end())
  return reader
}
