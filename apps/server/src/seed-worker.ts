import { parentPort, workerData } from 'node:worker_threads'
import { seedVisits, type VisitOptions } from './seed-visits.ts'

// Makes visits on a core of its own while the main thread takes them in: one load for each message, null at the end.
const loads = seedVisits(workerData as VisitOptions)
parentPort?.on('message', () => parentPort?.postMessage(loads.next().value ?? null))
