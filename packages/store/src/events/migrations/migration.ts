/** One step of the schema. Numbers only grow; a step that has been released is never changed. */
export interface Migration {
  readonly id: number
  readonly name: string
  statements(database: string): readonly string[]
}
