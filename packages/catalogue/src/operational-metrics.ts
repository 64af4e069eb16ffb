/** A figure of the running process, for whoever operates it; none says anything of a visitor. */
export interface OperationalMetric {
  readonly type: 'counter' | 'gauge'
  readonly help: string
  /** Names of labels. */
  readonly labels?: readonly string[]
}

/** Everything that `/metrics` answers. Names as Prometheus wants them: unit as suffix, counters end in `_total`. */
export const OPERATIONAL_METRICS = {
  lethe_items_total: {
    type: 'counter',
    help: 'Items by what became of them, since the start of the process.',
    labels: ['outcome', 'reason'],
  },
  lethe_requests_refused_total: {
    type: 'counter',
    help: 'Requests to the collect endpoint that could not be taken, by error code.',
    labels: ['code'],
  },
  lethe_commits_total: { type: 'counter', help: 'Beacons that were made durable before their answer.' },
  lethe_commit_seconds_total: {
    type: 'counter',
    help: 'Time that they waited for the disk; divided by lethe_commits_total it is the mean.',
  },
  lethe_spool_rows: { type: 'gauge', help: 'Rows that wait for the events store.' },
  lethe_spool_bytes: { type: 'gauge', help: 'Bytes of the spool on disk.' },
  lethe_spool_max_bytes: { type: 'gauge', help: 'Most that the spool may hold (LETHE_SPOOL_BYTES).' },
  lethe_spool_open: { type: 'gauge', help: '1 while beacons are taken; 0 when the spool or its disk is full.' },
  lethe_spool_oldest_age_seconds: {
    type: 'gauge',
    help: 'How long the oldest row has waited; some seconds are normal, growth means that the events store is away.',
  },
  lethe_spool_refused_batches: { type: 'gauge', help: 'Batches that the events store refused for good.' },
  lethe_rows_written_total: { type: 'counter', help: 'Rows that the events store has taken.' },
  lethe_write_failures_total: { type: 'counter', help: 'Attempts to write a batch that failed.' },
  lethe_sessions_live: { type: 'gauge', help: 'Sessions in memory; absent when an ephemeral server holds them.' },
  lethe_process_start_time_seconds: { type: 'gauge', help: 'Start of the process, seconds since 1970.' },
  lethe_process_cpu_seconds_total: { type: 'counter', help: 'CPU time of the process.' },
  lethe_process_resident_memory_bytes: { type: 'gauge', help: 'Resident memory of the process.' },
  lethe_event_loop_delay_seconds: {
    type: 'gauge',
    help: 'How late timers were since the last scrape.',
    labels: ['quantile'],
  },
} as const satisfies Readonly<Record<string, OperationalMetric>>

export type OperationalMetricName = keyof typeof OPERATIONAL_METRICS
