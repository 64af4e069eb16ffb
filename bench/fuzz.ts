import { runFuzz } from '../test/fuzz/fuzz.ts'

/*
 * The odd requests of test/fuzz-collect.test.ts, a million of them by default: `npm run bench -- fuzz [REQUESTS] [SEED]`. One JSON
 * object; exit code 1 when an answer is wrong or an item has no outcome. About half an hour for a million.
 */
const [requests = 1_000_000, seed = 1] = process.argv.slice(2).map(Number)
const report = await runFuzz({ requests, seed })
console.log(JSON.stringify({ bench: 'fuzz', ...report }))
const { faults, items, outcomes, unanswered_items } = report
if (faults.length > 0 || outcomes < items || outcomes > items + unanswered_items) process.exitCode = 1
