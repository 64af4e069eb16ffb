import { SESSION_MAX_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { scriptOf } from './connection.ts'
import { LUA_NOW, SLACK_MS } from './lua.ts'

/**
 * The day under way, or the beginning of the one that is proposed. The nonce of whoever comes first counts; the day before
 * is kept under its own key and expiry, which was set to the end of its grace when it began.
 *
 *   KEYS: day, previous day
 *   ARGV: clock, proposed start, proposed end, nonce, check (of nonce and pepper)
 *   answers {now} when the proposal does not hold now, else
 *           {now, is fresh, start, end, nonce, check, previous nonce, start and end of the previous day}
 */
export const OPEN_DAY = scriptOf(`
local GRACE, AHEAD, SLACK = ${SESSION_TIMEOUT_MS}, ${SESSION_MAX_MS}, ${SLACK_MS}
${LUA_NOW}
local now = clock(ARGV[1])

local function read(key)
  local day = redis.call('HMGET', key, 'starts', 'ends', 'nonce', 'check')
  local starts, ends = tonumber(day[1]), tonumber(day[2])
  -- Forgotten by its stored times, whenever the server gets round to evicting it.
  if not ends or now >= ends + GRACE or starts - now >= AHEAD then return nil end
  return { starts = starts, ends = ends, nonce = day[3], check = day[4] }
end

local function answer(day, is_fresh)
  local previous = read(KEYS[2])
  return { now, is_fresh, day.starts, day.ends, day.nonce, day.check,
           previous and previous.nonce or '', previous and previous.starts or 0, previous and previous.ends or 0 }
end

local day = read(KEYS[1])
if day and now < day.ends then return answer(day, 0) end

local starts, ends = tonumber(ARGV[2]), tonumber(ARGV[3])
if now < starts or now >= ends then return { now } end
local is_fresh = day and 0 or 1
if day then
  redis.call('RENAME', KEYS[1], KEYS[2])
  starts = math.max(starts, day.ends)
else
  redis.call('DEL', KEYS[1], KEYS[2])
end
redis.call('HSET', KEYS[1], 'starts', starts, 'ends', ends, 'nonce', ARGV[4], 'check', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ends + GRACE - now + SLACK)
return answer({ starts = starts, ends = ends, nonce = ARGV[4], check = ARGV[5] }, is_fresh)
`)
