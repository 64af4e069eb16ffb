import { hash } from 'node:crypto'
import {
  ENTRY_FACT_NAMES,
  type EntryFacts,
  type IdentifyCall,
  type IdentifyItem,
  type ItemFacts,
  NIL_SESSION,
} from '../port.ts'
import { hashPath } from '../session.ts'
import { dayName, keyOf, LETTER } from './keys.ts'
import { idFromBytes, idToBytes } from './session-ids.ts'

const PAGE_BYTES = 16
const NOTHING = Buffer.alloc(0)

/** What a beacon's script is given, beside the beacon. */
export interface Sending {
  readonly mode: 'identify' | 'peek'
  /** What all keys of the call's scope begin with. */
  readonly prefix: string
  /** '' for the server's clock. */
  readonly clock: string
  /** First bytes of the nonce that the call's keys were made of. */
  readonly nonce_start: Uint8Array
  readonly previous_starts_at: number
  /** Page ids are the sender's choice: hashed with this, none can be chosen to collide. */
  readonly page_salt: Uint8Array
}

/** A beacon as keys and arguments of identify-script.ts. */
export function writeBeacon(call: IdentifyCall, sending: Sending): { keys: Buffer[]; args: (string | Buffer)[] } {
  const { prefix } = sending
  const owner = Buffer.concat([dayName(call.day.starts_at), call.key])
  const visitor = keyOf(prefix, LETTER.visitor, owner)
  return {
    keys: [
      keyOf(prefix, LETTER.day),
      keyOf(prefix, LETTER.previous),
      keyOf(prefix, LETTER.seen, dayName(call.day.starts_at)),
      visitor,
      call.previous_key
        ? keyOf(prefix, LETTER.visitor, dayName(sending.previous_starts_at), call.previous_key)
        : visitor,
    ],
    args: [
      sending.clock,
      sending.mode,
      String(call.now),
      Buffer.from(sending.nonce_start),
      prefix,
      owner,
      call.previous_key ? '1' : '0',
      Buffer.concat(call.items.filter(({ is_engaging }) => is_engaging).map(() => idToBytes(call.newSessionId()))),
      ...call.items.flatMap((item) => writeItem(item, sending.page_salt)),
    ],
  }
}

function writeItem(item: IdentifyItem, salt: Uint8Array): (string | Buffer)[] {
  return [
    String(Math.floor(item.at)),
    item.is_engaging ? '1' : '0',
    item.viewed_path === null ? NOTHING : pathBytes(item.viewed_path),
    item.page_id === '' ? NOTHING : pageBytes(item.page_id, salt),
    item.is_engaging ? writeEntry(item.entry) : NOTHING,
  ]
}

/** Under their names: while nodes are updated one after the other, one may know a fact that another does not. */
function writeEntry(entry: EntryFacts): string {
  return JSON.stringify(entry)
}

/** What another version did not know is as the visitor has it now. */
function readEntry(written: Buffer, now: EntryFacts): EntryFacts {
  const stored = JSON.parse(written.toString()) as Partial<EntryFacts>
  return Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, stored[name] ?? now[name]])) as EntryFacts
}

function pathBytes(path: string): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(hashPath(path))
  return bytes
}

function pageBytes(id: string, salt: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([salt, Buffer.from(id)]), 'buffer').subarray(0, PAGE_BYTES)
}

type ScriptFacts = readonly [at: number, session: number, seq: number, gap: number, onPath: 0 | 1, ofDay: 0 | 1]
type ScriptSession = readonly [id: Buffer, started: number, entry: Buffer]

/** What the script answered: its clock, and the facts of each item unless the day is another. */
export function readAnswer(
  answer: unknown,
  items: readonly IdentifyItem[],
): { now: number; facts: readonly ItemFacts[] | null } {
  const [now, facts, sessions] = answer as [number, ScriptFacts[]?, ScriptSession[]?]
  if (!facts || !sessions) return { now, facts: null }
  const named = sessions.map(([id, session_started_at, entry]) => ({
    session_id: idFromBytes(id),
    session_started_at,
    entry: readEntry(entry, (items[0] as IdentifyItem).entry),
  }))
  return {
    now,
    facts: facts.map(([at, session, session_seq, session_gap_ms, is_first_on_path, is_first_of_day], index) => ({
      ...(named[session - 1] ?? {
        session_id: NIL_SESSION,
        session_started_at: 0,
        entry: (items[index] as IdentifyItem).entry,
      }),
      at,
      session_seq,
      session_gap_ms,
      is_first_on_path,
      is_first_of_day,
    })),
  }
}
