import { describeSpool } from './contract.ts'
import { openMemorySpool } from './memory-spool.ts'

describeSpool('openMemorySpool', async (options) => openMemorySpool(options))
