/** Everything that Lethe keeps in its data folder, folders included; nothing else there is ever touched. */
export const DATA_FOLDER_NAMES: readonly string[] = [
  'events',
  'spool',
  'quarantine',
  'control.sqlite',
  'control.sqlite-wal',
  'control.sqlite-shm',
  'control.sqlite-journal',
  'control.sock',
  'takeover.sock',
]
