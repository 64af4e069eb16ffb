#!/usr/bin/env node
import { existsSync } from 'node:fs'

// Committed as it is, so that npm links it at install; what it runs is built by `npm start` and `npm run build`.
const built = new URL('../dist/main.js', import.meta.url)
if (existsSync(built)) await import(built.href)
else {
  console.error('lethe is not built yet. Run: npm run build')
  process.exitCode = 69
}
