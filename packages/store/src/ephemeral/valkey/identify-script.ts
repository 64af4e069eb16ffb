import { PAGEVIEW_MEMORY_MS, SESSION_MAX_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { MAX_PATHS } from '../session.ts'
import { MAX_SEQ } from '../walk-beacon.ts'
import { scriptOf } from './connection.ts'
import { LETTER } from './keys.ts'
import { LUA_NOW, SLACK_MS } from './lua.ts'

/** Bytes of a visitor's key behind the name of its day. */
const OWNER_BYTES = 20

/**
 * One beacon: walk-beacon.ts in Lua, between reading what is known and writing what has changed. What differs from it is
 * said; everything else must not. A session is two keys: `live` goes when the session is over, so that no more than its
 * random id and entry stay for late items, and nothing leads from those to the visitor.
 *
 *   KEYS: day, previous day, day set, visitor under today's key, visitor under the previous one (or again today's)
 *   ARGV: clock, mode (identify, peek), caller's now, first bytes of the day's nonce, prefix of all keys,
 *         owner (day's name and visitor's key), has previous key (0, 1), ids (16 bytes each),
 *         then five for each item: at, is engaging (0, 1), path ('' when it is no view), page ('' without), entry
 *   answers {now} when that day is not under way, else
 *           {now, {{at, session, seq, gap, is first on path, is first of day}, ...}, {{id, start, entry}, ...}}
 *           where session counts from 1 and is 0 for none
 */
export const IDENTIFY = scriptOf(`
local TIMEOUT, MAX_MS, PAGE_MS, SLACK = ${SESSION_TIMEOUT_MS}, ${SESSION_MAX_MS}, ${PAGEVIEW_MEMORY_MS}, ${SLACK_MS}
local MAX_SEQ, MAX_PATH_BYTES, OWNER_BYTES = ${MAX_SEQ}, ${4 * MAX_PATHS}, ${OWNER_BYTES}
local DAY, PREVIOUS, SEEN, VISITOR, OLD_VISITOR = unpack(KEYS)
local given, mode, caller_now, nonce_start, prefix, owner, has_old, ids = unpack(ARGV, 1, 8)
local FIRST_ITEM, ITEM_WIDTH = 9, 5
${LUA_NOW}
local now = clock(given)

-- A nonce that was lost and drawn anew makes other visitor keys: those of the old one must not be mixed with them.
local day = redis.call('HMGET', DAY, 'starts', 'ends', 'nonce')
local starts, ends = tonumber(day[1]), tonumber(day[2])
if not ends or now >= ends or string.sub(day[3], 1, #nonce_start) ~= nonce_start then return { now } end

-- The caller reckoned its items' times with a clock of its own.
local shift, earliest = now - tonumber(caller_now), math.min(starts, now)

-- What is known -------------------------------------------------------------------------------------------------------

local sessions = {}

local function session_of(id)
  if sessions[id] then return sessions[id] end
  local fixed = redis.call('GET', prefix .. '${LETTER.session}' .. id)
  if not fixed then return nil end
  local session = { id = id, started = struct.unpack('>d', fixed), entry = string.sub(fixed, 9) }
  local live = redis.call('GET', prefix .. '${LETTER.live}' .. id)
  if live then
    session.last_seen, session.seq = struct.unpack('>dI2', live)
    session.owner = string.sub(live, 11, 10 + OWNER_BYTES)
    session.paths = string.sub(live, 11 + OWNER_BYTES)
  end
  sessions[id] = session
  return session
end

-- Without last_seen it is long over: its live part was evicted.
local function is_live(session, at)
  return session.last_seen and at - session.last_seen < TIMEOUT and math.abs(at - session.started) < MAX_MS
end

local function visitor_session()
  local id = redis.call('GET', VISITOR)
  if not id and has_old == '1' then
    local grace_began = tonumber(redis.call('HGET', PREVIOUS, 'ends'))
    if grace_began and now < grace_began + TIMEOUT then id = redis.call('GET', OLD_VISITOR) end
  end
  return id and session_of(id)
end

-- The walk: walk-beacon.ts --------------------------------------------------------------------------------------------

local current, pages, met = nil, {}, {}
local is_seen_today, uses_day_bit = redis.call('SISMEMBER', SEEN, string.sub(owner, -16)) == 1, false
local next_id = 1

local function meet(session)
  if not session.is_met then
    session.is_met = true
    session.is_over = not is_live(session, now)
    met[#met + 1] = session
  end
  return session
end

local function page_session(page)
  if pages[page] then return pages[page] end
  local kept = redis.call('GET', prefix .. '${LETTER.page}' .. page)
  if not kept or struct.unpack('>d', kept) <= now then return nil end
  local session = session_of(string.sub(kept, 9))
  return session and meet(session)
end

local function open(at, entry)
  local id = string.sub(ids, next_id, next_id + 15)
  next_id = next_id + 16
  return { id = id, started = at, entry = entry, last_seen = at, seq = 0, paths = '', is_new = true }
end

local function advance(session, at)
  local gap = math.min(math.max(at - session.last_seen, 0), TIMEOUT)
  session.last_seen = math.max(session.last_seen, at)
  return gap
end

local function view_path(session, path)
  if #session.paths >= MAX_PATH_BYTES then return 0 end
  for at = 1, #session.paths, 4 do
    if string.sub(session.paths, at, at + 3) == path then return 0 end
  end
  session.paths = session.paths .. path
  return 1
end

local named = {}
local function number_of(session)
  if not session then return 0 end
  if not session.number then
    named[#named + 1] = { session.id, session.started, session.entry }
    session.number = #named
  end
  return session.number
end

local function engage(at, path, page, entry)
  if not current or not is_live(current, at) then current = open(at, entry) end
  current.seq = math.min(current.seq + 1, MAX_SEQ)
  local is_first_of_day = 0
  if not is_seen_today and not uses_day_bit then is_first_of_day, uses_day_bit = 1, true end
  if path ~= '' and page ~= '' then pages[page] = current end
  local gap = advance(current, at)
  local is_first_on_path = path == '' and 0 or view_path(current, path)
  return { at, number_of(current), current.seq, gap, is_first_on_path, is_first_of_day }
end

local function follow(at, page)
  local session = page ~= '' and page_session(page) or nil
  if not session and current and is_live(current, at) then session = current end
  local gap = 0
  if session and not session.is_over and is_live(session, at) then gap = advance(session, at) end
  return { at, number_of(session), 0, gap, 0, 0 }
end

local own = visitor_session()
if own and is_live(own, now) then current = meet(own) end
local facts = {}
for first = FIRST_ITEM, #ARGV, ITEM_WIDTH do
  local at, is_engaging, path, page, entry = unpack(ARGV, first, first + ITEM_WIDTH - 1)
  at = math.max(tonumber(at) + shift, earliest)
  facts[#facts + 1] = is_engaging == '1' and engage(at, path, page, entry) or follow(at, page)
end
local answer = { now, facts, named }
if mode == 'peek' then return answer end

-- What has changed ----------------------------------------------------------------------------------------------------

-- Start and entry never change; they stay for as long as anything refers to them.
local function keep_fixed(session, ttl)
  local key = prefix .. '${LETTER.session}' .. session.id
  if session.is_new and not session.is_kept then
    redis.call('SET', key, struct.pack('>d', session.started) .. session.entry, 'PX', ttl)
  else
    redis.call('PEXPIRE', key, ttl, 'GT')
  end
  session.is_kept = true
end

local function keep_live(session)
  if session.is_over or not is_live(session, now) then return end
  local ttl = session.last_seen + TIMEOUT - now + SLACK
  if session == current then
    session.owner = owner
    redis.call('SET', VISITOR, session.id, 'PX', ttl)
  elseif redis.call('GET', prefix .. '${LETTER.visitor}' .. session.owner) == session.id then
    -- Prolonged from another address, through its page: its own visitor must find it for as long.
    redis.call('PEXPIRE', prefix .. '${LETTER.visitor}' .. session.owner, ttl)
  end
  local live = struct.pack('>dI2', session.last_seen, session.seq) .. session.owner .. session.paths
  redis.call('SET', prefix .. '${LETTER.live}' .. session.id, live, 'PX', ttl)
  keep_fixed(session, ttl)
end

for _, session in ipairs(met) do keep_live(session) end
-- A new one that opened with an old item may be over by now: then the visitor has none, and the old one was over before.
if current and current.is_new then keep_live(current) end
if current and has_old == '1' then redis.call('DEL', OLD_VISITOR) end
if uses_day_bit then
  redis.call('SADD', SEEN, string.sub(owner, -16))
  redis.call('PEXPIRE', SEEN, ends + TIMEOUT - now + SLACK)
end
for page, session in pairs(pages) do
  local kept = struct.pack('>d', now + PAGE_MS) .. session.id
  redis.call('SET', prefix .. '${LETTER.page}' .. page, kept, 'PX', PAGE_MS + SLACK)
  keep_fixed(session, PAGE_MS + SLACK)
end
return answer
`)
