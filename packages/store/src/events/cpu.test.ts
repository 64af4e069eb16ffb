import { expect, it } from 'vitest'
import { missingCpuFlags } from './cpu.ts'

const cpuinfo = (flags: string) => `processor\t: 0\nmodel name\t: A Processor\nflags\t\t: ${flags}\nbugs\t\t:\n`

it('names the instruction sets that the engine needs and the processor lacks', () => {
  expect(missingCpuFlags(cpuinfo('fpu sse4_2 avx avx2 bmi1 bmi2 fma movbe'))).toEqual([])
  expect(missingCpuFlags(cpuinfo('fpu sse4_2 avx fma'))).toEqual(['avx2', 'bmi1', 'bmi2', 'movbe'])
})

it('does not guess where no flags are listed', () => {
  expect(missingCpuFlags('')).toEqual([])
})
