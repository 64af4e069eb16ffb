/** Keys outlive what is stored in them by this much: stored times decide, not the moment of an eviction. */
export const SLACK_MS = 1_000

/** Epoch ms: the server's, so that all nodes agree; a test may bring its own. */
export const LUA_NOW = `
local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end`
