// A real ClickHouse server for tests: the engine of the chdb package, started as `clickhouse local` that listens.
// Usage: node clickhouse-process.mjs FOLDER HTTP_PORT [--setting=value ...] (settings of the server). Ends by itself after ten minutes.

import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DataType, isNullPointer, load, open } from 'ffi-rs'

const LIFETIME_SECONDS = 600
const [folder, port, ...settings] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const platform = `${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`
const library = join(dirname(require.resolve(`@chdb/lib-${platform}/package.json`)), 'libchdb.so')

const sizes = settings.map((setting) => setting.replace(/^--(\w+)=(.*)$/, '<$1>$2</$1>')).join('')
// Without users in the configuration, a listening `clickhouse local` lets nobody in.
const config = `${folder}/config.xml`
writeFileSync(
  config,
  `<clickhouse>${sizes}<profiles><default/></profiles><quotas><default/></quotas><users><default><password/>
  <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></clickhouse>`,
)

open({ library: 'chdb', path: library })
const wait = `SELECT sleepEachRow(1) FROM numbers(${LIFETIME_SECONDS}) SETTINGS max_block_size = 1 FORMAT Null`
const argv = [
  'clickhouse',
  `--config-file=${config}`,
  `--path=${folder}/data`,
  '--listen_host=127.0.0.1',
  `--http_port=${port}`,
  `--query=SYSTEM START LISTEN HTTP; ${wait}`,
]
const result = load({
  library: 'chdb',
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [argv.length, argv],
})
const failure = load({
  library: 'chdb',
  funcName: 'chdb_result_error',
  retType: DataType.External,
  paramsType: [DataType.External],
  paramsValue: [result],
})
if (!isNullPointer(failure)) {
  const text = { library: 'chdb', funcName: 'chdb_result_error', retType: DataType.String }
  console.error(load({ ...text, paramsType: [DataType.External], paramsValue: [result] }))
  process.exit(1)
}
