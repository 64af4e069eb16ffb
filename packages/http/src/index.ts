/**
 * What every HTTP server of Lethe shares: error answers, who is behind the proxies, cross-site refusal, headers.
 * Imports catalogue and Fastify. Read `problem.ts` first.
 */
export { type AbuseEntry, type AbuseLog, openAbuseLog, type Refusal } from './abuse-log.ts'
export { canonicalIp } from './canonical-ip.ts'
export {
  type ClientIp,
  type ClientIpSettings,
  type ForwardingFault,
  openClientIp,
  type PeerRequest,
} from './client-ip.ts'
export { describeError, type ErrorDescription } from './describe-error.ts'
export { type LoginThrottle, openLoginThrottle } from './login-throttle.ts'
export { networkList } from './network-list.ts'
export { type NetworkMemory, openNetworkMemory } from './network-memory.ts'
export { networkOf } from './network-of.ts'
export { PROBLEM_TYPE, type Problem, toAppError, toProblem } from './problem.ts'
export { refuseCrossSite } from './same-origin.ts'
export { type Area, securityHeaders } from './security-headers.ts'
export { nothingHere, sendBareProblem, sendProblem } from './send-problem.ts'
