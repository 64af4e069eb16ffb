import { ROUNDING } from '../limits/gcra.ts'
import { scriptOf } from './connection.ts'
import { LUA_NOW, SLACK_MS } from './lua.ts'

/**
 * One grant: limits/gcra.ts in Lua, on the server's clock.
 *
 *   KEYS: the name's moment
 *   ARGV: clock, per second, burst, wanted
 *   answers {now, granted, retry after (ms)}
 */
export const LIMIT = scriptOf(`
local NAME, ROUNDING = KEYS[1], ${ROUNDING}
local given, per_second, burst, want = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
${LUA_NOW}
local now = clock(given)
local interval = 1000 / per_second
local depth = burst * interval
local free_at = tonumber(redis.call('GET', NAME) or '0')
local from = math.min(math.max(free_at, now), now + depth)
local granted = math.min(want, math.floor((now + depth - from) / interval + ROUNDING))
local next = from + granted * interval
redis.call('SET', NAME, string.format('%.6f', next), 'PX', math.ceil(next - now) + ${SLACK_MS})
if granted == want then return { now, granted, 0 } end
return { now, granted, math.max(1, math.ceil(next + interval - depth - now - ROUNDING / 10)) }
`)
