import type { SeededRandom } from '@lethe/testkit'
import type { LabelledItem } from '../item.ts'
export const benignItems = (_: SeededRandom): LabelledItem[] => []
