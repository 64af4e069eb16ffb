/**
 * Preloaded into the server under proof (`node --import`). It tells the prover which 256-bit values the process draws, holds what it
 * is told to hold, and moves the clock; it changes nothing else.
 */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const { randomBytes } = crypto
const now = Date.now
let moved = 0

crypto.randomBytes = (size, ...rest) => {
  const bytes = randomBytes(size, ...rest)
  if (size === 32 && rest.length === 0) process.send?.({ drawn: bytes.toString('hex') })
  return bytes
}
syncBuiltinESMExports()

Date.now = () => now() + moved
process.on('message', ({ hold, move_ms }) => {
  if (hold !== undefined) globalThis.lethePlanted = { visitor: { address: hold } }
  if (move_ms !== undefined) moved += move_ms
  process.send?.({ done: true })
})
// The channel must not keep the process alive.
process.channel?.unref()
