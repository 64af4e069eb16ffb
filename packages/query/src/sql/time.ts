import type { Binder } from './binder.ts'

export const seconds = (ms: number): number => Math.floor(ms / 1000)

/** An instant as a bound value, compared with the store's times. */
export const time = (ms: number, binder: Binder): string => `toDateTime(${binder.bind(seconds(ms), 'UInt32')}, 'UTC')`

/** `column` lies in `[start, end)`, epoch ms. */
export const within = (column: string, [start, end]: readonly [number, number], binder: Binder): string[] => [
  `${column} >= ${time(start, binder)}`,
  `${column} < ${time(end, binder)}`,
]
