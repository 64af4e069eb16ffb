import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 20

/** Figures of this process; closing ends the measurement. */
export function openProcessFigures() {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const startedAt = Date.now() / 1_000 - process.uptime()
  const lateBy = (quantile: number) => Math.max(0, delay.percentile(quantile * 100) / 1e9 - RESOLUTION_MS / 1_000)
  return {
    read() {
      const { user, system } = process.cpuUsage()
      const delays = [0.5, 0.99].map((quantile) => ({
        labels: { quantile: String(quantile) },
        value: lateBy(quantile),
      }))
      delay.reset()
      return {
        lethe_process_start_time_seconds: [{ value: startedAt }],
        lethe_process_cpu_seconds_total: [{ value: (user + system) / 1e6 }],
        lethe_process_resident_memory_bytes: [{ value: process.memoryUsage.rss() }],
        lethe_event_loop_delay_seconds: delays,
      }
    },
    close: () => void delay.disable(),
  }
}
